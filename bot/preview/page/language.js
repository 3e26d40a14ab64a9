// Which language a text is in, so that a screen reader pronounces it: the bot says it to nobody.

const CYRILLIC = /[\u0400-\u04ff]/g;
const LATIN = /[a-z\u0100-\u017f]/gi;
const SERBIAN = /[čćžšđ]|\b(je|da|na|za|se|od|ne|li|su|ili|ste|koji|koliko|dana|meseca?)\b/gi;
const ENGLISH = /\b(the|of|and|to|for|you|is|in|are|or|not|by|this|how|days?|months?)\b/gi;

// `usual`: the language of the page, which decides where the text does not.
export function languageOf(text, usual) {
  const count = (pattern) => (text.match(pattern) ?? []).length;
  if (count(CYRILLIC) > count(LATIN)) return "sr-Cyrl";
  const serbian = count(SERBIAN);
  const english = count(ENGLISH);
  if (serbian > english) return "sr-Latn";
  return english > serbian ? "en" : usual;
}
