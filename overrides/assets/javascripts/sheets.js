/* The diary and the visit sheet on screen: a field in each empty cell, and the tools that the page lists.
   What is typed leaves this page only as a file that the reader saves. Without this script the sheets print blank. */
{
  const KEPT = "sheets";
  const cells = [...document.querySelectorAll(".sheet td:empty")];

  const fields = cells.map(cell => {
    const field = document.createElement("textarea");
    field.rows = 1;
    field.autocomplete = "off";
    field.setAttribute("aria-label", `${cell.dataset.label}: ${cell.parentElement.firstElementChild.textContent}`);
    cell.append(field);
    return field;
  });

  const read = () => fields.map(field => field.value);
  // Whatever a file holds, only texts in their order get in, and only as the value of a field.
  const write = texts => fields.forEach((field, at) => { field.value = typeof texts?.[at] === "string" ? texts[at] : ""; });
  // A browser may refuse to keep anything; then the box does not stay ticked.
  const store = act => { try { return act(localStorage); } catch { kept.checked = false; } };
  const keep = () => { if (kept.checked) store(it => it.setItem(KEPT, JSON.stringify(read()))); };
  const forget = () => store(it => it.removeItem(KEPT));

  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(read())], { type: "application/json" }));
    link.download = "twitch-diary.json";
    link.click();
    URL.revokeObjectURL(link.href);
  };

  const open = async file => {
    try {
      const texts = JSON.parse(await file.text());
      if (!Array.isArray(texts)) throw new TypeError("not a saved sheet");
      write(texts);
      keep();
      chosen.setCustomValidity("");
    } catch {
      chosen.setCustomValidity(file.name);
    }
  };

  const clear = event => {
    if (!confirm(event.target.textContent)) return;
    write([]);
    kept.checked = false;
    forget();
  };

  // The words of the tools stand on the page, in its language; here each item gets what it does.
  const items = document.querySelectorAll(".sheet-tools li");
  const button = (item, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = item.textContent;
    made.addEventListener("click", act);
    item.replaceChildren(made);
  };
  const input = (item, type) => {
    const label = document.createElement("label");
    const made = document.createElement("input");
    made.type = type;
    label.append(...(type === "file" ? [item.textContent, made] : [made, item.textContent]));
    item.replaceChildren(label);
    return made;
  };

  button(items[0], () => print());
  button(items[1], save);
  const chosen = input(items[2], "file");
  chosen.accept = ".json";
  chosen.addEventListener("change", () => open(chosen.files[0]));
  const kept = input(items[3], "checkbox");
  kept.addEventListener("change", () => kept.checked ? keep() : forget());
  button(items[4], clear);

  document.querySelector(".md-content").addEventListener("input", keep);
  const stored = store(it => it.getItem(KEPT));
  if (stored) {
    try {
      write(JSON.parse(stored));
      kept.checked = true;
    } catch { forget(); }
  }
}
