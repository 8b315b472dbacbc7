/* Out, to Python and to the address: what is shown, once it is at rest. */
import { frameBus } from '../streamlit/shared_state.js';
import { writeAddress } from './address_bar.js';
import { look } from './frame_messages.js';

const SETTLED = 120;                            // ms after the last change until it is reported
const RESTED = 350;                             // ms without a move until the map counts as at rest

/** @param {import('../types.js').Frames} frames */
export function reports(frames) {
  let settling = 0, resting = 0, known = '';
  const stands = ({ current } = frames) => JSON.stringify([current.data.story, current.view, current.extent]);

  function settle(wait = SETTLED) {
    clearTimeout(settling);
    settling = setTimeout(() => {
      settling = 0;
      const { current, shown } = frames;
      writeAddress(shown, current.fields);
      clearTimeout(resting);
      resting = 0;
      known = stands();
      frames.report({ story: current.data.story, ...current.fields, view: current.view, extent: current.extent });
    }, wait);
  }

  /** Send Python a new view, once all is at rest and only while a panel there shows it. Nothing is sent
      during a drag or a flight: the document is asked, and answers when it is at rest. */
  function rest() {
    clearTimeout(resting);
    resting = 0;
    if (!frameBus.watched.has(frames.key) || !frames.current.started) return;
    resting = setTimeout(() => {
      resting = 0;
      look(frames.current);
    }, RESTED);
  }

  return {
    settle,
    rest,
    /** Whether Python has been told the story and the view as they are. */
    told: () => stands() === known,
    pending: () => Boolean(settling || resting),
    end() { clearTimeout(settling); clearTimeout(resting); },
  };
}
