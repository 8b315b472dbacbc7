/* Where a way leaves the view, and where its tag stands at the edge, without a DOM. */
const TALL = 30, GAP = 4;
const STEP = 12, OWN = 40, BAND = 9;         // px: between points of a way; around a tag's own exit, where ways do not count; half a band

/** Where a line leaves a frame: the last point inside, going from its start or, with `back`, from its end. Null where
    it does not enter the frame, or ends in it.
    @param {import('../types.js').XY[]} run
    @param {import('../types.js').Box} frame
    @param {boolean} back
    @returns {import('../types.js').XY | null} */
export function exitOf(run, [x0, y0, x1, y1], back) {
  const points = back ? [...run].reverse() : run;
  const inside = (/** @type {import('../types.js').XY} */ [x, y]) => x >= x0 && x <= x1 && y >= y0 && y <= y1;
  if (inside(points[points.length - 1])) return null;
  for (let i = points.length - 1; i > 0; i--) {
    const a = points[i - 1], b = points[i], cut = clip(a, b, [x0, y0, x1, y1]);
    if (cut) return cut;
  }
  return null;
}

/** The point at which a piece of a line leaves a box (Liang and Barsky, 1984); null where it misses it.
    @param {import('../types.js').XY} a
    @param {import('../types.js').XY} b
    @param {import('../types.js').Box} box
    @returns {import('../types.js').XY | null} */
function clip(a, b, [x0, y0, x1, y1]) {
  const dx = b[0] - a[0], dy = b[1] - a[1];
  let enter = 0, leave = 1;
  for (const [p, q] of [[-dx, a[0] - x0], [dx, x1 - a[0]], [-dy, a[1] - y0], [dy, y1 - a[1]]]) {
    if (p === 0) { if (q < 0) return null; continue; }
    const r = q / p;
    if (p < 0) enter = Math.max(enter, r); else leave = Math.min(leave, r);
  }
  return enter <= leave ? [a[0] + leave * dx, a[1] + leave * dy] : null;
}

/** Where tags stand: along the edge at which their line leaves, without covering each other or what is taken. A tag
    that has no room there, or would cover a way, slides along the edge and round its corner; if that fails too, it
    takes the nearest free place.
    @param {{id: string, at: import('../types.js').XY, w: number}[]} tags the most important first
    @param {import('../types.js').Box} frame
    @param {import('../types.js').Box[]} taken
    @param {import('../types.js').XY[]} [ways] points of the ways that should stay visible, about STEP px apart
    @returns {Map<string, import('../types.js').Box>} */
export function placeTags(tags, frame, taken, ways = []) {
  const [x0, y0, x1, y1] = frame, used = [...taken], out = new Map();
  const meets = (/** @type {number[]} */ a, /** @type {number[]} */ b) => a[0] < b[2] + GAP && b[0] < a[2] + GAP && a[1] < b[3] + GAP && b[1] < a[3] + GAP;
  for (const { id, at, w } of tags) {
    /** @type {import('../types.js').Box | null} */
    let best = null;
    let least = Infinity;
    const flat = Math.min(at[1] - y0, y1 - at[1]) <= Math.min(at[0] - x0, x1 - at[0]);      // it slides along the upper or lower edge
    const tryAt = (/** @type {number} */ x, /** @type {number} */ y) => {
      const left = Math.max(x0, Math.min(x1 - w, x - w / 2)), top = Math.max(y0, Math.min(y1 - TALL, y - TALL / 2));
      /** @type {import('../types.js').Box} */
      const box = [left, top, left + w, top + TALL], dx = Math.abs(left + w / 2 - at[0]), dy = Math.abs(top + TALL / 2 - at[1]), off = flat ? dx + 4 * dy : 4 * Math.max(dx - w / 2, 0) + dy;
      if (off >= least || used.some((placed) => meets(box, placed))) return;
      const cost = off + 5 * STEP * covered(box, at, ways);
      if (cost < least) { best = box; least = cost; }
    };
    tryAt(...at);
    for (let k = 1; k <= 60; k++) {
      const step = k * 12;
      for (const by of [-step, step]) {
        tryAt(at[0] + by, at[1]);
        tryAt(at[0], at[1] + by);
      }
    }
    if (!best || covered(best, at, ways)) for (let y = y1 - TALL / 2; y > y0; y -= 12) for (let x = x0 + w / 2; x <= x1 - w / 2; x += 12) tryAt(x, y);
    if (!best) continue;
    used.push(best);
    out.set(id, best);
  }
  return out;
}

/** Where tags stand and what they say: all their words where they find room off the ways, else the name alone; and where
    a small map has no room for that either, all have their names alone and the least important chooses first.
    @param {{id: string, at: import('../types.js').XY, w: number, short: number}[]} tags the most important first; their
      widths with all words and with the name alone
    @param {import('../types.js').Box} frame
    @param {import('../types.js').Box[]} taken
    @param {import('../types.js').XY[]} ways as for `placeTags`
    @returns {Map<string, {box: import('../types.js').Box, short: boolean}>} */
export function roomForTags(tags, frame, taken, ways) {
  /** @type {Map<string, {box: import('../types.js').Box, short: boolean}>} */
  const out = new Map();
  const clear = (/** @type {import('../types.js').Box | undefined} */ box, /** @type {import('../types.js').XY} */ at) => box !== undefined && !covered(box, at, ways);
  const named = (/** @type {typeof tags} */ some) => some.map(({ id, at, short }) => ({ id, at, w: short }));
  const full = placeTags(tags, frame, taken, ways), left = [];
  for (const tag of tags) {
    const box = full.get(tag.id);
    if (box && clear(box, tag.at)) out.set(tag.id, { box, short: false }); else left.push(tag);
  }
  if (!left.length) return out;
  const short = placeTags(named(left), frame, [...taken, ...[...out.values()].map(({ box }) => box)], ways);
  if (!left.every(({ id, at }) => clear(short.get(id), at))) {
    const turned = placeTags(named(tags).reverse(), frame, taken, ways);
    if (tags.every(({ id, at }) => clear(turned.get(id), at))) return new Map([...turned].map(([id, box]) => [id, { box, short: true }]));
  }
  for (const [id, box] of short) out.set(id, { box, short: true });
  return out;
}

/** How many points of ways a tag covers, their bands included; points near the tag's own exit, `at`, do not count.
    @param {import('../types.js').Box} box
    @param {import('../types.js').XY} at
    @param {import('../types.js').XY[]} ways */
export function covered([x0, y0, x1, y1], at, ways) {
  return ways.filter(([x, y]) => x > x0 - BAND && y > y0 - BAND && x < x1 + BAND && y < y1 + BAND && Math.hypot(x - at[0], y - at[1]) > OWN).length;
}

/** Kilometres between two points, on the sphere of the same area as the earth (haversine; radius 6371 km).
    @param {{lon: number, lat: number}} a
    @param {{lon: number, lat: number}} b */
export function kilometres(a, b) {
  const rad = Math.PI / 180, dLat = (b.lat - a.lat) * rad, dLon = (b.lon - a.lon) * rad;
  const s = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(s));
}

/** A distance rounded to whole kilometres, from a hundred on to tens.
    @param {number} km */
export const rounded = (km) => (km < 100 ? Math.round(km) : Math.round(km / 10) * 10);
