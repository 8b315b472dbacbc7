/* A copy of the reader's own story, in the reader's own browser (IndexedDB of this site), since the
   server forgets it with the session. While a story is open each of its states is put there; when none
   is, what is there is offered back. What comes out of the database is text and nothing else. */
const DATABASE = 'escape-routes', STORE = 'own-stories', MOST = 3, LONGEST = 5_000_000, NAME = 80;
const line = window[Symbol.for('escape-routes:own')] ??= { now: null, hears: new Set() };
const STYLE = `
  section[hidden] { display: none; }
  section { display: grid; gap: 6px; padding: 10px 22px 2px; font: 14px/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; color: #26221d; }
  div { border-left: 3px solid #26221d; padding-left: 10px; display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: baseline; }
  button { font: inherit; color: inherit; background: none; border: 0; padding: 6px 0; text-decoration: underline; cursor: pointer; }
`;

/* ---- the database: each request a promise ------------------------------------------------------ */
const settled = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});
async function store(mode, work) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' });
  const database = await settled(opening);
  try { return await work(database.transaction(STORE, mode).objectStore(STORE)); } finally { database.close(); }
}
const sound = (one) => one && typeof one.id === 'string' && typeof one.name === 'string' && typeof one.text === 'string'
  && typeof one.when === 'number' && one.text.length <= LONGEST;
const latest = (all) => all.filter(sound).sort((a, b) => b.when - a.when);
const kept = () => store('readonly', async (copies) => latest(await settled(copies.getAll())));
const removed = (id) => store('readwrite', (copies) => settled(copies.delete(id)));
const put = (one) => store('readwrite', async (copies) => {
  await settled(copies.put(one));
  for (const old of latest(await settled(copies.getAll())).slice(MOST)) await settled(copies.delete(old.id));
});

/** A message of the page's language, which Python hands over, with its parts. */
const told = (messages, key, parts = {}) => messages[key].replace(/\{(\w+)\}/g, (_, name) => parts[name]);

/* ---- the story that is open -------------------------------------------------------------------- */
function tell() { for (const hear of line.hears) hear(); }

/** The story is at home while its text is the one that was opened from a file or taken home last. */
async function keep(story, messages) {
  const before = line.now && line.now.id === story.id ? line.now : null;
  if (before && before.text === story.text) return;
  const now = { ...story, home: before ? before.home : story.fresh || !story.copied ? story.text : null, when: null, fault: '' };
  line.now = now;
  tell();
  if (!story.copied) return;                     // another's story, which its link gives again
  try {
    if (story.text.length > LONGEST) throw new Error(told(messages, 'kept.too-large'));
    const when = Date.now();
    await put({ id: now.id, name: now.name, text: now.text, when });
    now.when = when;
  } catch (error) { now.fault = String(error instanceof Error ? error.message : error).slice(0, 120); }
  tell();
}

/** A report's file has the decisions of now: the page's part for confirming it (assets/review) knows them first. */
function decided(story) {
  if (!line.decided || line.decided.id !== story.id) return story;
  return { ...story, text: JSON.stringify({ ...JSON.parse(story.text), decisions: line.decided.rows }) };
}

/** A question before the page is left, asked by the browser in its own words. */
if (!line.asks) {
  line.asks = (event) => { if (line.now && line.now.text !== line.now.home) event.preventDefault(); };
  window.addEventListener('beforeunload', line.asks);
}

/* ---- what is offered back ---------------------------------------------------------------------- */
function button(words, press) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = words;
  element.addEventListener('click', press);
  return element;
}

function offer(box, copies, take, { messages, language }) {
  const rows = copies.map((one) => {
    const row = document.createElement('div'), words = document.createElement('span');
    words.textContent = told(messages, 'kept.offer', { name: one.name.slice(0, NAME), when: new Date(one.when).toLocaleString(language) });
    row.append(words, button(told(messages, 'kept.open'), () => take(one)), button(told(messages, 'kept.remove'), async () => {
      try { await removed(one.id); row.remove(); } catch { words.textContent = told(messages, 'kept.not-removed'); }
    }));
    return row;
  });
  box.replaceChildren(...rows);
}

export default function own({ data, parentElement, setTriggerValue }) {
  let box = parentElement.querySelector('section');
  if (!box) {
    const style = document.createElement('style');
    style.textContent = STYLE;
    box = document.createElement('section');
    parentElement.append(style, box);
  }
  const turn = box.turn = (box.turn ?? 0) + 1;
  box.hidden = true;
  line.again = null;
  if (data.story) {
    line.again = () => keep(decided(data.story), data.messages);
    line.again();
    return;
  }
  line.now = null;
  tell();
  kept().then((copies) => {
    if (box.turn !== turn || !copies.length) return;
    offer(box, copies, (one) => setTriggerValue('opened', { id: one.id, name: one.name, text: one.text }), data);
    box.hidden = false;
  }).catch(() => {});                            // no database here: keep() says so once there is a story
}
