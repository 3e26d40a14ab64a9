// The way to the server. Nothing is sent before the first call; the chat's id is in no address.

const WAIT_SECONDS = 15;
const PAUSES_SECONDS = [1, 2, 4];
const CHAT = "razmena-chat";

let kept; // where a frame may store nothing, for as long as the page is open

export function randomId(bytes = 16) {
  const letters = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes)));
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function recall() {
  try {
    kept ??= JSON.parse(sessionStorage.getItem(CHAT));
  } catch { /* the browser lets this frame store nothing */ }
  return kept ?? null;
}

export function remember(chat) {
  kept = chat;
  try {
    if (chat) sessionStorage.setItem(CHAT, JSON.stringify(chat));
    else sessionStorage.removeItem(CHAT);
  } catch { /* as above, or it is full: the page has it in memory */ }
}

export class RefusedError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

// Sends again under the same id, so that what arrived is not done twice.
export async function post(path, body, onTrouble = () => {}) {
  for (const pause of [...PAUSES_SECONDS, null]) {
    try {
      const answer = await once(path, body);
      if (answer) return answer;
    } catch (error) {
      if (error instanceof RefusedError) throw error;
    }
    if (pause === null) throw new RefusedError("lost");
    onTrouble();
    await new Promise((resolve) => { setTimeout(resolve, pause * 1000); });
  }
  return null;
}

// Null: it may be tried again.
async function once(path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT_SECONDS * 1000);
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: stop.signal,
    });
    if (response.ok) return await response.json();
    if (response.status >= 500 || response.status === 429) return null;
    const told = await response.json().catch(() => ({}));
    throw new RefusedError(told.error?.code ?? "refused");
  } finally {
    clearTimeout(timer);
  }
}
