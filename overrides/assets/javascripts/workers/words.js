/* Search that knows word forms, ё, slips of the keyboard and everyday names: a layer over the theme's own search worker,
   which still makes the index, ranks and marks. It rewrites each message before the theme reads it: the index gets the stems
   of words, and a question becomes the stems that the site has. Everyday names are in words.<language>.js. search_worker.py puts all
   of them into one file.

   The first index has titles, and how pages begin. With the first question come the other texts, and it is answered again. */
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // Types of message in the theme
const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>", CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю";
const stems = new Map(); // Every word of the site and of the names, with its stem
let separator, isCommon, names, known, vocabulary, asked;

const fold = text => text.normalize().toLowerCase().replaceAll("ё", "е");
const split = text => fold(text).split(separator).filter(Boolean);
const onOtherKey = key => CYRILLIC[LATIN.indexOf(key)] ?? LATIN[CYRILLIC.indexOf(key)] ?? key;
const snowball = word => (/[а-я]/.test(word) && lunr.ru || lunr).stemmer(new lunr.Token(word)).toString();
// Until nothing more comes off, for «симптом» and «симптома»; then the vowel that comes and goes, for «таблетка» and «таблеток».
const stem = word => snowball(word) === word ? word.replace(/^(.{3,})[еоь]([клнрц])$/, "$1$2") : stem(snowball(word));
const learn = word => stems.get(word) ?? stems.set(word, stem(word)).get(word);
const lookUp = clause => vocabulary.intersect(lunr.TokenSet.fromClause(clause)).toArray().map(word => stems.get(word) ?? word);

function setUp({ config }) {
  const [language] = config.lang;
  separator = new RegExp(config.separator);
  isCommon = word => word.length < 2 || !(lunr[language] ?? lunr).stopWordFilter(word);
  names = Object.entries(NAMES).flatMap(([name, others]) =>
    others.split(", ").map(other => ({ line: ` ${split(other).map(learn).join(" ")} `, name: split(name).map(learn) })));
  // The theme keeps those steps of the index that the configuration lists: only this one, and none for questions.
  lunr.trimmer = token => token.update(word => learn(fold(word)));
  lunr.Pipeline.registerFunction(lunr.trimmer, "words");
  Object.assign(config, { lang: ["en"], pipeline: ["trimmer"] });
}

// The stems that a typed word may stand for: its own; what it begins, if it may still grow or is unknown; one slip away.
function understand(word, growing) {
  const own = stem(word), has = known.has(own), common = isCommon(word);
  const found = new Set(has ? [own] : []);
  if (word.length > 2 && (growing || !has)) lookUp({ term: `${word}*` }).forEach(it => found.add(it));
  if (word.length > 5 && word.length < 30 && !found.size)
    for (const term of [word, own].filter(term => term.length > 4)) lookUp({ term, editDistance: 1 }).forEach(it => found.add(it));
  return { word, common, stems: [...found], clauses: [...found].map(it => `${it}^${common || (has && it !== own) ? 1 : 5}`) };
}

function translate(question) {
  known ??= new Set(stems.values());
  vocabulary ??= lunr.TokenSet.fromArray([...new Set([...stems.keys(), ...known])].sort());
  const words = question.trim().split(/\s+/).flatMap((typed, at, { length }) => {
    const readings = [typed, typed.replace(/[.,]$/, "")].map(text => [...text.toLowerCase()].map(onOtherKey).join(""));
    const understood = [typed, ...readings].map(text => split(text).map(word => understand(word, at === length - 1)));
    return understood.find(words => words.some(({ common, stems }) => !common && stems.length)) ?? understood[0];
  });
  const line = ` ${words.map(({ stems: [first] }) => first).join(" ")} `;
  for (const each of names.filter(each => line.includes(each.line)))
    for (const word of words.filter(({ stems: [first] }) => each.line.includes(` ${first} `))) {
      word.stems.push(...each.name);
      word.clauses.push(...each.name.map(it => `${it}^5`));
    }
  asked = words.filter(({ common }) => !common);
  const found = asked.length === 0 || asked.some(({ stems }) => stems.length);
  return found ? [...new Set(words.flatMap(({ clauses }) => clauses))].join(" ") : "";
}

// What the theme was told last; whether the other texts are there: not asked for, on their way, or here.
let index, question, texts = "unasked";
const tell = (type, data) => dispatchEvent(new MessageEvent("message", { data: { type, data } }));

async function complete() {
  texts = "coming";
  const all = await (await fetch(index.config.texts)).json();
  index.docs.forEach((section, at) => { section.text ||= all[at]; });
  known = vocabulary = undefined;
  tell(SETUP, index);
}

addEventListener("message", ({ data: message }) => {
  if (message.type === SETUP && !index) setUp(index = message.data);
  if (message.type !== QUERY) return;
  question = message.data;
  // A question is a sentence or two; thousands of words pasted or linked would stop the search for seconds.
  message.data = translate(question.slice(0, 300));
});

// Each result tells the words as the reader typed them that it lacks, and the words as written on the page that it has.
const answer = self.postMessage.bind(self);
self.postMessage = message => {
  if (message.type === READY && texts === "coming") {
    texts = "here";
    return tell(QUERY, question);
  }
  const items = message.data?.items?.flat() ?? [];
  // Without a network, the titles have to do.
  if (message.type === RESULT && texts === "unasked" && question.trim())
    complete().catch(() => { texts = "here"; tell(QUERY, question); });
  // That a word is nowhere, or what else it could mean, only all texts can tell. That nothing is asked waits too: where the
  // reader types on, the theme would show it as nothing found.
  if (message.type === RESULT && texts === "coming" && (!items.length || asked.some(({ stems }) => !stems.length))) return;
  for (const item of items) {
    const missing = asked.filter(({ stems }) => !stems.some(it => item.terms[it])).map(({ word }) => [word, false]);
    const marked = [...`${item.title} ${item.text}`.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word]) => [word, true]);
    item.terms = Object.fromEntries([...missing, ...marked]);
  }
  answer(message);
};
