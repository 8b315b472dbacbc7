/* Elements of a report's review. Untrusted text becomes text and nothing else. */

/** An element with its properties, attributes and listeners; a child that is null is left out.
    @param {string} tag @param {Record<string, any>} [properties] @param {(Node | string | null)[]} [children] */
export function h(tag, properties = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('data-') || name.startsWith('aria-') || name === 'role') element.setAttribute(name, String(value));
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else Reflect.set(element, name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The shape of each kind, in addition to its colour. @type {Record<string, string>} */
export const SHAPES = { place: '●', time: '■', attribution: '◆', movement: '▲' };
