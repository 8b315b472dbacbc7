/* Labels without a DOM: boxes set beside their anchors so that none overlaps another. */
/** The box of a label on one side of its anchor, `gap` px away.
    @param {import('../types.js').XY} spot
    @param {import('../types.js').Label} label
    @param {import('../types.js').XY} side
    @returns {import('../types.js').Box} */
function beside([x, y], { w, h, gap }, [sx, sy]) {
  const slant = sx && sy ? 0.7 : 1;
  const left = x + sx * gap * slant + (sx > 0 ? 0 : sx < 0 ? -w : -w / 2);
  const top = y + sy * gap * slant + (sy > 0 ? 0 : sy < 0 ? -h : -h / 2);
  return [left, top, left + w, top + h];
}
/** The box of a label that is centred on its spot, moved to one side by a share of its size.
    @param {import('../types.js').XY} spot
    @param {import('../types.js').Label} label
    @param {import('../types.js').XY} side
    @returns {import('../types.js').Box} */
function around([x, y], { w, h }, [sx, sy]) {
  const left = x - w / 2 + sx * w, top = y - h / 2 + sy * h;
  return [left, top, left + w, top + h];
}

export const meets = (/** @type {number[]} */ a, /** @type {number[]} */ b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Boxes and points, kept by the squares of the frame that they touch, so that only those nearby are compared. */
export function squares(side = 64) {
  /** @type {Map<number, number[][]>} */
  const all = new Map();
  const each = (/** @type {number[]} */ box, /** @type {(key: number) => boolean | void} */ visit) => {
    for (let x = Math.floor(box[0] / side); x <= Math.floor(box[2] / side); x++) {
      for (let y = Math.floor(box[1] / side); y <= Math.floor(box[3] / side); y++) if (visit(x * 9999 + y)) return true;
    }
    return false;
  };
  return {
    add(/** @type {number[]} */ box) { each(box, (key) => { const there = all.get(key); if (there) there.push(box); else all.set(key, [box]); }); },
    some(/** @type {number[]} */ box, /** @type {(there: number[]) => boolean | void} */ passes) { return each(box, (key) => (all.get(key) || []).some((there) => passes(there))); },
  };
}

const FAR = 24, CLOSE = 8;                  // px between a label and its own line: the most, and the least

/** Boxes beside a line, the best first: at its middle and then farther along, on both sides, `gap` px away; then
    boxes with a corner at the line, for lines shorter than the label; last, for a narrow map, boxes moved along the
    line or closer to it. None is farther from the line than FAR.
    @param {import('../types.js').Label} label
    @param {import('../types.js').XY[]} run
    @param {import('../types.js').XY} frame
    @returns {{box: import('../types.js').Box, towards: import('../types.js').XY}[]} */
function alongside({ w, h, gap }, run, [fw, fh]) {
  /** @type {number[][]} */
  const points = [];
  for (let i = 1; i < run.length; i++) {
    const [a, b] = [run[i - 1], run[i]], n = Math.min(400, Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 8)));
    for (let k = 0; k < n; k++) {
      const x = a[0] + (b[0] - a[0]) * k / n, y = a[1] + (b[1] - a[1]) * k / n;
      if (x > 0 && y > 0 && x < fw && y < fh) points.push([x, y, b[0] - a[0], b[1] - a[1]]);
    }
  }
  /** @type {{box: import('../types.js').Box, towards: import('../types.js').XY}[]} */
  const out = [], cornered = [], pushed = [];
  const near = (/** @type {import('../types.js').Box} */ [x0, y0, x1, y1]) => points.some(([x, y]) => Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1)) <= FAR);
  /** @returns {import('../types.js').Box} */
  const box = (/** @type {number} */ left, /** @type {number} */ top) => [left, top, left + w, top + h];
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9]) {
    const at = points[Math.floor((points.length - 1) * share)];
    if (!at) break;
    const [x, y, dx, dy] = at, size = Math.hypot(dx, dy) || 1;
    for (const turn of [1, -1]) {
      const nx = turn * dy / size, ny = turn * -dx / size, off = gap + (Math.abs(nx) * w + Math.abs(ny) * h) / 2;
      const left = x + nx * off - w / 2, top = y + ny * off - h / 2;
      const along = (Math.sign(nx) * w * dx + Math.sign(ny) * h * dy) / 2 / size, sx = along * dx / size, sy = along * dy / size;
      /** @type {import('../types.js').XY} */
      const towards = [Math.abs(nx) < 0.3 ? 0 : Math.sign(nx), 0];
      out.push({ box: box(left, top), towards });
      cornered.push({ box: box(left + sx, top + sy), towards });
      const half = (w * Math.abs(dx) + h * Math.abs(dy)) / 2 / size / size;
      for (const closer of [0, gap - CLOSE]) {
        for (const by of [0.5, -0.5, 1, -1, 0]) pushed.push({ box: box(left - nx * closer + by * half * dx, top - ny * closer + by * half * dy), towards });
      }
    }
  }
  return [...out, ...cornered, ...pushed].filter((spot) => near(spot.box));
}

/** Place labels in the order given: [{id, spots: [[x, y], ...], w, h, gap, centred?, reach?, last?}]
    -> Map id -> {box, side}. `frame` is [width, height]; `taken` are boxes that must stay free, `lines` are points
    that should stay free. A centred label moves at most `reach` px. A label without a free side is left out. The side
    that a label had before (`last`) is preferred a little, so that labels do not jump. A label with a `run` skips the
    first `skip` free places beside it.
    @param {import('../types.js').Label[]} labels
    @param {import('../types.js').XY} frame
    @param {{nameSides: import('../types.js').XY[], nameShifts: import('../types.js').XY[]}} turns where a label is tried, the best first:
      the sides of its spot, or the shifts of a centred label (layers/style/symbols.json)
    @param {import('../types.js').Box[]} [taken]
    @param {import('../types.js').XY[]} [lines]
    @returns {Map<string, import('../types.js').Spot>} */
export function place(labels, frame, turns, taken = [], lines = []) {
  const used = squares(), points = squares(), out = new Map();
  taken.forEach(used.add);
  for (const [x, y] of lines) points.add([x, y, x, y]);
  const inside = (/** @type {number[]} */ box) => box[0] >= 3 && box[1] >= 3 && box[2] <= frame[0] - 3 && box[3] <= frame[1] - 3;
  for (const label of labels) {
    /** @type {import('../types.js').Spot | null} */
    let best = null;
    if (label.run) {                        // beside its own line, and covering no line
      let skip = label.skip || 0;
      for (const [i, { box, towards }] of alongside(label, label.run, frame).entries()) {
        const side = `run:${i}`, cost = i - (side === label.last ? 2.5 : 0);
        if ((best && cost >= best.cost) || !inside(box) || used.some(box, (placed) => meets(box, placed))) continue;
        const [x0, y0, x1, y1] = box;       // a little larger, for the width of lines and the gaps between their points
        if (points.some([x0 - 5, y0 - 5, x1 + 5, y1 + 5], ([x, y]) => x > x0 - 5 && x < x1 + 5 && y > y0 - 5 && y < y1 + 5)) continue;
        if (skip-- > 0) continue;
        best = { cost, box, side, towards };
      }
      if (best) { used.add(best.box); out.set(label.id, best); }
      continue;
    }
    const sides = label.centred ? turns.nameShifts : turns.nameSides;
    for (const [k, spot] of label.spots.entries()) for (const [i, side] of sides.entries()) {
      const name = `${k}:${side}`;
      let cost = i * 0.4 + k * 0.3 - (name === label.last ? 2.5 : 0);
      if (best && cost >= best.cost) continue;
      if (label.centred && Math.hypot(side[0] * label.w, side[1] * label.h) > (label.reach ?? 0)) continue;
      const box = label.centred ? around(spot, label, side) : beside(spot, label, side);
      if (!inside(box) || used.some(box, (placed) => meets(box, placed))) continue;
      points.some(box, (point) => { if (meets(box, point)) cost += 1; });
      if (!best || cost < best.cost) best = { cost, box, side: name, towards: side };
    }
    if (!best) continue;
    used.add(best.box);
    out.set(label.id, best);
  }
  return out;
}
