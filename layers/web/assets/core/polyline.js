/* Lines without a DOM: cut, moved aside, measured, and where a label may stand beside them. */
import { mercator } from './mercator.js';

/** A leg's line in the mercator square, with the fraction at each point. Parts that meet at the
    antimeridian are joined into one run: its x goes on past 0 or 1, so that its dashes do not restart there.
    @param {[number, number, number][][]} parts
    @returns {import('../types.js').Line[]} */
export function lineOf(parts) {
  /** @type {import('../types.js').Line[]} */
  const out = [];
  parts.forEach((part) => {
    /** @type {import('../types.js').Line} */
    const run = part.map(([lon, lat, fraction]) => [...mercator(lon, lat), fraction]);
    const before = out[out.length - 1];
    const last = before && before[before.length - 1], turn = last ? Math.round(last[0] - run[0][0]) : 0;
    for (const point of run) point[0] += turn;
    if (last && Math.hypot(last[0] - run[0][0], last[1] - run[0][1]) < 1e-6) before.push(...run.slice(1));
    else out.push(run);
  });
  return out;
}

/** The points of a line between two fractions, as lists of [x, y]; `px` gives where a point is on screen.
    @param {import('../types.js').Line[]} parts
    @param {number} from
    @param {number} to
    @param {import('../types.js').Put} px
    @returns {import('../types.js').XY[][]} */
export function stretch(parts, from, to, px) {
  const out = [];
  for (const part of parts) {
    const run = [];
    for (let i = 1; i < part.length; i++) {
      const a = part[i - 1], b = part[i];
      if (b[2] < from || a[2] > to) continue;
      const cut = (/** @type {number} */ f) => {
        const share = b[2] > a[2] ? (f - a[2]) / (b[2] - a[2]) : 0;
        return px(a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]));
      };
      if (!run.length) run.push(cut(Math.max(from, a[2])));
      run.push(cut(Math.min(to, b[2])));
    }
    if (run.length > 1) out.push(run);
  }
  return out;
}

/** A line without the points that make no visible difference: at the fraction of a point that is left out, the thinned
    line is within `tolerance` of it, and no segment becomes longer than `longest` (all in the line's own unit).
    @param {import('../types.js').Line} line
    @param {number} tolerance
    @param {number} longest
    @returns {import('../types.js').Line} */
export function thinned(line, tolerance, longest) {
  const out = line.slice(0, 1);
  let from = 0;
  for (let to = 2; to < line.length; to++) {
    const [ax, ay, af] = line[from], [bx, by, bf] = line[to];
    let fits = Math.hypot(bx - ax, by - ay) <= longest;
    for (let i = from + 1; fits && i < to; i++) {
      const [x, y, f] = line[i], share = bf > af ? (f - af) / (bf - af) : 0;
      fits = Math.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y) <= tolerance;
    }
    if (!fits) { from = to - 1; out.push(line[from]); }
  }
  if (line.length > 1) out.push(line[line.length - 1]);
  return out;
}

/** Move a run sideways by some pixels, so that the way there and the way back are two lines.
    @param {import('../types.js').XY[]} run
    @param {number} by
    @returns {import('../types.js').XY[]} */
export function aside(run, by) {
  if (!by) return run;
  return run.map((p, i) => {
    const a = run[Math.max(i - 1, 0)], b = run[Math.min(i + 1, run.length - 1)];
    const dx = b[0] - a[0], dy = b[1] - a[1], size = Math.hypot(dx, dy) || 1;
    return [p[0] - (dy / size) * by, p[1] + (dx / size) * by];
  });
}

/** The length of some runs together.
    @param {import('../types.js').XY[][]} runs
    @returns {number} */
export const lengthOf = (runs) => runs.reduce((sum, run) => sum + run.reduce((a, p, i) => a + (i ? Math.hypot(p[0] - run[i - 1][0], p[1] - run[i - 1][1]) : 0), 0), 0);

/** The point at a share of a run's length.
    @param {import('../types.js').XY[]} run
    @param {number} share
    @returns {import('../types.js').XY} */
const alongOf = (run, share) => {
  const lengths = run.map((p, i) => (i ? Math.hypot(p[0] - run[i - 1][0], p[1] - run[i - 1][1]) : 0));
  let left = lengths.reduce((a, b) => a + b, 0) * share;
  for (let i = 1; i < run.length; i++) {
    if (lengths[i] >= left) {
      const s = lengths[i] ? left / lengths[i] : 0;
      return [run[i - 1][0] + s * (run[i][0] - run[i - 1][0]), run[i - 1][1] + s * (run[i][1] - run[i - 1][1])];
    }
    left -= lengths[i];
  }
  return run[run.length - 1];
};

/** The longest run on screen, however many points it has; the first of equally long ones.
    @param {import('../types.js').XY[][]} runs
    @returns {import('../types.js').XY[]} */
export const longestOf = (runs) => {
  let longest = runs[0], most = lengthOf([longest]);
  for (const run of runs.slice(1)) {
    const length = lengthOf([run]);
    if (length > most) [longest, most] = [run, length];
  }
  return longest;
};

/** The middle of the longest run.
    @param {import('../types.js').XY[][]} runs
    @returns {import('../types.js').XY} */
export const middleOf = (runs) => alongOf(longestOf(runs), 0.5);

/** Whether a run enters the view, judged by the box around each segment, which is enough for short segments.
    @param {import('../types.js').XY[]} run
    @param {{x: number, y: number}} o
    @param {{x: number, y: number}} size
    @returns {boolean} */
export function crosses(run, o, size) {
  for (let i = 1; i < run.length; i++) {
    const [a, b] = [run[i - 1], run[i]];
    if (Math.max(a[0], b[0]) + o.x >= 0 && Math.min(a[0], b[0]) + o.x <= size.x
      && Math.max(a[1], b[1]) + o.y >= 0 && Math.min(a[1], b[1]) + o.y <= size.y) return true;
  }
  return false;
}

/** The first part of a run that lies in a box, cut off at its edge (exactly enough for a label).
    @param {import('../types.js').XY[]} run
    @param {number} x0
    @param {number} y0
    @param {number} x1
    @param {number} y1
    @returns {import('../types.js').XY[]} */
function cutTo(run, x0, y0, x1, y1) {
  const out = [];
  for (let i = 1; i < run.length; i++) {
    const [a, b] = [run[i - 1], run[i]], n = Math.min(200, Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 10)));
    for (let k = i === 1 ? 0 : 1; k <= n; k++) {
      /** @type {import('../types.js').XY} */
      const p = [a[0] + (b[0] - a[0]) * k / n, a[1] + (b[1] - a[1]) * k / n];
      if (p[0] > x0 && p[0] < x1 && p[1] > y0 && p[1] < y1) out.push(p);
      else if (out.length) return out;
    }
  }
  return out;
}

/** Where a label may stand beside a band: at the middle of what is in view, then at 0.3 and at 0.7 of it.
    @param {import('../types.js').XY[][]} band
    @param {{w: number, h: number}} f
    @returns {import('../types.js').XY[]} */
export function spotsOn(band, f) {
  const pieces = band.map((run) => cutTo(run, 30, 30, f.w - 30, f.h - 30)).filter((run) => run.length > 1);
  const run = longestOf(pieces.length ? pieces : band);
  return [0.5, 0.3, 0.7].map((share) => alongOf(run, share));
}

/** The distance of a point from a run.
    @param {import('../types.js').XY[]} run
    @param {number} x
    @param {number} y
    @returns {number} */
export function offRun(run, x, y) {
  let best = Infinity;
  for (let i = 1; i < run.length; i++) {
    const [ax, ay] = run[i - 1], [bx, by] = run[i], dx = bx - ax, dy = by - ay;
    const s = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(ax + s * dx - x, ay + s * dy - y));
  }
  return best;
}

/** How far each leg is moved aside, px: legs between the same two places are drawn side by side.
    @param {import('../types.js').Scene} scene
    @returns {Map<string, number>} */
export function besides(scene) {
  /** @type {Map<string, {mark: import('../types.js').LegMark, turn: number}[]>} */
  const groups = new Map();
  const out = new Map();
  for (const mark of scene.legs) {
    const ends = [mark.ends[0], mark.ends[mark.ends.length - 1]], key = ends.slice().sort().join(' ');
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push({ mark, turn: ends[0] <= ends[1] ? 1 : -1 });
  }
  for (const group of groups.values()) {
    group.forEach(({ mark, turn }, i) => out.set(mark.id, (i - (group.length - 1) / 2) * 8 * turn));
  }
  return out;
}
