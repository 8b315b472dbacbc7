/* Commands from Python to the document: a small component of its own, so that the document itself is
   not sent again. Each command has its own id and is carried out once. `watch` says whether Python
   also wants to know the map's view, which is needed only while an open panel shows it. */
import { frameBus } from './shared_state.js';

/** @param {import('../types.js').Component<{to: string, command: {id: string, to: import('../types.js').Asked} | null, watch: boolean}>} component */
export function component({ data }) {
  if (data.watch) frameBus.watched.add(data.to); else frameBus.watched.delete(data.to);
  if (data.command) frameBus.said.set(data.to, data.command);
  const listen = frameBus.hears.get(data.to);
  if (listen) listen();
}
