/* A recorded track as it is read, and what it says of a moment. */
import { mercator } from './mercator.js';
import { first } from './time.js';

const UNIT = 100000, TICK = 100;            // as in layers/web/track_payload.py
/** Steps from one number to the next -> the numbers.
    @param {number[]} steps
    @param {number} unit */
const summed = (steps, unit) => {
  const out = new Float64Array(steps.length);
  let sum = 0;
  steps.forEach((step, i) => { sum += step; out[i] = sum * unit; });
  return out;
};
/** Positions in the mercator square. A line over the antimeridian is one line: its x goes on past 0 or 1.
    @param {ArrayLike<number>} lon
    @param {ArrayLike<number>} lat */
const placed = (lon, lat) => {
  const x = new Float64Array(lon.length), y = new Float64Array(lon.length);
  for (let i = 0; i < lon.length; i++) {
    [x[i], y[i]] = mercator(lon[i], lat[i]);
    if (i) x[i] += Math.round(x[i - 1] - x[i]);
  }
  return { x, y };
};

/** A flag for each of `count` rows, 1 for those listed.
    @param {ArrayLike<number>} rows
    @param {number} count */
const flagged = (rows, count) => {
  const out = new Uint8Array(count);
  for (let i = 0; i < rows.length; i++) out[rows[i]] = 1;
  return out;
};

/** A track as Python sends it -> what is drawn.
    @param {any} row
    @returns {import('../types.js').Track} */
export function readTrack(row) {
  const lon = summed(row.lon, 1 / UNIT), lat = summed(row.lat, 1 / UNIT), time = summed(row.time, TICK);
  const own = { starts: [...row.starts, time.length], gaps: row.gaps };
  return { ...row, ...own, own, ...placed(lon, lat), lon, lat, time, doubted: flagged(summed(row.doubted, 1), time.length) };
}

/** How many positions were recorded up to a moment.
    @param {import('../types.js').Track} track
    @param {number} t */
export const recordedBy = (track, t) => first(track.time.length, (i) => track.time[i] > t);

/** The gap that a moment lies in.
    @param {import('../types.js').Track} track
    @param {number} t */
export const gapAt = (track, t) => track.gaps.find((gap) => gap.start < t && t < gap.end);

/** What is told of the gap that a moment lies in, in a few sentences; "" where there is no gap.
    @param {import('../types.js').Track | undefined} track
    @param {number} t
    @param {import('../types.js').Zone} zone
    @param {import('../types.js').Say} say */
export function gapWords(track, t, zone, say) {
  const gap = track && gapAt(track, t);
  if (!track || !gap) return '';
  const clock = (/** @type {number} */ at) => { const f = zone.fields(at); return String(f.hour).padStart(2, '0') + ':' + String(f.minute).padStart(2, '0'); };
  const silent = gap.to ? say('track.silent', { from: clock(gap.start), to: clock(gap.end) }) : say('track.silent-since', { from: clock(gap.start) });
  if (!gap.region || !track.listed) return silent;
  const now = gap.landings.filter(([, , since, until]) => since <= t && t <= until).map(([name, code]) => `${name} (${code})`);
  const [some, none] = track.listed === 'harbour' ? ['track.harbours', 'track.no-harbours'] : ['track.airports', 'track.no-airports'];
  const listed = gap.count ? say(some, { n: gap.count }) : say(none);
  return [silent, listed, now.length ? say('track.landings-now', { names: now.slice(0, 6).join(', ') }) : ''].filter(Boolean).join(' ');
}
