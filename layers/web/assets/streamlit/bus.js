/* Commands from Python to the document: a component of a few bytes, so that the document itself is
   not sent again. Each command has an id of its own and is obeyed once. `watch` says whether Python
   wants to know the view on the map too, which nobody needs while no panel is open that shows it. */
/** @param {import('../types.js').Component<{to: string, command: {id: string, to: import('../types.js').Asked} | null, watch: boolean}>} component */
export default function bus({ data }) {
  /** @type {import('../types.js').FrameBus} */
  const line = (/** @type {any} */ (window))[Symbol.for('escape-routes')] ??= { hears: new Map(), said: new Map(), done: new Set(), watched: new Set(), frames: new Set() };
  if (data.watch) line.watched.add(data.to); else line.watched.delete(data.to);
  if (data.command) line.said.set(data.to, data.command);
  const listen = line.hears.get(data.to);
  if (listen) listen();
}
