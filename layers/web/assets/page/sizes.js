/* The size of the document and of its parts, and what stands elsewhere on a small screen. */
import { narrow } from './map_view.js';

/** What puts the controls where they belong: at the foot, or on a narrow screen into the header and below the card.
    @param {Record<'header' | 'views' | 'controls' | 'footer' | 'column' | 'page', HTMLElement>} parts */
export function layout({ header, views, controls, footer, column, page }) {
  return () => {
    const small = narrow();
    page.classList.toggle('narrow', small);
    (small ? header : controls).append(views);
    if (small) column.append(footer); else if (footer.parentElement !== page) page.append(footer);
  };
}

/** Do it when a part has another size than when it was last done; an observer also calls when it begins. */
export function sizeWatcher() {
  const sizes = new Map(), sizeOf = (/** @type {Element} */ node) => `${node.clientWidth}x${node.clientHeight}`;
  return {
    /** @param {Element} node
        @param {() => void} then */
    watch(node, then) {
      new ResizeObserver(() => { if (sizes.get(node) !== sizeOf(node)) { then(); sizes.set(node, sizeOf(node)); } }).observe(node);
    },
    /** What has been done for the sizes as they are.
        @param {Element[]} nodes */
    done(...nodes) { for (const node of nodes) sizes.set(node, sizeOf(node)); },
  };
}
