// The way to the server: who this tab is, what it sends, what it is told.

const PEOPLE = "people"; // localStorage: keys of everybody who was at this browser

// One tab is one person. A tab takes the first person of this browser whom no other open tab
// plays, so that a reload, or opening the page again, goes on with the same chat. The lock is held
// as long as the tab is open.
export async function takePerson(language) {
  const own = sessionStorage.getItem("person");
  const known = JSON.parse(localStorage.getItem(PEOPLE) ?? "[]");
  for (const key of own ? [own, ...known] : known) {
    if (await holds(key)) return confirmPerson(key, language);
  }
  return newPerson(language);
}

// Leaves this tab's person behind and comes as somebody new.
export async function newPerson(language) {
  const left = sessionStorage.getItem("person");
  const known = JSON.parse(localStorage.getItem(PEOPLE) ?? "[]");
  localStorage.setItem(PEOPLE, JSON.stringify(known.filter((each) => each !== left)));
  return confirmPerson("", language);
}

async function confirmPerson(key, language) {
  const answer = await post("/preview/people", { key, language });
  if (answer.key !== key) await holds(answer.key);
  const known = JSON.parse(localStorage.getItem(PEOPLE) ?? "[]");
  const others = known.filter((each) => each !== key && each !== answer.key);
  localStorage.setItem(PEOPLE, JSON.stringify([answer.key, ...others].slice(0, 20)));
  sessionStorage.setItem("person", answer.key);
  // A key that nobody knows: the server was started anew since, and its chats are gone.
  return { key: answer.key, isNew: answer.key !== key, isLost: key !== "" && answer.key !== key };
}

function holds(key) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks.request(`person ${key}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {}); // until the tab is closed
    });
  });
}

export async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

// Listens until the returned function is called. The browser connects again by itself; where the
// server no longer knows this person (it was started anew), `onLost` is called.
export function listen(key, room, { onEvent, onOpen, onBreak, onLost }) {
  const source = new EventSource(`/preview/events?key=${encodeURIComponent(key)}&room=${room}`);
  source.onopen = onOpen;
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onerror = () => {
    onBreak();
    if (source.readyState === EventSource.CLOSED) onLost();
  };
  return () => source.close();
}

export function fileAddress(fileId, key) {
  return `/preview/files/${encodeURIComponent(fileId)}?key=${encodeURIComponent(key)}`;
}
