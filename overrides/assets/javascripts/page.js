/* What a page does for its reader. It comes with the first move (first-script.html), and finds in `moves` what the reader did
   until then. The search comes when the reader turns to it, or came to search. */
{
  const root = document.documentElement, scripts = document.currentScript.src;
  const find = (selector, part = document) => part.querySelector(selector);
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  // Styles of what is made here; what is shown waits for them.
  const styled = new Promise(done => {
    document.head.append(make("link", { rel: "stylesheet", href: new URL("../stylesheets/later.css", scripts), onload: done, onerror: done }));
  });

  // Search: its script, once. Where it does not come, there is the list of all pages.
  let search;
  const loadSearch = () => search ??= new Promise((loaded, failed) => {
    const src = new URL("search/dialog.js", find(".site-name").href);
    document.body.append(make("script", { src, onload: loaded, onerror: failed }));
  });
  const openSearch = query => loadSearch().then(() => globalThis.openSearch(query)).catch(() => {
    search = null;
    find(".early-search")?.remove();
    find("#menu").showPopover?.();
  });

  // Kept only while the reader departs from the device's own colours, and where the browser keeps anything.
  const switchColours = () => {
    const device = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const wanted = (root.dataset.colours || device) === "dark" ? "light" : "dark";
    root.dataset.colours = wanted === device ? "" : wanted;
    try { wanted === device ? localStorage.removeItem("colours") : localStorage.setItem("colours", wanted); } catch {}
  };

  // Words for a moment, at the foot of the screen.
  const message = make("output", { className: "message" });
  document.body.append(message);
  let timer;
  const say = words => {
    message.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => { message.textContent = ""; }, 4000);
  };
  const copy = (text, words) => navigator.clipboard?.writeText(text).then(() => say(words), () => {}); // The reader may forbid it.

  // The page, sent as the device sends things, else as a link to paste; its canonical address, the same from every copy of the site.
  const address = find("link[rel=canonical]")?.href, send = find(".send"), share = find(".share");
  const sendPage = async () => {
    if (!navigator.share) return copy(address, send.dataset.said);
    try { await navigator.share({ title: find("h1").textContent, url: address }); } catch {} // The reader thought better of it.
  };
  if (!navigator.share && !navigator.clipboard) send?.remove();
  if (share && navigator.clipboard) for (const text of share.querySelectorAll("samp")) {
    const button = make("button", { type: "button", textContent: text.previousElementSibling.textContent });
    button.addEventListener("click", () => copy(text.textContent, share.dataset.said));
    text.previousElementSibling.replaceChildren(button);
  }
  // A heading under the mouse shows its link, which is copied; it is no part of the heading's name.
  const headingLink = make("a", { className: "heading-link", textContent: "#", tabIndex: -1, ariaHidden: "true" });
  const showLink = ({ target }) => {
    const heading = target.closest?.("article :is(h1, h2, h3)[id]");
    if (!heading || !address || heading.closest("summary") || heading === headingLink.parentElement) return;
    headingLink.href = `#${heading.id}`;
    heading.append(headingLink);
  };

  // Where the reader is, in the list of headings.
  const links = new Map([...document.querySelectorAll(".contents a")].map(link => [document.getElementById(link.hash.slice(1)), link]));
  const passed = [...links.keys()].filter(Boolean);
  const mark = () => {
    const line = innerHeight / 3;
    const now = passed.findLast?.(heading => heading.getBoundingClientRect().top < line);
    for (const [heading, link] of links) heading === now ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
  };
  if (passed.length) {
    const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
    for (const heading of passed) watch.observe(heading);
  }

  // Sources, once opened, lead back to where each is first cited.
  const sources = find("details.sources");
  const addWaysBack = () => {
    if (!sources.open || find("[role=doc-backlink]", sources)) return;
    for (const item of sources.querySelectorAll("li")) {
      const number = item.id.slice(3), mark = find(`article [href="#${CSS.escape(item.id)}"]`);
      mark.id = `fnref:${number}`;
      const back = make("a", { href: `#${mark.id}`, className: "note-back", textContent: "↑", ariaLabel: sources.dataset.back.replace("{}", number) });
      back.setAttribute("role", "doc-backlink");
      item.append("\u00a0", back);
    }
  };
  sources?.addEventListener("toggle", addWaysBack);
  if (sources) addWaysBack();

  // A source in place: shown while a mark has the mouse or the focus; a press keeps it open and moves into it.
  const note = make("div", { className: "note", hidden: true, tabIndex: -1 });
  let marked, kept, leaving, returning;
  const hideNote = back => {
    if (note.hidden) return;
    note.hidden = true;
    note.remove();
    if (back) {
      returning = true; // To the mark, whose note stays closed.
      marked.focus({ preventScroll: true });
      returning = false;
    }
    kept = false;
  };
  const showNote = (mark, keep) => {
    clearTimeout(leaving);
    if (keep || !kept || marked !== mark) {
      const group = mark.parentElement;
      const items = [...group.querySelectorAll("[role=doc-noteref]")].map(link => {
        const item = make("div");
        item.append(...document.getElementById(link.hash.slice(1)).cloneNode(true).childNodes);
        for (const back of item.querySelectorAll(".note-back")) back.remove();
        item.prepend(make("b", { textContent: link.textContent }));
        return item;
      });
      const close = make("button", { className: "close like-link", type: "button", textContent: find(".panel .close").textContent });
      close.addEventListener("click", () => hideNote(true));
      const all = make("a", { href: "#sources", textContent: find("#sources").textContent });
      all.addEventListener("click", () => hideNote());
      note.replaceChildren(close, ...items, all);
      note.hidden = false;
      marked = mark;
      kept = keep;
      document.body.append(note);
      place(mark);
    }
    if (keep) note.focus({ preventScroll: true });
  };
  const place = mark => {
    const at = mark.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = note;
    const bars = parseFloat(getComputedStyle(root).getPropertyValue("--bars")) || 0, gap = 10;
    const above = at.top - gap - height;
    const top = at.bottom + gap + height <= innerHeight || above < bars ? at.bottom + gap : above;
    note.style.top = `${top + scrollY}px`;
    note.style.left = `${Math.max(8, Math.min(at.left - width / 3, root.clientWidth - width - 8)) + scrollX}px`;
  };
  const leaveNote = () => { leaving = setTimeout(() => kept || hideNote(), 250); };
  note.setAttribute("role", "dialog");
  note.setAttribute("aria-label", find("#sources")?.textContent ?? "");

  let pressedAt;
  const placeOf = ({ clientX, clientY }) => `${Math.floor(clientX)} ${Math.floor(clientY)}`;
  const markOf = ({ target }) => target.closest?.("[role=doc-noteref]");
  const act = event => {
    if (!event.target) return; // The reader came to search.
    const { type, target, key } = event, mark = markOf(event), inNote = note.contains(target);
    if (type === "click") {
      pressedAt = placeOf(event);
      const link = target.closest("a[href]");
      if (link?.hreflang) link.hash = location.hash; // The same section in another language
      if (mark) return styled.then(() => showNote(mark, true));
      if (!inNote) hideNote();
      if (link === headingLink) copy(address + link.hash, share.dataset.said);
      if (target.closest(".search-button")) openSearch();
      if (target.closest(".colours")) switchColours();
      if (target.closest(".send")) sendPage();
      // A link to where the page stands already changes no address, and still opens what is folded.
      if (link?.hash && link.hash === location.hash && link.pathname === location.pathname) dispatchEvent(new Event("hashchange"));
      // A heading chosen from the panel is what the reader wants to see.
      if (link) target.closest(".panel:popover-open")?.hidePopover();
    }
    if (key === "Escape" && !note.hidden) hideNote(inNote);
    if (type === "focusin" && target === document.activeElement) {
      if (mark && !returning) styled.then(() => document.activeElement === mark && showNote(mark));
      else if (mark) return;
      else if (!inNote) hideNote();
      // What has the focus is never under a panel; nor out of sight in a drawing, to which Firefox does not scroll.
      const panel = CSS.supports("selector(:popover-open)") && find(".panel:popover-open");
      if (panel && !panel.contains(target) && !catchingUp) panel.hidePopover();
      find("text", target.closest?.(".body-map a") ?? note)?.scrollIntoView({ block: "nearest" });
    }
    // What comes under a resting mouse when it has closed a note is not pointed at.
    if (type === "pointerover" && event.pointerType === "mouse" && placeOf(event) !== pressedAt) {
      if (mark) styled.then(() => showNote(mark));
      else if (inNote) clearTimeout(leaving);
      else leaveNote();
      showLink(event);
    }
  };
  // A panel that the reader has opened by now stays open, though the focus on its button is told only here.
  let catchingUp = true;
  moves.forEach(act);
  catchingUp = false;
  moves = { push: event => { act(event); return 0; } };
  const query = new URLSearchParams(location.search).get("q");
  if (query !== null) openSearch(query);
  // Words that the search found here, to be marked.
  else try { if (sessionStorage.found) loadSearch(); } catch {}
}
