// Search over the pages without a server: the index stands in the page. Words are compared by their
// beginnings, folded to small Latin letters, so that endings and scripts do not matter.

(() => {
  "use strict";
  const index = JSON.parse(document.getElementById("index").textContent);
  const field = document.getElementById("query");
  const list = document.getElementById("found");
  const said = document.getElementById("said");
  const MOST = 12;

  function fold(text) {
    const letters = [...text.toLowerCase().normalize("NFC")].map((each) => index.letters[each] ?? each).join("");
    return letters.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function search(text) {
    const words = fold(text).match(/[a-z0-9]+/g) ?? [];
    const points = new Map();
    for (const word of words) {
      const start = word.slice(0, index.beginning);
      if (start.length < 2) continue;
      for (const [beginning, pages] of Object.entries(index.words)) {
        const near = beginning === start ? 1 : beginning.startsWith(start) || (beginning.length > 3 && start.startsWith(beginning)) ? 0.6 : 0;
        if (!near) continue;
        const weight = near * Math.log(1 + index.pages.length / pages.length);
        for (const page of pages) points.set(page, (points.get(page) ?? 0) + weight);
      }
    }
    return [...points].sort(([, a], [, b]) => b - a).slice(0, MOST).map(([page]) => index.pages[page]);
  }

  function show() {
    const found = search(field.value);
    list.replaceChildren(...found.map(([address, title]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = address;
      link.textContent = title;
      item.append(link);
      return item;
    }));
    said.textContent = !field.value.trim() ? "" : found.length ? index.found.replace("%NUMBER%", found.length) : index.nothing;
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
