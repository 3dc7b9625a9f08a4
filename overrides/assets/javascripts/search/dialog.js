/* What a reader sees of the search. It comes when the reader turns to the search, in a block with STRINGS and STYLES; see
   overrides/finish/search_scripts.py. */
const folder = new URL(".", document.currentScript.src), home = new URL("..", folder);
const button = document.querySelector(".search-button");

function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

if (document.adoptedStyleSheets) {
  const styles = new CSSStyleSheet();
  styles.replaceSync(STYLES);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
}

const field = make("input", {
  type: "search", name: "q", "aria-label": STRINGS.search, placeholder: STRINGS.search_hint, maxlength: 300,
  autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "search",
});
const closeButton = make("button", { type: "button" }, STRINGS.close);
const form = make("form", { role: "search" }, field, closeButton);
// How much there is: shown at once, and told once the reader has paused, else it would be told anew at each letter.
const status = make("p", { "aria-hidden": "true" }), said = make("p", { class: "said", role: "status" });
const list = make("ol", { class: "results" });
const examples = make("div", { class: "examples" }, make("p", {}, STRINGS.search_examples_title),
  ...STRINGS.search_examples.map(words => make("button", { type: "button" }, words)));
const dialog = make("dialog", { class: "search", "aria-label": STRINGS.search }, form,
  said, make("div", { class: "found" }, status, examples, list));
document.body.append(dialog);

let pause;
function tell(words) {
  status.textContent = words;
  said.textContent = "";
  clearTimeout(pause);
  pause = setTimeout(() => { said.textContent = words; }, 800);
}

/* The worker with its first index: a promise, made anew after a failure. What fails says why, in words for the reader. */
let worker, started;
function start() {
  return started ??= new Promise((ready, failed) => {
    if (location.protocol === "file:") throw STRINGS.search_from_folder;
    worker = new Worker(new URL("worker.js", folder));
    worker.onmessage = ({ data }) => receive(data);
    worker.onerror = () => {
      failed();
      stop();
    };
    fetch(new URL("index.json", folder)).then(response => response.json()).then(index => {
      worker.postMessage({ index, folder: folder.href });
      ready();
    }).catch(failed);
  });
}
function stop(why) {
  worker?.terminate();
  worker = started = null;
  isAsking = false;
  list.replaceChildren();
  tell(typeof why === "string" ? why : STRINGS.search_failed);
}

// One question is asked at a time; what is typed meanwhile is asked next.
let number = 0, isAsking = false, isNext = false;
async function ask() {
  const question = field.value.trim();
  examples.hidden = question !== "";
  isNext = isAsking;
  if (!question) {
    number++;
    list.replaceChildren();
    tell("");
  } else if (!isAsking) {
    isAsking = true;
    if (!list.firstChild) tell(STRINGS.search_loading);
    await start().then(() => worker.postMessage({ id: ++number, question: field.value })).catch(stop);
  }
}

/* An answer is complete when all texts have been searched. Until then, nothing is said of how much there is, or that there is
   nothing. */
function receive({ id, results, isComplete }) {
  isAsking = false;
  if (isNext) ask();
  if (isNext || id !== number || !results.length && !isComplete) return;
  const focused = list.contains(document.activeElement) && document.activeElement.href;
  list.replaceChildren(...results.map(draw));
  if (focused) ([...list.querySelectorAll("a")].find(({ href }) => href === focused) ?? field).focus();
  if (isComplete) tell(results.length ? STRINGS.search_found.replace("{}", results.length) : STRINGS.search_none);
}

const WORD = /([\p{L}\p{N}\p{M}]+)/u;
const mark = (text, marks) => text.split(WORD).map(part => marks.includes(part) ? make("mark", {}, part) : part);

function draw({ url, page, heading, level, text, warnings = [], marks = [], isSign }) {
  const link = make("a", { href: new URL(url, home), "data-marks": marks.join(" ") }, ...mark(heading, marks));
  const item = make("li", { class: isSign ? `card ${level}` : "" }, link);
  if (page) item.append(make("p", { class: "page" }, page));
  // Before the sign, which may come a moment later: what is about to be touched stays in its place.
  if (isSign && level === "emergency") item.append(drawCalls());
  if (text) item.append(make("p", {}, ...mark(text, marks)));
  for (const warning of warnings) item.append(make("p", { class: `warning ${warning.level}` }, ...mark(warning.text, marks)));
  item.normalize(); // Text in one piece, for screen readers and machine translation.
  return item;
}

/* Numbers that reach an ambulance, the one of the reader's region first. */
function drawCalls() {
  const region = navigator.language.split("-").pop(), isOwn = ({ regions = "" }) => regions.split(" ").includes(region);
  const numbers = [...STRINGS.numbers].sort((one, other) => isOwn(other) - isOwn(one));
  return make("ul", { class: "calls", "aria-label": STRINGS.alarm }, ...numbers.map(({ number, place }) =>
    make("li", {}, make("a", { href: `tel:${number}` }, make("b", { translate: "no" }, number), ` ${place}`))));
}

/* Where the arrow keys go; the numbers to call are a Tab away. */
const stops = () => [field, ...list.querySelectorAll(":scope > li > a")];

// The page that is left is as it was when the reader comes back to it.
let isLeaving = false;
const close = leaving => {
  isLeaving = leaving;
  dialog.close();
};

globalThis.openSearch = query => {
  // What was typed before all this had come; see first-script.html.
  const early = document.querySelector(".early-search");
  if (!dialog.open) dialog.showModal();
  if (early?.value || query) field.value = early?.value || query;
  field.focus();
  early ? early.remove() : field.select();
  start().catch(stop);
  ask();
};

field.addEventListener("input", ask);
form.addEventListener("submit", event => {
  event.preventDefault();
  stops()[1]?.focus();
});
closeButton.addEventListener("click", () => close());
examples.addEventListener("click", ({ target }) => {
  if (target.localName !== "button") return;
  field.value = target.textContent;
  field.focus();
  ask();
});
dialog.addEventListener("click", event => {
  const { target } = event, link = target.closest(".results > li > a");
  if (target === dialog) close(); // Beside it
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  close(true);
  keepMarks(link.dataset.marks);
  if (link.pathname === location.pathname) showMarks();
});
dialog.addEventListener("keydown", event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], all = stops();
  const next = step && !event.isComposing && all[all.indexOf(document.activeElement) + step];
  if (event.key !== "Escape" && !next) return;
  event.preventDefault();
  next ? next.focus() : close();
});
dialog.addEventListener("close", () => { if (!isLeaving) button.focus(); });
addEventListener("pagehide", () => { if (dialog.open) close(true); });

// The words found go to the page that is reached beside its address, which stays as it is, and no further.
const KEY = "found";
function keepMarks(marks) {
  try { sessionStorage.setItem(KEY, marks); } catch {} // The reader's browser keeps nothing.
}
function showMarks() {
  let marks;
  try {
    marks = sessionStorage.getItem(KEY)?.split(" ");
    sessionStorage.removeItem(KEY);
  } catch {}
  if (!marks || !CSS.highlights) return;
  const ranges = [], texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const startContainer = texts.currentNode, endContainer = startContainer;
    for (const { 0: word, index: startOffset } of startContainer.data.matchAll(new RegExp(WORD, "gu")))
      if (marks.includes(word)) ranges.push(new StaticRange({ startContainer, startOffset, endContainer, endOffset: startOffset + word.length }));
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}
showMarks();
