/* Two reports side by side: what both tell, what only one tells, where they contradict each other. */
import { placesOf } from './known_by.js';
import { byIds } from './scene.js';

/** In the order in which they are listed; each has a colour of the palette. */
export const VERDICTS = /** @type {const} */ (['contradict', 'both', 'first-alone', 'second-alone']);
/** @type {Record<string, number>} */
const COLOURS = { contradict: 1, both: 5, 'first-alone': 2, 'second-alone': 3 };

/** How two sources tell a row; null where neither reports it: to deny what a third source reports is not to tell it.
    @param {{claims?: import('../types.js').Claim[]}} row
    @param {[string, string]} pair ids of sources
    @returns {typeof VERDICTS[number] | null} */
export function verdictOf(row, pair) {
  const [first, second] = pair.map((source) => {
    const stances = (row.claims || []).filter((claim) => claim.source === source && !claim.context && !claim.ended).map((claim) => claim.stance || 'reports');
    return { tells: stances.includes('reports'), denies: stances.includes('denies') };
  });
  if ((first.tells && second.denies) || (first.denies && second.tells)) return 'contradict';
  if (first.tells && second.tells) return 'both';
  if (first.tells) return 'first-alone';
  return second.tells ? 'second-alone' : null;
}

/** The part of a scene that two sources tell: each row in the colour of its verdict, with only their claims.
    @param {{places: import('../types.js').PlaceMark[], legs: import('../types.js').LegMark[], events: import('../types.js').EventMark[]}} scene
    @param {[string, string]} pair */
export function sideBySide(scene, pair) {
  /** @template {{claims?: import('../types.js').Claim[], colour: number, questioned: boolean}} T
      @param {T} row
      @returns {T[]} */
  const told = (row) => {
    const verdict = verdictOf(row, pair);
    if (!verdict) return [];
    const claims = (row.claims || []).filter(({ source = '' }) => pair.includes(source));
    return [{ ...row, claims, verdict, colour: COLOURS[verdict], questioned: verdict === 'contradict' }];
  };
  const legs = scene.legs.flatMap(told), ids = new Set(legs.map(({ id }) => id));
  const events = scene.events.flatMap(told).map((event) => (event.leg && !ids.has(event.leg) ? { ...event, leg: null } : event));
  const places = placesOf(scene.places, legs, events);
  return { legs, events, places, byId: byIds({ legs, events, places }) };
}
