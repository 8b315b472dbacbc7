/* The sizes of parts of the document, and what is in another place on a small screen. */
import { narrow } from './map_view.js';

/** Make what puts the controls and the footer in their place: at the foot, or on a narrow screen into the header and
    below the card.
    @param {Record<'header' | 'views' | 'controls' | 'footer' | 'column' | 'page', HTMLElement>} parts */
export function layout({ header, views, controls, footer, column, page }) {
  return () => {
    const small = narrow();
    page.classList.toggle('narrow', small);
    (small ? header : controls).append(views);
    if (small) column.append(footer); else if (footer.parentElement !== page) page.append(footer);
  };
}

/** Call a function when the size of a part has changed since the last call; an observer itself also calls when it begins. */
export function sizeWatcher() {
  const sizes = new Map(), sizeOf = (/** @type {Element} */ node) => `${node.clientWidth}x${node.clientHeight}`;
  return {
    /** @param {Element} node
        @param {() => void} then */
    watch(node, then) {
      new ResizeObserver(() => { if (sizes.get(node) !== sizeOf(node)) { then(); sizes.set(node, sizeOf(node)); } }).observe(node);
    },
    /** Note the present sizes as done: they need no call.
        @param {Element[]} nodes */
    done(...nodes) { for (const node of nodes) sizes.set(node, sizeOf(node)); },
  };
}
