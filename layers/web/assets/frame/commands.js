/* In, from Python by the bus (layers/web/assets/streamlit/bus.js): states that the document is to take. */
import { frameBus } from '../streamlit/shared_state.js';
import { ask } from './frame_messages.js';

/** @param {import('../types.js').Frames} frames
    @param {{settle(): void, rest(): void}} report */
export function commands(frames, { settle, rest }) {
  /** @param {import('../types.js').Asked} asked */
  function obey({ stay, ...to }) {
    const { box, current: frame } = frames;
    if (!frame.started || frames.next) { frames.pending = { stay, ...to }; return; }   // asked of the story that is still coming
    if (!stay) bringIntoView(box);
    ask(frame, to, () => { if (frame === frames.current) settle(); });
  }
  return {
    /** Obey what was asked before a document could take it. */
    obeyPending() {
      const asked = frames.pending;
      frames.pending = null;
      if (asked) obey(asked);
    },
    listen() {
      rest();
      const command = frameBus.said.get(frames.key);
      if (!command || frameBus.done.has(command.id)) return;
      frameBus.done.add(command.id);
      obey(command.to);
    },
  };
}

/** Bring the frame to the top of the window where less than a third of it shows: the reader should see the map move.
    @param {HTMLElement} box */
function bringIntoView(box) {
  const at = box.getBoundingClientRect(), high = Math.min(at.bottom, window.innerHeight) - Math.max(at.top, 0);
  if (high >= Math.min(at.height, window.innerHeight) / 3) return;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  box.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
}
