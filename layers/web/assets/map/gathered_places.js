/* The places of a crowded map in the order of their naming: those closer than their signs count as one. */
import { first } from '../core/time.js';

const NEAR = 10;                          // px: places closer than this are drawn as one
export const MARGIN = 24;                 // px: half of the largest sign

export class GatheredPlaces {
  /** @param {{xs: Float64Array, ys: Float64Array}} where they lie in the mercator square */
  constructor(where) {
    this.where = where;
    /** The places gathered, by the shift of their world, for the view that was drawn last.
        @type {Map<number, import('../types.js').Gathered>} */
    this.copies = new Map();
    this.moment = -Infinity;
    /** When each is named, and those that are, in that order. */
    this.since = new Float64Array(0);
    /** @type {number[]} */
    this.queue = [];
  }
  /** Forget what was gathered for another view. */
  clear() { this.copies.clear(); }
  /** The points named so far; those closer than their signs count as one. Points named earlier come first: so what is
      drawn of them stays when more are named, and a step of the slider looks at the new ones alone.
      @param {number} ox
      @param {import('../types.js').Frame} f
      @param {import('./pixel_sheet.js').Sheet} sheet
      @param {(x: number, y: number) => void} reach told of each sign that is new
      @returns {import('../types.js').Gathered} */
  gather(ox, f, sheet, reach) {
    const { queue, since } = this, wide = Math.ceil(f.w / NEAR) + 5;
    let gathered = this.copies.get(ox);
    if (!gathered) {
      const most = wide * (Math.ceil(f.h / NEAR) + 5), half = Math.ceil(MARGIN * f.r);
      gathered = { next: 0, count: 0, half, edge: [], cells: new Int32Array(most).fill(-1), ids: new Int32Array(most),
        spots: new Int32Array(most), across: new Float64Array(most), down: new Float64Array(most) };
      this.copies.set(ox, gathered);
    }
    const { cells, ids, spots, across, down } = gathered, x0 = Math.floor(ox / NEAR) - 2, y0 = Math.floor(f.y / NEAR) - 2;
    for (; gathered.next < queue.length && since[queue[gathered.next]] <= this.moment; gathered.next++) {
      const i = queue[gathered.next], x = this.where.xs[i] * f.scale - ox, y = this.where.ys[i] * f.scale - f.y;
      if (x < -NEAR || y < -NEAR || x > f.w + NEAR || y > f.h + NEAR) continue;
      const at = (Math.floor((y + f.y) / NEAR) - y0) * wide + Math.floor((x + ox) / NEAR) - x0;
      let free = cells[at] < 0;
      for (let dy = -wide; free && dy <= wide; dy += wide) {
        for (let dx = -1; dx <= 1; dx++) {
          const k = cells[at + dy + dx];
          if (k >= 0 && (across[k] - x) * (across[k] - x) + (down[k] - y) * (down[k] - y) < NEAR * NEAR) { free = false; break; }
        }
      }
      if (!free) continue;
      const k = gathered.count++;
      reach(x, y);
      cells[at] = k; ids[k] = i; across[k] = x; down[k] = y;
      if ((spots[k] = sheet.spot(x, y, gathered.half)) < 0) gathered.edge.push(k);
    }
    return gathered;
  }
  /** How many of the places gathered are named at the moment: they are in the order of their naming.
      @param {import('../types.js').Gathered} gathered */
  named({ count, ids }) { return first(count, (k) => this.since[ids[k]] > this.moment); }
  /** Visit the places gathered that are named at the moment: visit(number of the place, x, y).
      @param {(i: number, x: number, y: number) => void} visit */
  each(visit) {
    for (const gathered of this.copies.values()) {
      const { ids, across, down } = gathered;
      for (let k = 0, n = this.named(gathered); k < n; k++) visit(ids[k], across[k], down[k]);
    }
  }
}
