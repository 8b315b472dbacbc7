/* A change of document without a flash: the next is laid out behind the current one until it has painted. */
import { namesAnother, writeAddress } from './address_bar.js';
import { ask } from './frame_messages.js';
import { describePage, enter, inWindow, openFrame } from './iframe.js';

/** @param {import('../types.js').Frames} frames
    @param {{measure(): void, rest(): void, obeyPending(): void}} on */
export function changes(frames, { measure, rest, obeyPending }) {
  /** Show the first document. */
  function begin() {
    const { box, shown, current } = frames;
    describePage(shown);
    if (shown.opening) current.element.style.opacity = '0';          // hide the story's own opening
    enter(current, box, () => frames.current === current);
    measure();
    if (namesAnother(shown.story)) writeAddress(shown);              // an unknown story, or one that was left for this
  }

  /** @param {import('../types.js').FrameData} data */
  function show(data) {
    const { shown: before, current } = frames;
    describePage(data);
    frames.shown = data;
    if (data.hash === before.hash) return;
    if (frames.next) { frames.next.element.remove(); frames.next = null; }
    if (data.hash !== current.data.hash) prepare(data);
    writeAddress(data, data.story === before.story ? undefined : null);
  }

  /** @param {import('../types.js').FrameData} data */
  function prepare(data) {
    const { current, box } = frames, coming = openFrame(data);
    coming.element.style.zIndex = '0';                               // behind the other, but laid out: it has to paint
    coming.element.addEventListener('load', () => {                  // browsers paint nothing outside the window, so there
      if (!inWindow(box) && data.story !== frames.current.data.story) swap(coming);   // another story does not wait to be painted
    });
    frames.next = coming;
    current.element.style.zIndex = '1';
    enter(coming, box, () => frames.next === coming || frames.current === coming);
  }

  /** @param {import('../types.js').OpenFrame} to */
  function swap(to) {
    if (to !== frames.next) return;
    const old = frames.current;
    frames.current = to;
    frames.next = null;
    measure();
    old.element.remove();
    obeyPending();
    rest();
  }

  /** A document has drawn itself as it opens: give it its state, and show it.
      @param {import('../types.js').OpenFrame} frame */
  function started(frame) {
    const { current } = frames, { opening, story } = frame.data;
    frame.started = true;
    if (frame === current) {
      const reveal = () => { frame.element.style.opacity = ''; obeyPending(); rest(); };
      if (opening) ask(frame, opening, reveal); else reveal();
    } else if (story === current.data.story && current.started) {
      ask(current, {}, (now) => ask(frame, current.view ? { ...now, view: current.view } : now, () => swap(frame)));
    } else if (opening) ask(frame, opening, () => swap(frame));
    else swap(frame);
  }

  return { begin, show, started };
}
