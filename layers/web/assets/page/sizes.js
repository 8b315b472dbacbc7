/* The size of the document and of its parts: what folds away on a small screen, and the height told outside. */
import { framed, post } from './host.js';
import { narrow } from './map_view.js';

/** What tells the page around how tall the document is; no message leaves during a drag. */
export function heightTeller(page, dragging) {
  let tall = 0;
  return () => {
    if (!framed || dragging()) return;
    const height = narrow() ? Math.ceil(page.getBoundingClientRect().height) : 0;
    if (height !== tall) { tall = height; post('size', { height }); }
  };
}

/** The legend and the list, which fold; `size` is called when one of them does so by hand. */
export function folding({ legend, button, list }, size) {
  let small = '';
  const close = (closed) => {
    legend.classList.toggle('closed', closed);
    button.setAttribute('aria-expanded', String(!closed));
  };
  button.onclick = () => {
    close(!legend.classList.contains('closed'));
    legend.style.minHeight = '';
    size();
  };
  list.addEventListener('toggle', () => size());
  return {
    /** Fold away what has no room on a small screen; on a large one it comes back. */
    fold() {
      const low = window.innerHeight < 720, now = `${narrow()} ${low}`;
      if (small === now) return;
      small = now;
      close(narrow() || low);
      list.open = !narrow();
    },
    /** The legend takes its rows from the map, and keeps what it has taken: else a sign at the map's edge could come and go for ever. */
    hold() {
      legend.style.minHeight = narrow() || legend.classList.contains('closed') ? '' : `${legend.offsetHeight}px`;
    },
    release() { legend.style.minHeight = ''; },
  };
}

/** Do it when a part has another size than when it was last done; an observer also calls when it begins. */
export function sizeWatcher() {
  const sizes = new Map(), sizeOf = (node) => `${node.clientWidth}x${node.clientHeight}`;
  return {
    watch(node, then) {
      new ResizeObserver(() => { if (sizes.get(node) !== sizeOf(node)) { then(); sizes.set(node, sizeOf(node)); } }).observe(node);
    },
    /** What has been done for the sizes as they are. */
    done(...nodes) { for (const node of nodes) sizes.set(node, sizeOf(node)); },
  };
}
