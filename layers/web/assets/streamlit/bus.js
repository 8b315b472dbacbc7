/* Commands from Python to the document: a component of a few bytes, so that the document itself is
   not sent again. Each command has an id of its own and is obeyed once. `watch` says whether Python
   wants to know the view on the map too, which nobody needs while no panel is open that shows it. */
import { frameBus } from './shared_state.js';

/** @param {import('../types.js').Component<{to: string, command: {id: string, to: import('../types.js').Asked} | null, watch: boolean}>} component */
export function component({ data }) {
  if (data.watch) frameBus.watched.add(data.to); else frameBus.watched.delete(data.to);
  if (data.command) frameBus.said.set(data.to, data.command);
  const listen = frameBus.hears.get(data.to);
  if (listen) listen();
}
