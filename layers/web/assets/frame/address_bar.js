/* What the page's address says of the state that is shown, in the order of layers/web/url_state.py. */
const FIELDS = ['t', 'event', 'people', 'layers', 'known', 'compare', 'everyone', 'gaps'];
const MOVING = [...FIELDS, 'view'];

/** The fields of a document's state in a message, null for each that it lacks.
    @param {import('../types.js').Asked} message
    @returns {import('../types.js').Asked} */
export const fieldsOf = (message) => Object.fromEntries(FIELDS.map((name) => [name, message[name] ?? null]));

/** Give an address that says what is shown. The state in it goes where `now` is null, and stays where `now` is not given.
    @param {string} address
    @param {{story: string, base: string}} shown
    @param {import('../types.js').Asked | null} [now] */
export function addressOf(address, { story, base }, now) {
  const url = new URL(address), query = url.searchParams;
  const kept = now === undefined ? MOVING.filter((name) => query.has(name)).map((name) => [name, query.get(name) ?? '']) : [];
  query.set('story', story);
  if (base === 'plain') query.delete('base'); else query.set('base', base);
  for (const name of MOVING) query.delete(name);                    // they come last, as in layers/web/url_state.py
  for (const [name, value] of kept) query.set(name, value);
  for (const name of MOVING) {
    const value = now ? now[name] ?? null : null;
    if (value !== null) query.set(name, Array.isArray(value) ? value.join() : String(value));
  }
  return `${url.pathname}?${query}${url.hash}`;
}

/** Write what is shown into the address, without a new entry in the history: moves of a slider are not steps back.
    @param {{story: string, base: string}} shown
    @param {import('../types.js').Asked | null} [now] */
export function writeAddress(shown, now) {
  window.history.replaceState(window.history.state, '', addressOf(window.location.href, shown, now));
}

/** Whether the address names another story than this. @param {string} story */
export function namesAnother(story) {
  const named = new URL(window.location.href).searchParams.get('story');
  return named !== null && named !== story;
}
