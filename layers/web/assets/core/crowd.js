/* Thousands of events without a DOM: the state of each, and a grid to find points by where they lie.
   Only a document of many events has this script and those that build on it. */
import { eventState, first } from './time.js';

export const STATES = ['ahead', 'past', 'perhaps', 'under way'];       // later states are drawn above earlier ones

const CODE = Object.fromEntries(STATES.map((name, i) => [name, i]));

/** The states of events, updated from one moment to the next. A state changes only at a bound of its event,
    so only events with a bound between the two moments (both included) are computed again. */
export class States {
  /** @param {import('../types.js').EventMark[]} events */
  constructor(events) {
    /** @type {number[]} */
    const times = [];
    /** @type {number[]} */
    const owners = [];
    events.forEach((event, i) => {
      for (const t of new Set([event.s0, event.s1, event.e1])) { times.push(t); owners.push(i); }
    });
    const order = Uint32Array.from(times, (_, k) => k).sort((a, b) => times[a] - times[b]);
    this.times = Float64Array.from(order, (k) => times[k]);
    this.owners = Uint32Array.from(order, (k) => owners[k]);
    this.events = events;
    this.codes = new Uint8Array(events.length);                  // before all bounds every event is ahead
    this.at = -Infinity;
  }
  /** @param {number} t */
  go(t) {
    const { times, owners, events, codes } = this, low = Math.min(this.at, t), high = Math.max(this.at, t);
    for (let k = first(times.length, (i) => times[i] >= low); k < times.length && times[k] <= high; k++) {
      codes[owners[k]] = CODE[eventState(events[owners[k]], t)];
    }
    this.at = t;
  }
}

/** Sort points into the cells of a grid, so that a part of the map can be searched without the rest.
    Points without a position are NaN, and in no cell.
    @param {Float64Array} xs
    @param {Float64Array} ys
    @param {number} [side] */
export function grid(xs, ys, side = 256) {
  let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] < west) west = xs[i];
    if (xs[i] > east) east = xs[i];
    if (ys[i] < north) north = ys[i];
    if (ys[i] > south) south = ys[i];
  }
  const held = (/** @type {number} */ v) => Math.max(0, Math.min(side - 1, Math.floor(v)));
  const column = (/** @type {number} */ x) => held((x - west) / (east - west || 1) * side), row = (/** @type {number} */ y) => held((y - north) / (south - north || 1) * side);
  const starts = new Uint32Array(side * side + 1);
  for (let i = 0; i < xs.length; i++) if (xs[i] >= west) starts[row(ys[i]) * side + column(xs[i]) + 1] += 1;
  for (let k = 0; k < side * side; k++) starts[k + 1] += starts[k];
  const next = starts.slice(), items = new Uint32Array(starts[side * side]);
  for (let i = 0; i < xs.length; i++) if (xs[i] >= west) items[next[row(ys[i]) * side + column(xs[i])]++] = i;
  /** Visit the points of all cells that a box touches, a row of cells at a time: visit(numbers, from, to).
      Some of these points lie outside the box. */
  return (/** @type {number} */ x0, /** @type {number} */ y0, /** @type {number} */ x1, /** @type {number} */ y1, /** @type {(items: Uint32Array, from: number, to: number) => void} */ visit) => {
    if (x1 < west || x0 > east || y1 < north || y0 > south) return;
    const from = column(x0), to = column(x1), last = row(y1);
    for (let r = row(y0); r <= last; r++) {
      visit(items, starts[r * side + from], starts[r * side + to + 1]);
    }
  };
}
