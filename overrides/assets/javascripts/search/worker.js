/* Finds: lunr ranks the sections of the site; words.js and emergencies.js understand what was typed.

   It is told { index, folder } once, then { id, question } each time, and answers { id, results, isComplete }. The first index
   has the headings, how pages begin, and the words of an emergency. With the first question come all other texts and the
   everyday names of things, and the question is answered again.
   What an index holds is said in overrides/finish/search_index.py. */
const LONGEST_QUESTION = 300, MOST_RESULTS = 20, EXCERPT = 180;
// Results with less than this part of the best one's score have little to do with the question.
const LEAST_SCORE = 0.04;

let words, signs, findSigns, sections, lunrIndex, index, folder, asked, names = [];

function setUp() {
  words = makeWords(index.language, index.common);
  signs = index.cards.flatMap(({ signs, ...card }) => signs.map(lines => ({ ...card, lines: lines.split("\n") })));
  findSigns = makeEmergencies(signs, index.groups, words);
  makeIndex();
}

/* The lines of a section's text. Those that warn begin with a mark of their level. */
function readPieces(text) {
  return text.split("\n").map(line => {
    const [, mark, piece] = line.match(/^([!?]?)(.*)/s);
    return { text: piece, level: { "!": "emergency", "?": "urgent" }[mark], stems: words.learn(piece) };
  });
}

function makeIndex() {
  sections = index.pages.flatMap(({ file, name, weight = 1, headings, texts }) => headings.map(([hash, heading, level], at) => ({
    url: at ? `${file}#${hash}` : file,
    page: name,
    heading,
    level,
    // A care card, and what a page says first, answer more than a part of it.
    weight: level || !at ? weight * 1.5 : weight,
    title: split(heading).filter(word => !words.isCommon(word)).map(words.stem),
    pieces: texts[at] ? readPieces(texts[at]) : [],
  })));
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

const sum = (list, number) => list.reduce((total, it) => total + number(it), 0);
// How well a word is met where those of its stems are that `has` knows: from 0 to 1.
const fit = ({ stems }, has) => Math.max(0, ...[...stems].filter(([stem]) => has(stem)).map(([, weight]) => weight));

/* Sections with their scores, the best first: lunr's score, less for those that lack a rare word of the question, more for
   those of whose heading it has most words. */
function rank(tokens) {
  const boosts = new Map();
  for (const { stems, isCommon } of tokens) for (const [stem, weight] of stems)
    boosts.set(stem, Math.max(boosts.get(stem) ?? 0, isCommon ? weight / 10 : weight));
  const matches = lunrIndex.query(query => {
    for (const [term, boost] of boosts) query.term(term, { boost, usePipeline: false });
  });
  const telling = tokens.filter(({ stems, isCommon }) => stems.size && !isCommon);
  for (const token of telling) {
    const having = matches.filter(({ matchData: { metadata } }) => fit(token, stem => metadata[stem])).length;
    token.importance = Math.log(1 + sections.length / (1 + having));
  }
  const all = sum(telling, ({ importance }) => importance);
  const scored = matches.map(({ ref, score, matchData: { metadata } }) => {
    const section = sections[ref], { weight, title } = section;
    const share = sum(telling, token => token.importance * fit(token, stem => metadata[stem])) / all;
    const inTitle = title.filter(stem => telling.some(({ stems }) => stems.get(stem) > 0.5)).length / (title.length || 1);
    return { section, score: score * weight * share ** 2 * (1 + inTitle) };
  }).sort((one, other) => other.score - one.score);
  return scored.filter(({ score }) => score > LEAST_SCORE * scored[0].score).map(({ section }) => section);
}

/* What is shown of a section: the sentence that answers; and of its warnings, whole, the one that answers best and the most
   urgent one. `marks` are the words to mark, as they are written there. */
function show({ url, page, heading, level, pieces }, tokens) {
  const rate = ({ stems }) => sum(tokens, token => (token.importance ?? 0) * fit(token, stem => stems.includes(stem)));
  const rated = pieces.map(piece => ({ ...piece, score: rate(piece) })).sort((one, other) => other.score - one.score);
  const plain = rated.filter(piece => !piece.level), isSentence = piece => piece.text.split(" ").length > 4;
  const text = shorten((plain.find(isSentence) ?? plain[0])?.text ?? "", tokens);
  const warning = rated.find(piece => piece.level), urgent = rated.find(piece => piece.level === "emergency");
  const warnings = [...new Set([warning, urgent])].filter(Boolean).map(({ text, level }) => ({ text, level }));
  const marks = findWords([heading, text, ...warnings.map(warning => warning.text)].join(" "), tokens);
  return { url, page, heading, level, text, warnings, marks };
}

/* The words of a text that were asked for, as they are written. */
const findWords = (text, tokens) => [...new Set(text.match(WORDS))].filter(word =>
  tokens.some(({ stems, isCommon }) => !isCommon && stems.has(words.stem(fold(word)))));

/* A long sentence: what stands around the first word that was asked for. */
function shorten(text, tokens) {
  if (text.length <= EXCERPT) return text;
  const [word] = findWords(text, tokens), place = word ? text.indexOf(word) : 0;
  const start = text.lastIndexOf(" ", Math.max(0, Math.min(place - EXCERPT / 2, text.length - EXCERPT))) + 1;
  const end = text.length - start <= EXCERPT ? text.length : text.lastIndexOf(" ", start + EXCERPT);
  return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

function answer() {
  const tokens = read(asked.question.slice(0, LONGEST_QUESTION)), [sign] = findSigns(tokens);
  const cards = sign === undefined ? [] : [{ ...signs[sign], isSign: true }];
  const found = rank(tokens).filter(({ url }) => url !== cards[0]?.url).slice(0, MOST_RESULTS);
  postMessage({ id: asked.id, results: [...cards, ...found.map(section => show(section, tokens))], isComplete });
}

/* Where there is no network any more, the first index has to do. */
async function complete() {
  try {
    const rest = await (await fetch(new URL(index.rest, folder))).json();
    signs.forEach((sign, at) => { sign.text = rest.signs[at]; });
    names = Object.entries(rest.names).flatMap(([name, others]) =>
      others.split(", ").map(other => ({ typed: words.learn(other), meant: words.learn(name) })));
    for (const page of rest.pages) {
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
  asked = data;
  answer();
  completing ??= complete();
});
