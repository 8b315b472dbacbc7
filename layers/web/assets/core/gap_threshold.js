/* A recorded way parted anew where the reader chooses what counts as a gap; as geo/tracks/gaps.py; tests/vectors compare the two. */
const RAD = Math.PI / 180, APART = 0.016;    // radians between two points of a line, about 100 km

/** The longest silence that is no gap, seconds: as chosen, or the source's own. Where a report says that the way was
    concealed, a choice never makes it longer.
    @param {{after: number, concealed: boolean}} track
    @param {number | null} chosen */
export const gapAfter = ({ after, concealed }, chosen) => (!chosen ? after : concealed ? Math.min(after, chosen) : chosen);

/** The rows with which a new run begins: nothing was recorded before them for longer than `seconds`. `own` is how long, ms,
    before rows where that is known more exactly than `time` has it.
    @param {ArrayLike<number>} time in order, ms
    @param {number} seconds
    @param {Map<number, number>} [own] */
export function splitRows(time, seconds, own) {
  const out = [];
  for (let i = 1; i < time.length; i++) if ((own?.get(i) ?? time[i] - time[i - 1]) > seconds * 1000) out.push(i);
  return out;
}

/** The shortest line between two positions on the sphere, in degrees; its longitudes go on past 180.
    @param {import('../types.js').XY} from
    @param {import('../types.js').XY} to
    @returns {import('../types.js').XY[]} */
export function shortestLine(from, to) {
  const [a, b] = [from, to].map(([lon, lat]) => [Math.cos(lat * RAD) * Math.cos(lon * RAD), Math.cos(lat * RAD) * Math.sin(lon * RAD), Math.sin(lat * RAD)]);
  const angle = Math.atan2(Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]), a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
  const count = Math.ceil(angle / APART);
  /** @type {import('../types.js').XY[]} */
  const out = [from];
  for (let i = 1; i <= count; i++) {
    const u = Math.sin(angle * (1 - i / count)) / Math.sin(angle), v = Math.sin(angle * i / count) / Math.sin(angle);
    const [x, y, z] = a.map((value, k) => u * value + v * b[k]), last = out[i - 1][0];
    const [lon, lat] = i === count ? to : [Math.atan2(y, x) / RAD, Math.atan2(z, Math.hypot(x, y)) / RAD];
    out.push([lon + 360 * Math.round((last - lon) / 360), lat]);
  }
  return out;
}

/** The runs and the gaps of a track as the reader chooses, or as its story has them. A gap that the story does not have is
    a line alone: its reach has not been worked out. A silence before or after all positions has no row, and stays.
    @param {import('../types.js').Track} track
    @param {number | null} chosen seconds
    @returns {{starts: number[], gaps: import('../types.js').TrackGap[]}} */
export function regapped(track, chosen) {
  const { own, time, lon, lat } = track, seconds = gapAfter(track, chosen);
  if (seconds === track.after) return own;
  const known = new Map(own.gaps.flatMap((gap) => (gap.row === null ? [] : [[gap.row, gap]])));
  const rows = splitRows(time, seconds, new Map([...known].map(([row, gap]) => [row, gap.end - gap.start])));
  /** @type {(row: number) => import('../types.js').TrackGap} */
  const made = (i) => {
    const [from, to] = /** @type {import('../types.js').XY[]} */ ([[lon[i - 1], lat[i - 1]], [lon[i], lat[i]]]);
    return {
      from, to, start: time[i - 1], end: time[i], kind: track.concealed ? 'concealed' : 'inferred', speed: 0, slack: [0, 0], parts: [shortestLine(from, to)],
      region: null, landings: [], count: 0, row: i,
    };
  };
  const gaps = [...own.gaps.filter((gap) => gap.row === null), ...rows.map((row) => known.get(row) || made(row))];
  return { starts: [0, ...rows, time.length], gaps: gaps.sort((a, b) => a.start - b.start) };
}
