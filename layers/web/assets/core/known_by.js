/* The scene as it was known at a step of publication, the same as layers/scene/scene_builder.py builds it. */
import { byIds } from './scene.js';

/** A row as it was known at a step; null before any of it was published.
    @template {{known?: import('../types.js').Known, claims?: import('../types.js').Claim[]}} T
    @param {T} row
    @param {number} step
    @returns {T | null} */
export function asKnown(row, step) {
  const { known = 0 } = row, pairs = typeof known === 'number' ? [/** @type {[number, {}]} */ ([known, {}])] : known;
  const now = pairs.filter(([from]) => from <= step).pop();
  if (!now) return null;
  const { claims, stood = [], ...patch } = /** @type {import('../types.js').Patch} */ (now[1]), own = row.claims || [];
  const told = claims && claims.map((i) => (stood.includes(i) ? { ...own[i], ended: undefined } : own[i]));
  return { ...row, ...patch, ...(told ? { claims: told } : {}) };
}

/** What a scene shows at a step: its legs, its events, and the places that they name.
    @param {import('../types.js').Scene} scene
    @param {number} step */
export function sceneAsKnown(scene, step) {
  /** @template T
      @param {T | null} row
      @returns {T[]} */
  const there = (row) => (row ? [row] : []);
  const legs = scene.legs.flatMap((row) => there(asKnown(row, step))), events = scene.events.flatMap((row) => there(asKnown(row, step)));
  const places = placesOf(scene.places, legs, events);
  return { legs, events, places, byId: byIds({ legs, events, places }) };
}

/** The places that legs and events name, with when each is first named and how often.
    @param {import('../types.js').PlaceMark[]} places
    @param {import('../types.js').LegMark[]} legs
    @param {import('../types.js').EventMark[]} events */
export function placesOf(places, legs, events) {
  /** @type {Map<string | null, {since: number, rank: number}>} */
  const named = new Map();
  const note = (/** @type {(string | null)[]} */ ids, /** @type {number} */ t) => {
    for (const id of new Set(ids)) {
      const { since, rank } = named.get(id) || { since: Infinity, rank: 0 };
      named.set(id, { since: Math.min(since, t), rank: rank + 1 });
    }
  };
  for (const event of events) note([event.place, ...event.mentions], event.s0);
  for (const leg of legs) note(leg.ends, leg.d0);
  return places.filter(({ id }) => named.has(id)).map((place) => ({ ...place, ...named.get(place.id) }));
}

/** The number of the step with that id; for any other id that of the last step, which is now.
    @param {{id: string}[]} steps
    @param {unknown} name */
export function stepNamed(steps, name) {
  const i = steps.findIndex(({ id }) => id === name);
  return i < 0 ? steps.length - 1 : i;
}
