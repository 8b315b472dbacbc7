/* The rows of a recording that a zoom can tell apart. */

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
