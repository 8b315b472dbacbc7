/* Messages between the page and the documents in its frame. */
import { fieldsOf } from './address_bar.js';

const NAMESPACE = 'escape-routes';

/** @param {import('../types.js').OpenFrame} frame
    @param {Record<string, unknown>} message */
const send = (frame, message) => frame.element.contentWindow?.postMessage({ ns: NAMESPACE, ...message }, '*');

/** Send a state; what the document then shows comes back once it is painted.
    @param {import('../types.js').OpenFrame} frame
    @param {import('../types.js').Asked} to
    @param {(now: import('../types.js').Asked) => void} then */
export function ask(frame, to, then) {
  const seq = ++frame.asked;
  frame.waiting.set(seq, then);
  send(frame, { type: 'set', seq, ...to });
}

/** Ask a document for its view; it answers when it is at rest.
    @param {import('../types.js').OpenFrame} frame */
export const look = (frame) => send(frame, { type: 'look' });

/** Hear what the documents say. Returns what ends it.
    @param {import('../types.js').Frames} frames
    @param {{started(frame: import('../types.js').OpenFrame): void, settle(wait?: number): void, rest(): void, told(): boolean}} on */
export function hearDocuments(frames, { started, settle, rest, told }) {
  /** @param {MessageEvent} event */
  function hear({ source, data: m }) {
    const { current, next } = frames, frame = [current, next].find((shows) => shows && shows.element.contentWindow === source);
    if (!frame || !m || m.ns !== NAMESPACE) return;                   // the origin is always "null", so check the source
    if (m.type === 'view') {
      Object.assign(frame, { view: m.view, extent: m.extent });
      if (frame === current && m.asked && !told()) settle(0);
      else if (frame === current && !m.asked) rest();
    }
    if (m.type === 'select' || m.type === 'ready') frame.fields = fieldsOf(m);
    if (m.type === 'select' && frame === current) settle();
    if (m.type !== 'ready') return;
    if (m.seq === undefined) { started(frame); return; }
    const then = frame.waiting.get(m.seq);
    frame.waiting.delete(m.seq);
    if (then) then({ ...frame.fields, scale: m.scale });
  }
  window.addEventListener('message', hear);
  return () => window.removeEventListener('message', hear);
}
