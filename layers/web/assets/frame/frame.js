/* The document in its frame on the Streamlit page: its height, its state in step with Python and
   with the address, and a change of document without a flash. Each rerun gets the same instance,
   by the element that Streamlit hands over. */
import { instances } from '../streamlit/instances.js';
import { frameBus } from '../streamlit/shared_state.js';
import { changes } from './changes.js';
import { commands } from './commands.js';
import { keepHeight } from './frame_height.js';
import { hearDocuments } from './frame_messages.js';
import { inWindow, openFrame } from './iframe.js';
import { reports } from './reports.js';

const frameAt = instances(build);

/** Part what Python sends: a line of JSON, and the document packed behind it.
    @param {Uint8Array<ArrayBuffer>} sent
    @returns {import('../types.js').FrameData} */
function parted(sent) {
  const end = sent.indexOf(10);                 // the first end of a line: JSON in UTF-8 has none
  return { ...JSON.parse(new TextDecoder().decode(sent.subarray(0, end))), packed: sent.subarray(end + 1) };
}

/** @param {import('../types.js').Component<Uint8Array<ArrayBuffer>>} component */
export function component({ data: sent, parentElement, setStateValue }) {
  const data = parted(sent), { instance, left } = frameAt(parentElement, data);
  instance.frames.report = (at) => setStateValue('at', at);
  instance.show(data);
  return left;
}

/** @param {ShadowRoot} root
    @param {import('../types.js').FrameData} first */
function build(root, first) {
  const box = document.createElement('div');
  box.style.cssText = 'position:relative;width:100%;overflow:hidden;';
  root.append(box);
  /** @type {import('../types.js').Frames} */
  const frames = { key: first.key, box, shown: first, current: openFrame(first), next: null, pending: null, report() {} };
  const height = keepHeight(frames), report = reports(frames), command = commands(frames, report);
  const change = changes(frames, { measure: height.measure, rest: report.rest, obeyPending: command.obeyPending });
  const deaf = hearDocuments(frames, { ...report, started: change.started });
  const it = {
    turn: 0,
    frames,
    show: change.show,
    /** Whether something that was begun here is not finished: a message, the address, another document. */
    pending: () => report.pending() || (inWindow(box) && Boolean(frames.next || !frames.current.started || frames.current.waiting.size)),
    end() {
      report.end();
      height.end();
      deaf();
      frameBus.hears.delete(first.key);
      frameBus.frames.delete(it);
      box.remove();
    },
  };
  frameBus.hears.set(first.key, command.listen);
  frameBus.frames.add(it);
  change.begin();
  command.listen();
  return it;
}
