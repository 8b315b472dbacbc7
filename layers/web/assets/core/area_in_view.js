/* Whether a country is in view: judged by its land, as in layers/picture/base_map_shapes.py, not by the place of its label. */
import { arcOf, index } from './mercator.js';

/** Whether any land lies in a box; edges that touch count. The lines, [x, y, x, y, ...], form closed rings, holes
    included. Box and lines lie in the same plane, on which the world is `world` wide and repeats sideways.
    @param {ArrayLike<number>[]} lines
    @param {import('../types.js').Box} box low x, low y, high x, high y
    @param {number} world
    @returns {boolean} */
export function groundInBox(lines, [x0, y0, x1, y1], world) {
  let low = Infinity, high = -Infinity;
  for (const line of lines) for (let i = 0; i < line.length; i += 2) { low = Math.min(low, line[i]); high = Math.max(high, line[i]); }
  for (let turn = Math.ceil((x0 - high) / world); turn <= Math.floor((x1 - low) / world); turn++) {
    const by = turn * world;
    if (meetsGround(lines, [x0 - by, y0, x1 - by, y1])) return true;
  }
  return false;
}

/** The same for a single copy of the world: a ring crosses the box, or a corner of the box lies within the rings.
    @param {ArrayLike<number>[]} lines
    @param {import('../types.js').Box} box */
function meetsGround(lines, box) {
  const [x, y] = box;
  let within = false;
  for (const line of lines) {
    for (let i = 2; i < line.length; i += 2) {
      const ax = line[i - 2], ay = line[i - 1], bx = line[i], by = line[i + 1];
      if (meetsPiece(ax, ay, bx, by, box)) return true;
      if ((ay > y) !== (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)) within = !within;
    }
  }
  return within;
}

/** Whether a straight segment touches a box: their extents overlap, and the corners are not all on one side of it.
    @param {number} ax
    @param {number} ay
    @param {number} bx
    @param {number} by
    @param {import('../types.js').Box} box */
function meetsPiece(ax, ay, bx, by, [x0, y0, x1, y1]) {
  if (Math.max(ax, bx) < x0 || Math.min(ax, bx) > x1 || Math.max(ay, by) < y0 || Math.min(ay, by) > y1) return false;
  const side = (/** @type {number} */ x, /** @type {number} */ y) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  const sides = [side(x0, y0), side(x1, y0), side(x1, y1), side(x0, y1)];
  return Math.min(...sides) <= 0 && Math.max(...sides) >= 0;
}

/** The outlines of a country in the mercator square; none where the base map does not have the country.
    @param {import('../types.js').BaseMap} base
    @param {string} code
    @returns {Float64Array[]} */
export function linesOf(base, code) {
  return (base.countries[code] || []).flat(2).map((n) => arcOf(base, index(n)));
}
