/* How many events there may be at a time: counts for a timeline of many events. */
export const BIN = 6;                       // px of the track in a bin

/** How many events there may be, and how many there surely are, in each bin of a track. An event counts
    in every bin that its bounds reach, so that a time which is not known exactly does not look exact.
    @template {import('../types.js').Bounds & {stop: number}} T
    @param {T[]} events
    @param {(t: number) => number} px
    @param {number} width */
export function counts(events, px, width) {
  const n = Math.max(1, Math.ceil(width / BIN)), may = new Int32Array(n + 1), sure = new Int32Array(n + 1);
  /** @type {T[][]} */
  const stops = [];
  const bin = (/** @type {number} */ t) => Math.max(0, Math.min(n - 1, Math.floor(px(t) / BIN)));
  for (const e of events) {
    may[bin(e.s0)] += 1; may[bin(Math.max(e.s1, e.e1)) + 1] -= 1;
    if (e.s1 <= e.e0) { sure[bin(e.s1)] += 1; sure[bin(e.e0) + 1] -= 1; }
    (stops[bin(e.stop)] ||= []).push(e);
  }
  for (let k = 1; k < n; k++) { may[k] += may[k - 1]; sure[k] += sure[k - 1]; }
  return { n, may, sure, stops };
}
