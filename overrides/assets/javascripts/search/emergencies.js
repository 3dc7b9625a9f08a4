/* Words that sound like an emergency. How the lists are written is said in docs/search.en.yml. */
const NEGATIONS = new Set("no not without never isnt dont doesnt didnt нет не без".split(" "));
// Words of a sign stand near each other: this many more may stand between them.
const BETWEEN = 6;

/* What finds the signs that a question tells of. `signs`: an array of { lines }; `groups`: words by the name of their group. */
function makeEmergencies(signs, groups, { stem, learn }) {
  // A word, of a line or of several that stand together: whether a typed one is it.
  const compileWord = written => {
    const word = fold(written.replace(/^=|\*$/, ""));
    if (written.startsWith("=")) return token => token.typed === word;
    if (written.endsWith("*")) return token => token.words.some(it => it.startsWith(word));
    const [own] = learn(word);
    return token => token.words.some(it => stem(it) === own);
  };
  // "<group>|a_b|c": an array of alternatives, each an array of words that stand together.
  const compilePart = part =>
    part.replace(/<(.+?)>/g, (_, name) => groups[name].split(" ").join("|")).split("|").map(it => it.split("_").map(compileWord));
  const compileLine = line => {
    const parts = line.split(" "), wanted = parts.filter(part => !part.startsWith("-"));
    return {
      wanted: wanted.map(compilePart),
      unwanted: parts.filter(part => part.startsWith("-")).flatMap(part => compilePart(part.slice(1))),
      // "No pain" is none, but "not breathing" is what it says.
      negative: wanted.some(part => part.replace(/<(.+?)>/g, (_, name) => groups[name]).split(/[\s|_]/).some(it => NEGATIONS.has(it))),
    };
  };
  const compiled = signs.map(({ lines }) => lines.map(compileLine));

  // Where in the question an alternative stands: the places of its first word. One word may stand between two of its words.
  const places = (alternative, tokens, negative) => tokens.flatMap((_, start) => {
    let at = start;
    const stands = alternative.every((is, number) => {
      if (number && !(tokens[at] && is(tokens[at]))) at++;
      return tokens[at] && is(tokens[at++]);
    });
    return stands && (negative || !NEGATIONS.has(tokens[start - 1]?.typed)) ? [start] : [];
  });
  const matches = (line, tokens) => {
    if (line.unwanted.some(alternative => places(alternative, tokens, true).length)) return false;
    const found = line.wanted.map(part => part.flatMap(alternative => places(alternative, tokens, line.negative)));
    // One place for each part, none twice, all near the first's.
    const choose = (number, taken) => number === found.length || found[number].some(place =>
      !taken.includes(place) && taken.every(other => Math.abs(place - other) <= BETWEEN + found.length) && choose(number + 1, [...taken, place]));
    return choose(0, []);
  };

  /* The places in `signs` of all that fit; those first of which more words were typed. */
  return tokens => {
    const scores = compiled.map(lines => Math.max(0, ...lines.filter(line => matches(line, tokens)).map(line => line.wanted.length)));
    return [...scores.keys()].filter(at => scores[at]).sort((one, other) => scores[other] - scores[one]);
  };
}
