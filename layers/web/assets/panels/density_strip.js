/* The strip of many events: how many there may be at a time, and the event told. */
import { track } from './density_lanes.js';
import { toldStop } from './stop_strip.js';

/** Build it into `box`, as stop_strip.js does for few events.
    @param {HTMLElement} box
    @param {import('../types.js').EventMark[]} events
    @param {{px: (t: number) => number, width: number, say: import('../types.js').Say}} room */
export function densityStrip(box, events, { px, width, say }) {
  const line = track(events, { px, width, bars: new Map(), say }, 30), told = toldStop();
  box.replaceChildren(line, told.node);
  box.classList.add('dense');
  return { tell(/** @type {import('../types.js').EventMark} */ event) { told.put(event, px(event.stop)); } };
}
