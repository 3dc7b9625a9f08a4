/* Words: their forms, slips of the keyboard, and the other keyboard layout. A stem stands for every form of a word: "twitch"
   for "twitching". */
const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>", CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю";

// Without apostrophes: "can't" and "cant" are one word.
const fold = text => text.normalize().toLowerCase().replaceAll("ё", "е").replace(/(\p{L})['’](?=\p{L})/gu, "$1");
const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
const split = text => fold(text).match(WORDS) ?? [];
const onOtherLayout = text => [...text.toLowerCase()].map(key => CYRILLIC[LATIN.indexOf(key)] ?? LATIN[CYRILLIC.indexOf(key)] ?? key).join("");

/* What knows the words of a language, given its code, and words that say little. */
function makeWords(language, common) {
  const native = lunr[language], ownLetters = native && new RegExp(`^[${native.wordCharacters}]+$`);
  const snowball = word => (ownLetters?.test(word) ? native : lunr).stemmer(new lunr.Token(word)).toString();
  // Until nothing more comes off, for «симптом» and «симптома»; then the vowel that comes and goes, for «таблетка» and «таблеток».
  const reduce = word => {
    const shorter = snowball(word);
    return shorter === word ? word.replace(/^(.{3,})[еоь]([клнрц])$/, "$1$2") : reduce(shorter);
  };
  const stems = new Map(), known = new Map(), knownStems = new Set();
  const stem = word => stems.get(word) ?? stems.set(word, reduce(word)).get(word);
  const little = new Set(split(common));
  const isCommon = word => word.length < 2 || little.has(word) || !lunr.stopWordFilter(word) || native && !native.stopWordFilter(word);

  /* The stems of a text whose words the search is to know: those of the site and of the lists. */
  const learn = text => split(text).map(word => {
    if (!known.has(word)) known.set(word, letterSet(word));
    knownStems.add(stem(word));
    return stem(word);
  });

  /* A typed word: `words`, itself, and if it is not known, those that it begins or may be a slip of; `stems`, a map of each
     stem that it may stand for to a weight from 0 to 1. A word that is still being typed may grow. */
  function understand(typed, growing, slips) {
    const own = stem(typed), isKnown = knownStems.has(own), found = new Map(isKnown ? [[own, 1]] : []);
    const begun = typed.length > 2 && !(growing ? known.has(typed) : isKnown) ? [...known.keys()].filter(word => word.startsWith(typed)) : [];
    for (const word of begun) if (stem(word) !== own) found.set(stem(word), growing ? 0.7 : 0.6);
    const meant = slips && !found.size ? nearest(typed, known) : [];
    for (const word of meant) found.set(stem(word), 0.8);
    return { typed, words: [typed, ...typed.length > 4 ? begun : [], ...meant], stems: found, isCommon: isCommon(typed) };
  }

  return { stem, learn, isCommon, understand };
}

// The letters of a word, a bit each: a slip changes two bits at most, which is quickly seen.
const letterSet = word => [...word].reduce((bits, letter) => bits | 1 << (letter.codePointAt() & 31), 0);
const countBits = bits => bits && 1 + countBits(bits & bits - 1);

/* The known words, a map of word to its letters, of which a word may be a slip: short ones must be right, long ones may have
   two slips. */
function nearest(word, known) {
  const most = word.length < 4 || word.length > 24 ? 0 : word.length < 8 ? 1 : 2, letters = [...word].sort().join("");
  const own = letterSet(word);
  let least = most, found = [];
  for (const [other, set] of most ? known : []) {
    // People seldom miss the first letter.
    const start = other[0] === word[0] ? 0 : 0.5;
    if (start && most < 2 || Math.abs(other.length - word.length) > least - start || countBits(own ^ set) > 2 * least || /\d/.test(other)) continue;
    let cost = start + countSlips(word, other, least - start);
    // "tounge" has the letters of "tongue" in another order.
    if (cost > least && other.length === word.length && [...other].sort().join("") === letters) cost = start + 1;
    if (cost < least) [least, found] = [cost, []];
    if (cost === least) found.push(other);
  }
  return found;
}

/* How many letters are missing, wrong or too many, or swapped with the next (optimal string alignment); Infinity if they are
   too many. */
function countSlips(one, other, most) {
  let before, last, row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return Infinity;
  }
  return row[other.length];
}
