/* What a reader sees of the search. It comes when the reader turns to the search, with STRINGS and STYLES before it; see
   overrides/finish/search_scripts.py. */
const folder = new URL(".", document.currentScript.src), home = new URL("..", folder);
const button = document.querySelector(".search-button");

function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const styles = new CSSStyleSheet();
styles.replaceSync(STYLES);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];

const field = make("input", {
  type: "search", name: "q", ariaLabel: STRINGS.search, placeholder: STRINGS.search_hint, maxLength: 300,
  autocomplete: "off", autocapitalize: "none", spellcheck: false, enterKeyHint: "search",
});
const closeButton = make("button", { type: "button", className: "close", textContent: STRINGS.close });
const form = make("form", {}, field, closeButton);
const status = make("p", { className: "status" });
const list = make("ol", { className: "results" });
const examples = make("div", { className: "examples" }, make("p", { textContent: STRINGS.search_examples_title }),
  ...STRINGS.search_examples.map(words => make("button", { type: "button", textContent: words })));
const dialog = make("dialog", { className: "search", ariaLabel: STRINGS.search }, form, make("div", { className: "found" }, status, examples, list));
form.setAttribute("role", "search");
status.setAttribute("role", "status");
document.body.append(dialog);

/* The worker, with the first index: a promise, made anew after a failure. */
let started, worker;
function start() {
  return started ??= new Promise((ready, failed) => {
    if (location.protocol === "file:") throw STRINGS.search_from_folder;
    worker = new Worker(new URL("worker.js", folder));
    worker.onerror = () => {
      failed(STRINGS.search_failed);
      stop(STRINGS.search_failed);
    };
    worker.onmessage = ({ data }) => receive(data);
    fetch(new URL("index.json", folder)).then(response => response.json()).then(index => {
      worker.postMessage({ index, folder: folder.href });
      ready();
    }).catch(() => failed(STRINGS.search_failed));
  });
}
function stop(why) {
  worker?.terminate();
  started = worker = null;
  isAsked = false;
  status.textContent = typeof why === "string" ? why : STRINGS.search_failed;
}

// One question is asked at a time; the last one typed meanwhile is the next.
let number = 0, isAsked = false, isNext = false;
async function ask() {
  const text = field.value.trim();
  examples.hidden = text !== "";
  if (!text) {
    number++;
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  if (isAsked) {
    isNext = true;
    return;
  }
  isAsked = true;
  isNext = false;
  if (!list.firstChild) status.textContent = STRINGS.search_loading;
  try {
    await start();
    worker.postMessage({ id: ++number, question: field.value });
  } catch (why) {
    list.replaceChildren();
    stop(why);
  }
}

/* An answer is complete when all texts have been searched; until then nothing is said of how much there is. */
function receive({ id, results, isComplete }) {
  isAsked = false;
  if (isNext) ask();
  if (id !== number || isNext || !results.length && !isComplete) return;
  const focused = list.contains(document.activeElement) && document.activeElement.href;
  list.replaceChildren(...results.map(draw));
  if (focused) (stops().find(({ href }) => href === focused) ?? field).focus();
  if (isComplete) status.textContent = results.length ? STRINGS.search_found.replace("{}", results.length) : STRINGS.search_none;
}

const WORD = /([\p{L}\p{N}\p{M}]+)/u;
const mark = (text, marks) => text.split(WORD).map(part => marks.includes(part) ? make("mark", { textContent: part }) : part);

function draw({ url, page, heading, level, text, warnings = [], marks = [], isSign }) {
  const link = make("a", { href: new URL(url, home).href }, ...mark(heading, marks));
  link.dataset.marks = marks.join(" ");
  const item = make("li", { className: [isSign && "card", level].filter(Boolean).join(" ") }, link);
  if (page) item.append(make("p", { className: "page", textContent: page }));
  // Before the sign, which may come later: what is about to be touched stays in its place.
  if (isSign && level === "emergency") item.append(drawCalls());
  if (text) item.append(make("p", {}, ...mark(text, marks)));
  for (const warning of warnings) item.append(make("p", { className: `warning ${warning.level}` }, ...mark(warning.text, marks)));
  return item;
}

/* Numbers that reach an ambulance, the one of the reader's region first. */
function drawCalls() {
  const region = navigator.language.split("-").pop(), isOwn = ({ regions = "" }) => regions.split(" ").includes(region);
  const numbers = [...STRINGS.numbers].sort((one, other) => isOwn(other) - isOwn(one));
  return make("ul", { className: "calls", ariaLabel: STRINGS.call }, ...numbers.map(({ number, place }) =>
    make("li", {}, make("a", { href: `tel:${number}` }, make("b", { textContent: number }), ` ${place}`))));
}

/* Where the arrow keys go. */
const stops = () => [field, ...list.querySelectorAll("a")];

let isLeaving = false;
function close() {
  if (dialog.open) dialog.close();
}

globalThis.openSearch = query => {
  // What was typed before all this had come; see first-script.html.
  const early = document.querySelector(".early-search");
  isLeaving = false;
  if (!dialog.open) dialog.showModal();
  if (query !== undefined || early?.value) field.value = query ?? early.value;
  field.focus();
  early ? early.remove() : field.select();
  start().catch(() => {});
  ask();
};

field.addEventListener("input", ask);
form.addEventListener("submit", event => {
  event.preventDefault();
  stops()[1]?.focus();
});
closeButton.addEventListener("click", close);
examples.addEventListener("click", ({ target }) => {
  if (target.localName !== "button") return;
  field.value = target.textContent;
  field.focus();
  ask();
});
dialog.addEventListener("click", event => {
  const { target } = event, link = target.closest("a");
  if (target === dialog) close(); // Beside it
  if (!link?.dataset.marks || event.ctrlKey || event.metaKey || event.shiftKey) return;
  // The page that is left is as it was when the reader comes back; the one that is reached marks the words.
  isLeaving = true;
  close();
  keepMarks(link.dataset.marks);
  if (link.pathname === location.pathname) showMarks();
});
dialog.addEventListener("keydown", event => {
  if (event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    close();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], all = stops();
  const next = step && all[all.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
dialog.addEventListener("close", () => {
  if (!isLeaving) button.focus();
});
addEventListener("pagehide", () => {
  isLeaving = true;
  close();
});

// The words found go to the next page beside its address, which stays as it is, and no further.
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
  const ranges = [], nodes = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) for (const { 0: word, index } of nodes.currentNode.data.matchAll(new RegExp(WORD, "gu"))) {
    if (marks.includes(word)) ranges.push(new StaticRange({ startContainer: nodes.currentNode, startOffset: index, endContainer: nodes.currentNode, endOffset: index + word.length }));
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}
showMarks();
