/* What is decided, into the copy in this browser at once and to Python after a pause. */
import { ownStory } from '../streamlit/shared_state.js';

const RESTED = 350;                             // ms after the last decision until it is sent to Python

/** @param {import('../types.js').Review} review */
export function decisionSender({ id, decided }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const sender = {
    /** @param {unknown} _rows */
    report(_rows) {},
    send() {
      ownStory.decided = { id, rows: decided.rows() };
      ownStory.again?.();
      clearTimeout(timer);
      timer = setTimeout(() => sender.report({ id, rows: decided.rows() }), RESTED);
    },
    end() { clearTimeout(timer); },
  };
  return sender;
}
