/* Which events the reader's filter keeps, and which of them is told. */
import { keptEvents, showsSubject } from '../core/selection.js';

/** @param {import('../types.js').Scene} scene
    @param {import('../types.js').State} state */
export function toldEvent(scene, state) {
  /** @type {import('../types.js').EventMark[] | null} */
  let kept = null;
  const eventOf = (/** @type {string} */ id) => scene.byId.event.get(id);
  return {
    eventOf,
    /** The events that the filter keeps: the same until it changes. */
    current() { kept = kept || keptEvents(state, scene); return kept; },
    filterChanged() { kept = null; },
    now: () => /** @type {import('../types.js').EventMark} */ (eventOf(state.event)),
    /** Whether only what belongs to the event told is drawn. */
    beside: () => showsSubject(state, scene),
  };
}
