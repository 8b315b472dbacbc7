/* How panels make an element. */
/** An element: attributes as given, children as nodes or as text, never as HTML; what is null or empty is left out.
    @param {string} tag
    @param {Record<string, string | number | null | undefined>} [attributes]
    @param {(Node | string | null | undefined)[]} children
    @returns {any} an HTMLElement of that tag */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== '') node.append(child);
  return node;
}
