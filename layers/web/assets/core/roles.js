/* What is shown beside a subject: the rule of layers/scene/roles.py in the browser; and what its key has to explain. */

/** The number of the first event that tells of each leg.
    @param {import('../types.js').Scene} scene
    @returns {Map<string, number>} */
export function turnsOf(scene) {
  const turns = new Map();
  scene.events.forEach((event, i) => { if (event.leg && !turns.has(event.leg)) turns.set(event.leg, i); });
  return turns;
}

/** Those of the visible marks that are drawn when a subject is told, each with its role; the subject's way is always there.
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').Shown[]} shown
    @param {import('../types.js').EventMark} told
    @param {Map<string, number>} turns
    @param {boolean} routed whether routes are drawn at all
    @returns {import('../types.js').Shown[]} */
export function besideSubject(scene, shown, told, turns, routed = true) {
  const now = scene.events.indexOf(told), legs = [], own = routed && told.leg && scene.byId.leg.get(told.leg);
  for (const mark of shown) {
    if (mark.kind !== 'leg') continue;
    const leg = /** @type {import('../types.js').LegMark} */ (scene.byId.leg.get(mark.id));
    const role = roleOf(leg, mark, told, (turns.get(mark.id) ?? -1) <= now);
    if (role) legs.push({ ...mark, role });
  }
  if (own && !legs.some((leg) => leg.id === own.id)) {
    const state = own.outcome === 'intended' || own.outcome === 'refused' ? 'not travelled' : 'perhaps';
    legs.push({ kind: 'leg', id: own.id, state, least: 0, furthest: 0, role: /** @type {const} */ ('subject') });
  }
  legs.sort((a, b) => RANK[a.role] - RANK[b.role]);          // the subject is drawn on top
  const places = placesBeside(scene, legs, told), out = [];
  for (const mark of shown) {
    const role = mark.kind === 'place' || mark.kind === 'area' ? places.get(mark.id) : undefined;
    if (role) out.push({ ...mark, role });
  }
  return [...out.filter((mark) => mark.kind === 'area'), ...legs, ...out.filter((mark) => mark.kind === 'place')];
}
const RANK = { meanwhile: 0, before: 1, subject: 2 };

/** The role of a leg; null where it is not drawn.
    @param {import('../types.js').LegMark} leg
    @param {import('../types.js').Shown} shown
    @param {import('../types.js').EventMark} told
    @param {boolean} isTold
    @returns {import('../types.js').Role | null} */
function roleOf(leg, shown, told, isTold) {
  if (leg.id === told.leg) return 'subject';
  if (!isTold) return null;
  if (shown.state === 'not travelled') return null;            // nobody went: beside another subject it would look like a journey
  if (leg.people.some((id) => told.people.includes(id))) return 'before';
  return shown.state === 'perhaps' ? 'meanwhile' : null;
}

/** The places that show beside a subject, each with its role.
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').Shown[]} legs
    @param {import('../types.js').EventMark} told
    @returns {Map<string, import('../types.js').Role>} */
function placesBeside(scene, legs, told) {
  const out = new Map();
  for (const role of /** @type {const} */ (['meanwhile', 'before'])) {
    for (const way of legs) if (way.role === role) for (const id of scene.byId.leg.get(way.id)?.ends ?? []) out.set(id, role);
  }
  for (const id of told.mentions) out.set(id, 'meanwhile');
  for (const id of told.subject.places) out.set(id, 'subject');
  const leg = told.leg && scene.byId.leg.get(told.leg);
  if (leg) {
    for (const [id, open] of /** @type {[string, boolean][]} */ ([[leg.ends[0], leg.open_start], [leg.ends[leg.ends.length - 1], leg.open_end]])) {
      if (open && id !== told.place && !scene.byId.place.get(id)?.area) out.set(id, 'before');      // nobody reported that end: no ring of its own
    }
  }
  return out;
}

/** How the lines of context in view are drawn: solid where their way was reported or recorded, else dashed; '' where there are none.
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').Shown[]} seen what is drawn in view
    @returns {'' | 'solid' | 'dashed' | 'both'} */
export function contextLook(scene, seen) {
  const looks = new Set();
  for (const { kind, id, role } of seen) if (kind === 'leg' && role !== 'subject') looks.add(isSolid(/** @type {import('../types.js').LegMark} */ (scene.byId.leg.get(id))));
  return looks.size > 1 ? 'both' : looks.has(true) ? 'solid' : looks.size ? 'dashed' : '';
}
/** Whether the line of a leg is solid where it is context.
    @param {import('../types.js').LegMark} mark */
export const isSolid = ({ path }) => path === 'reported' || path === 'recorded';

/** The signs that the key has to explain when a subject is told, at most three: those that no label on the map explains.
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').Shown[]} seen what is drawn in view
    @param {boolean} labelled whether the way has its label
    @param {number} vagueKm
    @returns {Set<string>} */
export function keySigns(scene, seen, labelled, vagueKm) {
  /** @type {Set<string>} */
  const out = new Set();
  const roles = new Set();
  for (const { kind, id, state, furthest, role } of seen) {
    if (kind === 'place' && role === 'subject' && (scene.byId.place.get(id)?.precision_km ?? 0) >= vagueKm) out.add('vague');
    if (kind !== 'leg') continue;
    const mark = /** @type {import('../types.js').LegMark} */ (scene.byId.leg.get(id));
    if (role !== 'subject') { roles.add(role); continue; }
    if (!labelled) out.add(state === 'not travelled' ? 'intended' : mark.path);
    if (state === 'perhaps' && furthest > 0 && mark.path !== 'recorded') out.add('may-be');
    if (mark.open_start || mark.open_end) out.add('open');
  }
  if (out.size > 2) out.delete('vague');                     // its circle beside its name nearly explains itself
  if (roles.size && out.size < 3) out.add(roles.size > 1 ? 'context' : [...roles][0]);
  return out;
}
