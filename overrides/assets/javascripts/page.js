/* What a page does for its reader. It comes with the first move (first-script.html), and finds in `moves` what the reader did
   until then. The theme's search and script come when the reader turns to the search or to a note, or came to search. */
{
  const root = document.documentElement, button = document.querySelector(".search-button");
  // Files of this language stand beside its home page; scripts are there once for all.
  const home = document.querySelector(".site-name").href, scripts = document.currentScript.src;

  // A published page asks for the theme's parts once; a page being written holds them.
  const ask = async () => document.getElementById("theme")?.content
    ?? document.createRange().createContextualFragment(await (await fetch(new URL("search/parts.txt", home))).text());

  // A single letter is no command (WCAG 2.1.4); the theme would make some of them one.
  const keepLetter = event => {
    if (event.key.length === 1 && !event.target.closest("input, textarea")) event.stopImmediatePropagation();
  };

  let asked;
  const load = () => asked ??= ask().then(parts => {
    addEventListener("keydown", keepLetter, true);
    button.before(parts.querySelector(".md-search"));
    // The theme waits for the moment when a page has been read; it is over.
    parts.querySelector("script[src]").addEventListener("load", () => document.dispatchEvent(new Event("DOMContentLoaded")));
    document.body.append(parts);
  }).catch(() => { asked = null; });

  // What the search will want, at once, as each part names the next only when it has come. And ahead of the press, when a
  // pointer comes to the button, unless the reader saves data.
  let ahead;
  const fetchAhead = () => ahead ??= [
    new URL("bundle.js", scripts), ...["worker.js", "search_index.json"].map(it => new URL(`search/${it}`, home)),
  ].map(url => fetch(url).catch(() => {}));

  const search = async () => {
    if (!asked) fetchAhead();
    await load();
    document.getElementById("__search").checked = true;
    document.querySelector(".md-search__input")?.focus();
  };

  // Kept only while the reader departs from the device's own colours, and where the browser keeps anything.
  const switchColours = () => {
    const device = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const wanted = (root.dataset.colours || device) === "dark" ? "light" : "dark";
    root.dataset.colours = wanted === device ? "" : wanted;
    try { wanted === device ? localStorage.removeItem("colours") : localStorage.setItem("colours", wanted); } catch {}
  };

  // A heading's # and the texts of "Link, quote or cite this page" go to the clipboard. Where the browser gives none, the #
  // is a plain link and the texts can be selected.
  const share = document.querySelector(".share"), said = document.createElement("output");
  said.className = "copied";
  said.popover = "manual"; // Above the panel, too.
  let timer;
  const copy = async (text, words) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return; // The reader forbade it.
    }
    said.togglePopover(true);
    said.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => { said.togglePopover(false); }, 4000);
  };
  const addButton = text => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text.previousElementSibling.textContent;
    made.addEventListener("click", () => copy(text.textContent, share.dataset.copied));
    text.previousElementSibling.replaceChildren(made);
  };
  if (share && navigator.clipboard) {
    share.after(said);
    share.querySelectorAll("samp").forEach(addButton);
  }
  // The canonical address: without the words that the search adds, and the same from every copy of the site.
  const copyLink = ({ hash }) => copy(document.querySelector("link[rel=canonical]").href + hash, share.dataset.link);

  const click = ({ target }) => {
    const link = target.closest("a[href]");
    if (link?.hreflang) link.hash = location.hash; // The same section in another language
    if (link?.matches(".headerlink") && said.isConnected) copyLink(link);
    if (target.closest(".search-button")) search();
    if (target.closest(".colours")) switchColours();
    // A heading chosen from the panel is what the reader wants to see.
    target.closest("#contents")?.hidePopover?.();
  };

  // Escape closes a note shown in place (WCAG 1.4.13), and the search, which gives the focus back.
  const escape = ({ target }) => {
    document.querySelector(".md-tooltip2--active")?.classList.remove("md-tooltip2--active");
    if (target.closest(".md-search")) setTimeout(() => button.focus());
  };

  const act = event => {
    if (event.type === "click") click(event);
    if (event.key === "Escape") escape(event);
    if (/pointerover|focusin/.test(event.type) && event.target.closest?.(".footnote-ref")) load();
    if (event.type === "pointerover" && event.target.closest?.(".search-button") && !navigator.connection?.saveData) fetchAhead();
  };
  moves.forEach(act);
  moves = { push: act };
  if (/[?&][qh]=/.test(location.search)) load();
}
