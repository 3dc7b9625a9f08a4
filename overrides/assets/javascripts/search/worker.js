/* Finds: lunr ranks the sections of the site; words.js and emergencies.js understand what was typed.

   It is told { index, folder } once, then { id, question } each time, and answers { id, results, isComplete }. The first index
   has the headings, and the texts with which pages begin. With the first question come all other texts, and it is answered
   again. What an index holds is said in overrides/finish/search_index.py. */
const LONGEST_QUESTION = 300, MOST_RESULTS = 12, EXCERPT = 180;

let words, signs, findSigns, names, sections, lunrIndex, index, folder, question;

function setUp() {
  words = makeWords(index.language);
  signs = index.cards.flatMap(({ signs, ...card }) => signs.map(sign => ({ ...card, ...sign })));
  findSigns = makeEmergencies(signs, index.groups, words);
  names = Object.entries(index.names).flatMap(([name, others]) =>
    others.split(", ").map(other => ({ typed: words.learn(other), meant: words.learn(name) })));
  makeIndex();
}

/* A section's text: sentences, list items and rows, a line each. Those that warn begin with the first letter of their level. */
function readPieces(text) {
  return text.split("\n").map(line => {
    const [, mark, piece] = line.match(/^([!?]?)(.*)/s);
    return { text: piece, level: { "!": "emergency", "?": "urgent" }[mark], stems: words.learn(piece) };
  });
}

function makeIndex() {
  sections = index.pages.flatMap(({ file, name: page, weight = 1, headings, texts }) => headings.map(([hash, heading, level], at) =>
    ({ url: at ? `${file}#${hash}` : file, page, heading, level, weight: at ? weight : weight * 1.5, title: split(heading).filter(word => !words.isCommon(word)).map(words.stem), pieces: texts[at] ? readPieces(texts[at]) : [] })));
  const builder = new lunr.Builder();
  builder.field("heading", { boost: 4 });
  builder.field("page");
  builder.field("text");
  builder.b(0.5);
  sections.forEach(({ heading, page, pieces }, id) =>
    builder.add({ id, heading: words.learn(heading), page: words.learn(page), text: pieces.flatMap(({ stems }) => stems) }));
  lunrIndex = builder.build();
}

/* The words of a question, each as `words.understand` says, with the words of the site that a name stands for. */
function read(question) {
  const parts = question.trim().split(/\s+/);
  const tokens = parts.flatMap((part, at) => {
    // As typed or on the other keyboard layout, without a slip or with one.
    const texts = [part, onOtherLayout(part), onOtherLayout(part.replace(/[.,]$/, ""))];
    for (const slips of [false, true]) for (const text of texts) {
      const tokens = split(text).map(word => words.understand(word, at === parts.length - 1, slips));
      if (tokens.some(({ typed, isCommon, stems }) => isCommon ? typed.length > 1 : stems.size)) return tokens;
    }
    return split(part).map(word => words.understand(word));
  });
  for (const { typed, meant } of names) {
    const start = tokens.findIndex((_, at) => typed.every((stem, next) => tokens[at + next]?.stems.get(stem) > 0.5));
    for (const token of start < 0 ? [] : tokens.slice(start, start + typed.length)) {
      token.isCommon = false;
      for (const stem of meant) token.stems.set(stem, Math.max(token.stems.get(stem) ?? 0, 0.7));
    }
  }
  return tokens;
}

/* Sections with their scores, the best first: lunr's score, less for those that lack some of the words that say most. */
function rank(tokens) {
  const boosts = new Map();
  for (const { stems, isCommon } of tokens) for (const [stem, weight] of stems)
    boosts.set(stem, Math.max(boosts.get(stem) ?? 0, isCommon ? weight / 10 : weight));
  const found = lunrIndex.query(query => { for (const [term, boost] of boosts) query.term(term, { boost, usePipeline: false }); });
  const asked = tokens.filter(({ stems, isCommon }) => stems.size && !isCommon);
  for (const token of asked) {
    const having = found.filter(({ matchData: { metadata } }) => [...token.stems.keys()].some(stem => metadata[stem])).length;
    token.importance = Math.log(1 + sections.length / (1 + having));
  }
  const all = sum(asked, ({ importance }) => importance);
  return found.map(({ ref, score, matchData: { metadata } }) => {
    const share = sum(asked, token => token.importance * weightOf(token, stem => metadata[stem])) / all;
    const section = sections[ref], title = section.title.filter(stem => asked.some(({ stems }) => stems.get(stem) > 0.5)).length / (section.title.length || 1);
    return { section, score: score * section.weight * share ** 2 * (1 + title), share, title, lunr: score };
  }).filter(({ score }) => score > 0).sort((one, other) => other.score - one.score);
}

const sum = (list, number) => list.reduce((total, it) => total + number(it), 0);
// How well a word is met by those stems that are there.
const weightOf = ({ stems }, has) => Math.max(0, ...[...stems].filter(([stem]) => has(stem)).map(([, weight]) => weight));

/* What is shown of a section: the sentence that answers; and of its warnings, whole, the one that answers best and the most
   urgent one. `marks` are the words to mark, as they are written there. */
function show({ url, page, heading, level, pieces }, tokens) {
  const rated = pieces.map(piece => ({ ...piece, score: sum(tokens, token => (token.importance ?? 0) * weightOf(token, stem => piece.stems.includes(stem))) }));
  rated.sort((one, other) => other.score - one.score); // Equal ones stay in their order.
  const text = shorten(rated.find(piece => !piece.level)?.text ?? "", tokens);
  const warn = rated.filter(piece => piece.level), urgent = warn.find(piece => piece.level === "emergency");
  const warnings = [...new Set([warn[0], urgent])].filter(Boolean).map(({ text, level }) => ({ text, level }));
  return { url, page, heading, level, text, warnings, marks: found([heading, text, ...warnings.map(it => it.text)].join(" "), tokens) };
}

/* The words of a text that were asked for, as they are written. */
const found = (text, tokens) =>
  [...new Set(text.match(/[\p{L}\p{N}\p{M}]+/gu))].filter(word => tokens.some(({ stems, isCommon }) => !isCommon && stems.has(words.stem(fold(word)))));

/* A long sentence around the first word that was asked for. */
function shorten(text, tokens) {
  if (text.length <= EXCERPT) return text;
  const [first] = found(text, tokens), place = first ? text.indexOf(first) : 0;
  const start = text.lastIndexOf(" ", Math.max(0, Math.min(place - EXCERPT / 2, text.length - EXCERPT))) + 1;
  const end = text.length - start <= EXCERPT ? text.length : text.lastIndexOf(" ", start + EXCERPT);
  return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

function answer() {
  const tokens = read(question.text.slice(0, LONGEST_QUESTION)), [sign] = findSigns(tokens);
  const card = sign === undefined ? [] : [{ ...signs[sign], isSign: true }];
  const ranked = tokens.length ? rank(tokens).filter(({ section }) => section.url !== card[0]?.url) : [];
  const results = [...card, ...ranked.slice(0, MOST_RESULTS).map(({ section, ...numbers }) => ({ ...show(section, tokens), ...numbers }))];
  postMessage({ id: question.id, results, isComplete });
}

/* Without a network, the first index has to do. */
async function complete() {
  try {
    for (const page of await (await fetch(new URL(index.rest, folder))).json()) {
      const known = index.pages.find(({ file }) => file === page.file);
      known ? Object.assign(known, page) : index.pages.push(page);
    }
    makeIndex();
  } catch {}
  isComplete = true;
  answer();
}

let completing, isComplete = false;
addEventListener("message", ({ data }) => {
  if (data.index) {
    ({ index, folder } = data);
    return setUp();
  }
  question = data;
  answer();
  if (question.text.trim()) completing ??= complete();
});
