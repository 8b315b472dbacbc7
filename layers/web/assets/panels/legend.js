/* The legend: the signs that are in view, and no others. */
import { sign } from '../map/symbols.js';
import { h } from './dom.js';

/** Build the legend's rows; `show` takes the signs in view and returns whether the rows have changed.
    @param {HTMLElement} list
    @param {import('../types.js').Style} style */
export function buildLegend(list, style) {
  const rows = new Map(style.legend.map(([name, words]) =>
    [name, h('li', { 'data-sign': name, hidden: '' }, h('span', {}, words))]));
  /** @type {string | null} */
  let known = null;
  list.replaceChildren(...rows.values());
  return {
    /** Forget the drawn signs: the colours have changed. */
    recolour() { for (const row of rows.values()) row.querySelector('img')?.remove(); known = null; },
    /** @param {Set<string>} now */
    show(now) {
      const key = [...now].sort().join();
      if (key === known) return false;
      known = key;
      for (const [name, row] of rows) {
        row.hidden = !now.has(name);
        if (!row.hidden && !row.querySelector('img')) row.prepend(sign(name, style));
      }
      return true;
    },
  };
}
