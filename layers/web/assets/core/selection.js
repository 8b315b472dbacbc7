/* What is shown, as plain data: the state of a document, what follows from it, and how it changes. */
import { first } from './time.js';
import { keeps } from './visibility.js';

/** @param {import('../types.js').Scene} scene */
const groupsOf = (scene) => scene.lanes.map((lane) => lane.id);
/** @param {import('../types.js').Scene} scene */
const layersOf = (scene) => Object.keys(scene.layerNames);
/** @param {import('../types.js').Scene} scene
    @param {Set<string>} groups */
const peopleOf = (scene, groups) => scene.lanes.filter((lane) => groups.has(lane.id)).flatMap((lane) => lane.people);

/** The state that a document opens with: at the story's opening event, everything shown.
    @param {import('../types.js').Scene} scene
    @returns {import('../types.js').State} */
export function openingState(scene) {
  const opening = scene.byId.event.get(scene.story.opens_at);
  if (!opening) throw new Error(`The scene has no event "${scene.story.opens_at}" to open at.`);
  return {
    t: opening.stop, event: opening.id, groups: new Set(groupsOf(scene)), persons: null, layers: new Set(layersOf(scene)),
    scale: 'even', follow: true, playing: false, speed: 1, everyone: scene.everyone,
  };
}

/** The people and the layers that are kept, each a Set of ids, or null for all.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene */
export function filterOf(state, scene) {
  const all = state.groups.size === scene.lanes.length;
  return {
    people: state.persons || (all ? null : new Set(peopleOf(scene, state.groups))),
    layers: state.layers.size === layersOf(scene).length ? null : state.layers,
  };
}

/** Whether the event told shows as the subject, with what is context beside it, and not everyone at full strength.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene */
export function showsSubject(state, scene) {
  return !state.everyone && !filterOf(state, scene).people;
}

/** The groups whose chips are on: with persons chosen, those that one of them belongs to.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene */
export function activeGroups(state, scene) {
  const { persons } = state;
  if (!persons) return state.groups;
  return new Set(scene.lanes.filter((lane) => lane.people.some((id) => persons.has(id))).map((lane) => lane.id));
}

/** The events of the people kept, in the order of their stops; all of them where none is left.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene */
export function keptEvents(state, scene) {
  const { people } = filterOf(state, scene), kept = scene.events.filter((e) => keeps(e, people));
  return kept.length ? kept : scene.events;
}

/** The last event whose stop has come, else the first; events are in the order of their stops.
    @param {import('../types.js').EventMark[]} events
    @param {number} t */
export function lastBy(events, t) {
  return events[Math.max(0, first(events.length, (i) => events[i].stop > t) - 1)];
}

/** The event so many steps on from the one told; back from a moment after its stop is to that stop.
    @param {import('../types.js').EventMark[]} events
    @param {{t: number, event: string}} state
    @param {number} by */
export function stepFrom(events, state, by) {
  let at = events.findIndex((e) => e.id === state.event);
  if (by < 0 && at >= 0 && state.t > events[at].stop) at += 1;
  return events[Math.max(0, Math.min(events.length - 1, at + by))];
}

/** The first chip pressed shows its group alone, each further one adds its own or takes it away.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene
    @param {string} id */
export function toggleGroup(state, scene, id) {
  state.persons = null;
  if (state.groups.size === scene.lanes.length) state.groups = new Set([id]);
  else if (!state.groups.delete(id)) state.groups.add(id);
  if (!state.groups.size) state.groups = new Set(groupsOf(scene));
}

/** @param {import('../types.js').State} state
    @param {string} id */
export function toggleLayer(state, id) {
  if (!state.layers.delete(id)) state.layers.add(id);
}

/** Take people (groups and persons) and layers from outside; where none of those named is known, all show.
    Gives whether the filter was touched.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene
    `everyone` is '1' or '0', and else as the story opens.
    @param {{people?: unknown, layers?: unknown, everyone?: unknown}} asked
    @returns {boolean} */
export function takeFilter(state, scene, { people, layers, everyone: beside }) {
  const everyone = groupsOf(scene), all = layersOf(scene);
  if (Array.isArray(people)) {
    const groups = new Set(people.filter((id) => everyone.includes(id)));
    const persons = people.filter((id) => !everyone.includes(id) && Object.hasOwn(scene.story.people, id));
    state.groups = groups.size || persons.length ? groups : new Set(everyone);
    state.persons = persons.length ? new Set([...persons, ...peopleOf(scene, groups)]) : null;
  } else if (people === null) { state.groups = new Set(everyone); state.persons = null; }
  if (Array.isArray(layers)) {
    const known = layers.filter((id) => all.includes(id));
    state.layers = new Set(known.length || !layers.length ? known : all);
  } else if (layers === null) state.layers = new Set(all);
  if (beside !== undefined) state.everyone = beside === '1' || (beside !== '0' && scene.everyone);
  return people !== undefined || layers !== undefined || beside !== undefined;
}

/** What is told of the state outside; null for all people or all layers.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').Zone} zone
    @returns {import('../types.js').Fields} */
export function fieldsOf(state, scene, zone) {
  const { layers } = filterOf(state, scene), all = state.groups.size === scene.lanes.length;
  return {
    t: zone.iso(state.t), event: state.event,
    people: state.persons ? [...state.persons] : all ? null : [...state.groups],
    layers: layers && [...layers], ...(state.known ? { known: state.known } : {}), ...(state.compare ? { compare: state.compare } : {}),
    ...(state.everyone !== scene.everyone ? { everyone: state.everyone ? '1' : '0' } : {}),
  };
}
