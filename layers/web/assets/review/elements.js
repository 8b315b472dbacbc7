/* Elements of a report's review. What is untrusted becomes text and nothing else. */

/** @param {string} tag @param {Record<string, any>} [properties] @param {(Node | string | null)[]} [children] */
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

/** A shape of its own for each kind, beside its colour. @type {Record<string, string>} */
export const SHAPES = { place: '●', time: '■', attribution: '◆', movement: '▲' };
