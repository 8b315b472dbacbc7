/* The legend: the signs that are in view, and no others. */
import { sign } from '../map/symbols.js';
import { h } from './dom.js';

/** Build the legend's rows; `show` takes the signs in view and the colour of who is told of, from 1, and returns whether
    the rows have changed.
    @param {HTMLElement} list
    @param {import('../types.js').Style} style */
export function buildLegend(list, style) {
  const rows = new Map(style.legend.map(([name, words]) =>
    [name, h('li', { 'data-sign': name, hidden: '' }, h('span', {}, words))]));
  /** @type {string | null} */
  let known = null, drawnIn = 1, drawnAs = '';
  list.replaceChildren(...rows.values());
  /** Forget the drawn signs: the colours have changed. */
  function recolour() { for (const row of rows.values()) row.querySelector('img')?.remove(); known = null; }
  return {
    recolour,
    /** @param {Set<string>} now
        @param {number} colour
        @param {string} [look] how lines of context are drawn */
    show(now, colour, look = '') {
      const key = [...now].sort().join();
      if (colour !== drawnIn || look !== drawnAs) recolour();
      if (key === known) return false;
      known = key; drawnIn = colour; drawnAs = look;
      for (const [name, row] of rows) {
        row.hidden = !now.has(name);
        if (!row.hidden && !row.querySelector('img')) row.prepend(sign(name, style, colour, look));
      }
      return true;
    },
  };
}
