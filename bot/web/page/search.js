// Search over the pages without a server: the index stands in the page (`bot/web/static_search.py`).
// Words are compared by their beginnings, folded to small Latin letters, so that endings and scripts do
// not matter.

(() => {
  "use strict";
  const index = JSON.parse(document.getElementById("index").textContent);
  const field = document.getElementById("query");
  const list = document.getElementById("found");
  const said = document.getElementById("said");
  const MOST = 12;
  const LEAST = 0.3; // of the best one's points: what has less is about something else
  const ASKED = [0.45, 0.75, 0.9, 0.95]; // by the share of a page's phrasings that have a word
  const TITLE = 0.7; // what a title counts that has all of the words, beside being asked by them
  const NEAR = 0.5; // a word that only begins alike
  const SHORTEST = 3; // what begins alike with fewer letters is another word
  const small = new Set(index.small);

  function fold(text) {
    const letters = [...text.toLowerCase().normalize("NFC")].map((each) => index.letters[each] ?? each).join("");
    return letters.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function wordsOf(text) {
    return fold(text).match(/[a-z0-9]+/g) ?? [];
  }

  function beginnings(words) {
    return new Set(words.map((word) => word.slice(0, index.beginning)).filter((word) => !small.has(word)));
  }

  // Numbers of five bits a digit, each the way from the page before with a level in its last bits.
  function pagesIn(text) {
    const pages = [];
    let [value, bits, page] = [0, 0, 0];
    for (const each of text) {
      const digit = index.digits.indexOf(each);
      value += (digit & 31) << bits;
      bits += 5;
      if (digit > 31) continue;
      page += Math.floor(value / ASKED.length);
      pages.push([page, ASKED[value % ASKED.length]]);
      [value, bits] = [0, 0];
    }
    return pages;
  }

  // Of each beginning the pages, with how much each is asked by it, and whether it is in the title.
  const places = new Map();
  const titles = index.pages.map(([, title]) => wordsOf(title));
  const inTitle = titles.map(beginnings);
  for (const [word, text] of Object.entries(index.words)) {
    places.set(word, new Map(pagesIn(text).map(([page, asked]) => [page, { asked, titled: 0 }])));
  }
  inTitle.forEach((words, page) => words.forEach((word) => {
    if (!places.has(word)) places.set(word, new Map());
    places.get(word).set(page, { asked: places.get(word).get(page)?.asked ?? 0, titled: 1 });
  }));

  const rarity = (pages) => Math.log(1 + index.pages.length / pages.size);
  const whole = inTitle.map((words) => [...words].reduce((sum, word) => sum + rarity(places.get(word)), 0));

  // A word in all its forms: "rok" is in "rokovi" as well, and together they are as rare as they are.
  function pagesWith(word) {
    const found = new Map(places.get(word));
    if (word.length < SHORTEST) return found;
    for (const [other, pages] of places) {
      if (other === word || other.length < SHORTEST || !(other.startsWith(word) || word.startsWith(other))) continue;
      for (const [page, { asked, titled }] of pages) {
        const before = found.get(page) ?? { asked: 0, titled: 0 };
        found.set(page, { asked: Math.max(before.asked, NEAR * asked), titled: Math.max(before.titled, NEAR * titled) });
      }
    }
    return found;
  }

  function search(text) {
    const words = wordsOf(text);
    const points = new Map();
    const titled = new Map();
    for (const word of beginnings(words)) {
      const pages = pagesWith(word);
      const rare = rarity(pages);
      for (const [page, held] of pages) {
        points.set(page, (points.get(page) ?? 0) + rare * held.asked);
        titled.set(page, (titled.get(page) ?? 0) + rare * held.titled);
      }
    }
    for (const [page, part] of titled) {
      if (part) points.set(page, points.get(page) + TITLE * part * Math.min(1, part / whole[page]));
    }
    const typed = words.join(" ");
    titles.forEach((title, page) => {
      if (typed && title.join(" ") === typed) points.set(page, Infinity);
    });
    const ranked = [...points].sort(([, a], [, b]) => b - a);
    const best = ranked.find(([, each]) => each < Infinity)?.[1] ?? 0;
    return ranked.filter(([, each]) => each >= LEAST * best).map(([page]) => index.pages[page]);
  }

  function show() {
    const found = search(field.value);
    list.replaceChildren(...found.slice(0, MOST).map(([address, title]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = address;
      link.textContent = title;
      item.append(link);
      return item;
    }));
    const words = !found.length ? index.nothing : found.length > MOST ? index.found_more : index.found;
    said.textContent = field.value.trim() && words.replace("%SHOWN%", MOST).replace("%NUMBER%", found.length);
    history.replaceState(null, "", field.value ? `#${encodeURIComponent(field.value)}` : "#");
  }

  document.getElementById("search").hidden = false;
  document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  if (location.hash.length > 1) {
    try {
      field.value = decodeURIComponent(location.hash.slice(1)).slice(0, 200);
    } catch { /* not a search of ours */ }
    show();
  }
})();
