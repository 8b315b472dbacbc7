/* Commands from Python to the document: a small component of its own, so that the document itself is
   not sent again. Each command has its own id and is carried out once. `watch` says whether Python
   also wants to know the map's view, which is needed only while an open panel shows it. `panel` is
   the panel that is open: one that has just been opened stands below the window, and is brought into it. */
import { frameBus } from './shared_state.js';

/** @param {import('../types.js').Component<{to: string, command: {id: string, to: import('../types.js').Asked} | null, watch: boolean, panel: string | null}>} component */
export function component({ data }) {
  if (data.watch) frameBus.watched.add(data.to); else frameBus.watched.delete(data.to);
  if (data.command) frameBus.said.set(data.to, data.command);
  const listen = frameBus.hears.get(data.to);
  if (listen) listen();
  const before = frameBus.panel;
  frameBus.panel = data.panel;
  if (data.panel && before !== undefined && data.panel !== before) bringIntoView();
}

/** Bring the row of panels to the top of the window, where less than half of the window shows what stands below the row. */
function bringIntoView() {
  const row = document.querySelector('.st-key-tools');
  if (!row || row.getBoundingClientRect().bottom < window.innerHeight / 2) return;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  row.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
}
