/* Which marks show at a moment, and how: the rule of layers/scene/visibility.py in the browser. */
import { eventState, progress } from './time.js';

const LEAST_STRETCH = 0.01;               // of the path: a stretch, not a point, as nobody reported a point

/** @param {{people: string[]}} mark
    @param {import('../types.js').People|undefined} people */
export function keeps(mark, people) {            // people: a Set of ids, or null for all
  return !people || mark.people.some((id) => people.has(id));
}

/** @param {import('../types.js').LegMark} mark
    @param {number} at
    @returns {import('../types.js').Shown | null} */
function leg(mark, at) {
  if (mark.outcome === 'intended' || mark.outcome === 'refused') {
    return at >= mark.d0 ? { kind: 'leg', id: mark.id, state: 'not travelled', least: 0, furthest: 0 } : null;
  }
  let furthest = progress(mark.d0, mark.a0, at);
  if (furthest <= 0) return null;
  let least = mark.outcome === 'arrived' ? progress(mark.d1, mark.a1, at) : 0;
  if (least >= 1) return { kind: 'leg', id: mark.id, state: 'passed', least: 1, furthest: 1 };
  if (mark.approximate) {                 // nobody says how far from its figures: it may be anywhere on the way
    least = 0;
    if (mark.outcome === 'arrived') furthest = 1;
  }
  least = Math.max(Math.min(least, furthest - LEAST_STRETCH), 0);
  return { kind: 'leg', id: mark.id, state: 'perhaps', least, furthest };
}

/** What shows of a place or an event in a state: the same object as long as it stays in it, so that a step makes no new ones.
    @type {WeakMap<object, import('../types.js').Shown>} */
const last = new WeakMap();
/** @param {{id: string}} mark
    @param {string} kind
    @param {string} state */
function still(mark, kind, state) {
  const known = last.get(mark);
  if (known && known.state === state) return known;
  const shown = { kind, id: mark.id, state, least: 0, furthest: 0 };
  last.set(mark, shown);
  return shown;
}

/** What shows at a moment, in drawing order: areas, legs, places, events.
    @param {import('../types.js').Scene} scene
    @param {number} at
    @param {import('../types.js').Filter} [filter]
    @returns {import('../types.js').Shown[]} */
export function marksAt(scene, at, filter = {}) {
  const { people = null, layers = null } = filter;
  const on = (/** @type {string} */ layer) => !layers || layers.has(layer);
  const legs = scene.legs.filter((mark) => keeps(mark, people));
  const events = scene.events.filter((mark) => keeps(mark, people));
  const named = namedSince(scene, legs, events, people);
  const place = (/** @type {string} */ kind) => (/** @type {import('../types.js').PlaceMark} */ mark) => still(mark, kind, 'named');
  const known = (/** @type {import('../types.js').PlaceMark} */ mark) => named(mark) <= at;
  const out = [];
  if (on('areas')) out.push(...scene.places.filter((m) => m.area && known(m)).map(place('area')));
  if (on('legs')) for (const mark of legs) { const shown = leg(mark, at); if (shown) out.push(shown); }
  if (on('places')) out.push(...scene.places.filter((m) => !m.area && known(m)).map(place('place')));
  if (on('events')) {
    for (const mark of events) {
      out.push(still(mark, 'event', eventState(mark, at)));
    }
  }
  return out;
}

/** When each place is first named by the legs and events that the filter keeps.
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').LegMark[]} legs
    @param {import('../types.js').EventMark[]} events
    @param {import('../types.js').People} people
    @returns {(mark: import('../types.js').PlaceMark) => number} */
export function namedSince(scene, legs, events, people) {
  if (!people) return (mark) => mark.since;
  const since = new Map();
  const note = (/** @type {string | null} */ id, /** @type {number} */ t) => { if (id && !(since.get(id) <= t)) since.set(id, t); };
  for (const mark of events) for (const id of [mark.place, ...mark.mentions]) note(id, mark.s0);
  for (const mark of legs) for (const id of mark.ends) note(id, mark.d0);
  return (mark) => since.get(mark.id) ?? Infinity;
}

/** The signs of some marks, such as those in view, by their names in the legend.
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').Shown[]} shown
    @param {number} [vagueKm]
    @returns {Set<string>} */
export function signs(scene, shown, vagueKm = 20) {
  /** @type {Set<string>} */
  const out = new Set();
  for (const { kind, id, state, furthest } of shown) {
    if (kind === 'leg') {
      const mark = scene.byId.leg.get(id);
      if (!mark) continue;
      if (state === 'not travelled') out.add('intended');
      else {
        out.add(mark.path);
        if (state === 'perhaps' && mark.path !== 'recorded') out.add('may-be');
        if (mark.outcome === 'stopped' && !mark.open_end && furthest >= 1) out.add('stopped');
        if (mark.open_start || (mark.open_end && furthest >= 1)) out.add('open');
      }
      if (mark.questioned) out.add('questioned');
    } else if (kind === 'event') {
      const mark = scene.byId.event.get(id);
      if (mark && mark.lon !== null && mark.precision_km < vagueKm) out.add(state);
    } else {
      const mark = scene.byId.place.get(id);
      if (mark) out.add(mark.precision_km >= vagueKm ? 'vague' : kind);
    }
  }
  return out;
}
