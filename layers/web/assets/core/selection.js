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

/** Whether the event told is shown as the subject with its context beside it, and not everyone at full strength.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene */
export function showsSubject(state, scene) {
  return !state.everyone && !filterOf(state, scene).people;
}

/** The groups whose chips are on; where single persons are chosen, the groups to which any of them belongs.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene */
export function activeGroups(state, scene) {
  const { persons } = state;
  if (!persons) return state.groups;
  return new Set(scene.lanes.filter((lane) => lane.people.some((id) => persons.has(id))).map((lane) => lane.id));
}

/** The events of the people who are kept, in the order of their stops; all events where none is left.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene */
export function keptEvents(state, scene) {
  const { people } = filterOf(state, scene), kept = scene.events.filter((e) => keeps(e, people));
  return kept.length ? kept : scene.events;
}

/** The last event whose stop has been reached, else the first; events are in the order of their stops.
    @param {import('../types.js').EventMark[]} events
    @param {number} t */
export function lastBy(events, t) {
  return events[Math.max(0, first(events.length, (i) => events[i].stop > t) - 1)];
}

/** The event `by` steps after the event told; a step back from a moment after its stop goes to that stop.
    @param {import('../types.js').EventMark[]} events
    @param {{t: number, event: string}} state
    @param {number} by */
export function stepFrom(events, state, by) {
  let at = events.findIndex((e) => e.id === state.event);
  if (by < 0 && at >= 0 && state.t > events[at].stop) at += 1;
  return events[Math.max(0, Math.min(events.length - 1, at + by))];
}

/** The first chip pressed shows only its group, each further chip adds its group or removes it.
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

/** Take people (groups and persons) and layers from outside; where none of the ids is known, all are shown.
    `everyone` is '1' or '0', and otherwise as the story opens. Returns whether the filter was set.
    @param {import('../types.js').State} state
    @param {import('../types.js').Scene} scene
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

/** What the page around the document is told of the state; null for all people or all layers.
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
    ...(state.gaps ? { gaps: String(state.gaps) } : {}),
    ...(state.everyone !== scene.everyone ? { everyone: state.everyone ? '1' : '0' } : {}),
  };
}
