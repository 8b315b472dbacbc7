/* Commands from Python to the document: a component of a few bytes, so that the document itself is
   not sent again. Each command has an id of its own and is obeyed once. */
export default function bus({ data }) {
  const line = window[Symbol.for('escape-routes')] ??= { hears: new Map(), said: new Map(), done: new Set() };
  if (!data.command) return;
  line.said.set(data.to, data.command);
  const listen = line.hears.get(data.to);
  if (listen) listen();
}
