/* The diary and the visit sheet on screen: a field in each empty cell, one day at a time where the screen is narrow, and the
   tools that the page lists. The words that come from the page's template are in `strings`. What is typed stays in this tab
   (so that a reload or a way back loses nothing), in this browser if the reader says so, and goes into a file that the reader
   saves. Without this script the sheets print blank. */
const KEPT = "sheets";
const make = (tag, properties, ...parts) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...parts);
  return made;
};
const diary = document.querySelector(".sheet"), days = [...diary.querySelectorAll("tbody tr")];

// Each field is known by the sheet, the row and the column that it stands in, in a saved file too.
const fields = new Map();
for (const cell of document.querySelectorAll(".sheet td:empty")) {
  const row = cell.parentElement.firstElementChild.textContent, sheet = cell.closest(".sheet").querySelector("h2").id;
  const label = diary.contains(cell) ? `${strings.day} ${row}: ${cell.dataset.label}` : `${row} (${cell.dataset.label})`;
  const field = make("textarea", { rows: 1, autocomplete: "off", ariaLabel: label });
  // What was written, for paper: a field prints as much as it shows.
  const written = make("span", { className: "written" });
  cell.append(field, written);
  // Choices that the column names in brackets are buttons under the field.
  const [, choices] = cell.dataset.label.match(/\((.+)\)/) ?? [];
  if (choices) cell.append(make("span", { className: "choices" }, ...choices.split(", ").map(words => {
    const choice = make("button", { type: "button", textContent: words, ariaPressed: false });
    choice.setAttribute("aria-pressed", "false");
    choice.addEventListener("click", () => {
      const parts = field.value.split(", ").filter(Boolean), had = parts.includes(words);
      field.value = (had ? parts.filter(part => part !== words) : [...parts, words]).join(", ");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return choice;
  })));
  fields.set(`${sheet}/${row}/${cell.dataset.label.replace(/ \(.*/, "")}`, field);
}

const first = make("input", { type: "date", autocomplete: "off" });
const fit = field => {
  field.nextSibling.textContent = field.value;
  for (const choice of field.parentElement.querySelectorAll("button"))
    choice.setAttribute("aria-pressed", String(field.value.split(", ").includes(choice.textContent)));
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
};
const read = () => ({
  first_day: first.value,
  entries: Object.fromEntries([...fields].map(([name, field]) => [name, field.value]).filter(([, text]) => text)),
});
const check = saved => {
  const entries = saved?.entries;
  if (typeof entries !== "object" || entries === null || Array.isArray(entries)) throw new TypeError("no saved sheets");
  return entries;
};
// Whatever a file holds, only texts under known names get in, and only as the value of a field. What had no field is returned.
const write = saved => {
  const entries = check(saved);
  for (const [name, field] of fields) {
    field.value = typeof entries[name] === "string" ? entries[name] : "";
    fit(field);
  }
  first.value = typeof saved.first_day === "string" ? saved.first_day : "";
  showDates();
  return Object.entries(entries).filter(([name]) => !fields.has(name)).map(([name, text]) => `${name}: ${text}`);
};

// A browser may refuse to keep anything; then it is said, and the box does not stay ticked.
const store = act => { try { return act(); } catch { kept.checked = false; say(strings.not_kept); } };
// Words that neither a file nor this browser has: leaving asks, but for a link, from which Back brings them back.
let unsaved = false, following = false;
const keep = () => {
  following = false;
  unsaved = !kept.checked;
  const text = JSON.stringify(read());
  try { sessionStorage.setItem(KEPT, text); } catch {}
  if (kept.checked) store(() => localStorage.setItem(KEPT, text));
};
const forget = () => { store(() => localStorage.removeItem(KEPT)); unsaved = true; };

// The words of the tools stand on the page, in its language; here each item gets what it does.
const tools = document.querySelector(".sheet-tools"), items = tools.querySelectorAll("li");
const said = make("p", { className: "tools-said" });
said.setAttribute("role", "status");
tools.append(said);
const say = words => { said.textContent = words; };
const button = (item, act) => {
  const made = make("button", { type: "button", textContent: item.textContent });
  made.addEventListener("click", act);
  item.replaceChildren(made);
  return made;
};

// What would take words away asks first, in place of its button.
const sure = (asker, words, yes, act) => {
  const ask = make("span", { className: "asked" }, words);
  ask.setAttribute("role", "group");
  ask.setAttribute("aria-label", words);
  const answer = (words, act) => {
    const made = make("button", { type: "button", textContent: words });
    made.addEventListener("click", () => { ask.replaceWith(asker); asker.focus(); act(); });
    ask.append(made);
    return made;
  };
  answer(yes, act);
  const no = answer(strings.no_keep, () => {});
  asker.replaceWith(ask);
  no.focus();
};

let printing;
addEventListener("beforeprint", () => { printing = true; });
button(items[0], () => {
  printing = false;
  try { print(); } catch {}
  // Some browsers in other programs do nothing.
  setTimeout(() => { if (!printing) say(strings.print_help); }, 1000);
});
button(items[1], () => {
  const blob = new Blob([JSON.stringify(read(), null, 1)], { type: "application/json" });
  const link = make("a", { href: URL.createObjectURL(blob), download: strings.file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  unsaved = false;
});
const chosen = make("input", { type: "file", accept: ".json", hidden: true });
const open = saved => {
  const left = write(saved);
  say(left.length ? `${strings.not_placed} ${left.join("; ")}` : strings.opened);
  keep();
  unsaved = left.length > 0;
};
const opener = button(items[2], () => chosen.click());
opener.after(chosen);
chosen.addEventListener("change", async () => {
  try {
    const saved = JSON.parse(await chosen.files[0].text());
    check(saved);
    Object.keys(read().entries).length ? sure(opener, strings.open_over, strings.yes_open, () => open(saved)) : open(saved);
  } catch {
    say(strings.wrong_file);
  }
  chosen.value = "";
});
const kept = make("input", { type: "checkbox", autocomplete: "off" });
items[3].replaceChildren(make("label", {}, kept, items[3].textContent));
kept.addEventListener("change", () => {
  if (!kept.checked) return forget();
  keep();
  if (kept.checked) say(strings.kept);
});
const clear = button(items[4], () => sure(clear, strings.clear_all, strings.yes_clear, () => {
  write({ entries: {} });
  kept.checked = false;
  forget();
  keep();
  say(strings.cleared);
}));
items[4].className = "clear";

// Days have dates, once the first has one; on a narrow screen one day is shown, today's first.
const steps = make("div", { className: "steps" });
const step = (words, by) => {
  const made = make("button", { type: "button", className: "like-link", textContent: words });
  made.addEventListener("click", () => showDay(shown + by));
  return made;
};
const [before, after] = [step(strings.before, -1), step(strings.after, 1)], name = make("b");
name.setAttribute("aria-live", "polite");
let shown = 0;
const dayOf = at => new Date(Date.parse(first.value) + at * 86_400_000);
const dateOf = at => first.value ? dayOf(at).toLocaleDateString(lang, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }) : "";
const showDates = () => {
  days.forEach((row, at) => { row.firstElementChild.dataset.date = dateOf(at); });
  const date = dateOf(shown);
  name.textContent = `${strings.day} ${shown + 1}${date ? `, ${date}` : ""}`;
};
const showDay = at => {
  shown = Math.max(0, Math.min(days.length - 1, at));
  days.forEach((row, place) => row.classList.toggle("shown", place === shown));
  before.disabled = shown === 0;
  after.disabled = shown === days.length - 1;
  showDates();
  for (const field of days[shown].querySelectorAll("textarea")) fit(field);
};
const today = () => {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
};
steps.append(before, name, after);
diary.querySelector("table").before(make("label", { className: "first-day" }, strings.first_day, first), steps);
first.addEventListener("input", () => { keep(); showDates(); });
document.querySelector("article").addEventListener("input", ({ target }) => {
  if (target.localName !== "textarea") return;
  // The first words give the first day its date.
  if (!first.value && diary.contains(target)) {
    first.value = new Date(today() - days.indexOf(target.closest("tr")) * 86_400_000).toISOString().slice(0, 10);
    showDates();
  }
  fit(target);
  keep();
});

addEventListener("click", ({ target }) => { following = !!target.closest?.("a[href]"); });
addEventListener("beforeunload", event => {
  if (unsaved && !following && Object.keys(read().entries).length) event.preventDefault();
});
diary.classList.add("by-day");
let saved;
try {
  const stored = localStorage.getItem(KEPT);
  kept.checked = stored !== null;
  saved = JSON.parse(stored ?? sessionStorage.getItem(KEPT));
} catch {}
try { write(saved); } catch { showDates(); }
unsaved = !kept.checked;
showDay(first.value ? Math.round((today() - Date.parse(first.value)) / 86_400_000) : 0);
