/* A copy of the reader's own story in their browser (IndexedDB of this site), since the server forgets it
   with the session. While a story is open, each of its states is stored; while none is open, the stored
   copies are offered. What comes out of the database is text and nothing else. */
import { messages } from '../core/messages.js';
import { button } from './buttons.js';
import { ownStory } from './shared_state.js';

const DATABASE = 'escape-routes', STORE = 'own-stories', MOST = 3, LONGEST = 5_000_000, NAME = 80;
const STYLE = `
  section[hidden] { display: none; }
  section { display: grid; gap: 6px; padding: 10px 22px 2px; font: 14px/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; color: #26221d; }
  div { border-left: 3px solid #26221d; padding-left: 10px; display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: baseline; }
  button { font: inherit; color: inherit; background: none; border: 0; padding: 6px 0; text-decoration: underline; cursor: pointer; }
`;

/* ---- the database: a promise for each request -------------------------------------------------- */
/** @template T
    @param {IDBRequest<T>} request
    @returns {Promise<T>} */
const settled = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});
/** @template T
    @param {IDBTransactionMode} mode
    @param {(copies: IDBObjectStore) => Promise<T>} work */
async function store(mode, work) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' });
  const database = await settled(opening);
  try { return await work(database.transaction(STORE, mode).objectStore(STORE)); } finally { database.close(); }
}
const sound = (/** @type {any} */ row) => row && typeof row.id === 'string' && typeof row.name === 'string' && typeof row.text === 'string'
  && typeof row.when === 'number' && row.text.length <= LONGEST;
/** @param {any[]} all
    @returns {import('../types.js').StoryCopy[]} */
const latest = (all) => all.filter(sound).sort((a, b) => b.when - a.when);
const kept = () => store('readonly', async (copies) => latest(await settled(copies.getAll())));
const removed = (/** @type {string} */ id) => store('readwrite', (copies) => settled(copies.delete(id)));
const put = (/** @type {import('../types.js').StoryCopy} */ copy) => store('readwrite', async (copies) => {
  await settled(copies.put(copy));
  for (const old of latest(await settled(copies.getAll())).slice(MOST)) await settled(copies.delete(old.id));
});

/* ---- the story that is open -------------------------------------------------------------------- */
function tell() { for (const hear of ownStory.hears) hear(); }

/** Store a story. `home` is the text that the reader has as a file: as it was opened, or downloaded last.
    @param {import('../types.js').SentStory} story
    @param {import('../types.js').Say} say */
async function keep(story, say) {
  const before = ownStory.now && ownStory.now.id === story.id ? ownStory.now : null;
  if (before && before.text === story.text) return;
  /** @type {import('../types.js').OwnStory} */
  const now = { ...story, home: before ? before.home : story.fresh || !story.copied ? story.text : null, when: null, fault: '' };
  ownStory.now = now;
  tell();
  if (!story.copied) return;                     // somebody else's story, which its link gives again
  try {
    if (story.text.length > LONGEST) throw new Error(say('kept.too-large'));
    const when = Date.now();
    await put({ id: now.id, name: now.name, text: now.text, when });
    now.when = when;
  } catch (error) { now.fault = String(error instanceof Error ? error.message : error).slice(0, 120); }
  tell();
}

/** The file of a report with the newest decisions, which the browser (assets/review) has before Python.
    @param {import('../types.js').SentStory} story */
function decided(story) {
  if (!ownStory.decided || ownStory.decided.id !== story.id) return story;
  return { ...story, text: JSON.stringify({ ...JSON.parse(story.text), decisions: ownStory.decided.rows }) };
}

/** The browser asks, in its own words, before readers leave the page with a text that they have in no file. */
if (!ownStory.asks) {
  ownStory.asks = (event) => { if (ownStory.now && ownStory.now.text !== ownStory.now.home) event.preventDefault(); };
  window.addEventListener('beforeunload', ownStory.asks);
}

/* ---- what is offered back ---------------------------------------------------------------------- */
/** Offer the copies in the box, each with buttons to open and to remove it.
    @param {HTMLElement} box
    @param {import('../types.js').StoryCopy[]} copies
    @param {(copy: import('../types.js').StoryCopy) => void} take
    @param {import('../types.js').Say} say */
function offer(box, copies, take, say) {
  const rows = copies.map((copy) => {
    const row = document.createElement('div'), words = document.createElement('span');
    words.textContent = say('kept.offer', { name: copy.name.slice(0, NAME), when: new Date(copy.when).toLocaleString(say.language) });
    row.append(words, button(say('kept.open'), () => take(copy)), button(say('kept.remove'), async () => {
      try { await removed(copy.id); row.remove(); } catch { words.textContent = say('kept.not-removed'); }
    }));
    return row;
  });
  box.replaceChildren(...rows);
}

/** @param {import('../types.js').Component<{story: import('../types.js').SentStory | null, language: string, messages: import('../types.js').Texts}>} component */
export function component({ data, parentElement, setTriggerValue }) {
  const say = messages(data.messages, data.language);
  /** `turn` counts the calls. @type {(HTMLElement & {turn?: number}) | null} */
  let box = parentElement.querySelector('section');
  if (!box) {
    const style = document.createElement('style');
    style.textContent = STYLE;
    box = document.createElement('section');
    parentElement.append(style, box);
  }
  const turn = box.turn = (box.turn ?? 0) + 1;
  box.hidden = true;
  ownStory.again = null;
  const { story } = data;
  if (story) {
    ownStory.again = () => keep(decided(story), say);
    ownStory.again();
    return;
  }
  ownStory.now = null;
  tell();
  kept().then((copies) => {
    if (box.turn !== turn || !copies.length) return;
    offer(box, copies, ({ id, name, text }) => setTriggerValue('opened', { id, name, text }), say);
    box.hidden = false;
  }).catch(() => {});                            // no database here: keep() tells so once there is a story
}
