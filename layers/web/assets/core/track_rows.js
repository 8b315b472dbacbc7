/* The rows of a recording that a zoom can tell apart. */
const NEAR_PX = 0.25, LONGEST = 40;

/** The first and the last row of each run, rows that are questioned, and of the others those that are a pixel or more from
    the row kept before them. Every piece of the line that is left out is shorter than a pixel, wherever the map is moved.
    @param {{x: ArrayLike<number>, y: ArrayLike<number>, doubted: ArrayLike<number>, starts: number[]}} track `starts` ends with the number of rows
    @param {number} scale px of the mercator square's side
    @returns {number[]} */
export function visibleRows({ x, y, doubted, starts }, scale) {
  const out = [];
  for (let k = 0; k + 1 < starts.length; k++) {
    const last = starts[k + 1] - 1;
    let open = false, at = 0;
    for (let i = starts[k]; i <= last; i++) {
      if (open && i < last && !doubted[i] && (Math.abs(x[i] - x[at]) + Math.abs(y[i] - y[at])) * scale < 1) continue;
      out.push(i);
      open = !doubted[i];
      at = i;
    }
  }
  return out;
}

/** Of visible rows those that the line needs: what is left out lies within a quarter of a pixel of it, and no piece is longer
    than LONGEST rows. The first and the last row of a run, and those that are questioned, stay.
    @param {{x: ArrayLike<number>, y: ArrayLike<number>, doubted: ArrayLike<number>, starts: number[]}} track
    @param {number[]} rows as visibleRows gives them
    @param {number} scale
    @returns {number[]} */
export function lineRows({ x, y, doubted, starts }, rows, scale) {
  /** @type {number[]} */
  const out = [];
  let k = 0, from = 0;
  rows.forEach((row, n) => {
    while (row >= starts[k + 1]) k += 1;
    const before = out[out.length - 1], next = rows[n + 1];
    const fixed = !out.length || before < starts[k] || doubted[row] || doubted[before] || next === undefined || next >= starts[k + 1] || doubted[next];
    if (fixed || n + 1 - from > LONGEST || !straight(n)) { out.push(row); from = n; }
  });
  /** Whether all rows after the last kept one, up to the n-th, lie near the line to the row after it.
      @param {number} n */
  function straight(n) {
    const a = rows[from], b = rows[n + 1], dx = x[b] - x[a], dy = y[b] - y[a], long = Math.hypot(dx, dy);
    for (let i = from + 1; i <= n; i++) {
      const u = x[rows[i]] - x[a], v = y[rows[i]] - y[a], along = u * dx + v * dy;
      if (along < 0 || along > long * long || Math.abs(u * dy - v * dx) * scale > NEAR_PX * long) return false;
    }
    return true;
  }
  return out;
}
