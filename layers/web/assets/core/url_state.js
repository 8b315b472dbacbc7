/* The state of a document in its address, after the #; the same names as layers/web/url_state.py. */

/** The end of an address, from # on, for a state and a view: latitude, longitude and zoom.
    @param {import('../types.js').Fields} now
    @param {number[]} view */
export function toHash(now, view) {
  const query = new URLSearchParams({ t: now.t, event: now.event });
  if (now.people) query.set('people', now.people.join());
  if (now.layers) query.set('layers', now.layers.join());
  if (now.known) query.set('known', now.known);
  if (now.compare) query.set('compare', now.compare.join());
  if (now.everyone) query.set('everyone', now.everyone);
  if (now.gaps) query.set('gaps', now.gaps);
  query.set('view', view.join());
  return '#' + query.toString().replace(/%3A/g, ':').replace(/%2C/g, ',');
}

/** The state that the end of an address asks for, which is not checked yet; null where there is nothing after #.
    @param {string} hash */
export function fromHash(hash) {
  if (hash.length < 2) return null;
  const query = new URLSearchParams(hash.slice(1)), view = query.get('view');
  const many = (/** @type {string} */ name) => { const text = query.get(name); return text === null ? null : text.split(',').filter(Boolean); };
  return {
    t: query.get('t'), event: query.get('event'), people: many('people'), layers: many('layers'), known: query.get('known'), compare: many('compare'), everyone: query.get('everyone'),
    gaps: query.get('gaps'),
    view: view === null ? undefined : view.split(',').map((n) => (n.trim() ? Number(n) : NaN)),
  };
}

/** The closest zoom of any base map. */
const CLOSEST = 19;

/** Whether it is a latitude, a longitude and a zoom, within the limits of layers/web/url_state.py.
    @param {unknown} view
    @returns {boolean} */
export function isView(view) {
  return Array.isArray(view) && view.length === 3 && view.every(Number.isFinite) && Math.abs(view[0]) <= 90 && Math.abs(view[1]) <= 3600 && view[2] >= 0 && view[2] <= CLOSEST;
}

/** Two states that are asked for one after the other, as one: of each kind of part the later state has its way.
    Moment, event, view and `look` together are one kind.
    @param {Record<string, unknown> | null} first
    @param {Record<string, unknown>} next */
export function merged(first, next) {
  const kept = { ...first };
  for (const kind of [['t', 'event', 'look', 'view'], ['people'], ['layers'], ['scale']]) {
    if (kind.some((part) => next[part] !== undefined)) for (const part of kind) delete kept[part];
  }
  return { ...kept, ...next };
}

/** A view and its extent, rounded as in links, with the centre within 180 degrees however often the map went round.
    @param {{lat: number, lng: number, zoom: number, west: number, south: number, east: number, north: number}} at */
export function viewOf({ lat, lng, zoom, west, south, east, north }) {
  const turn = 360 * Math.round(lng / 360);
  return {
    view: [lat.toFixed(3), (lng - turn).toFixed(3), zoom.toFixed(2)].map(Number),
    extent: [west - turn, south, east - turn, north].map((n) => Number(n.toFixed(4))),
  };
}
