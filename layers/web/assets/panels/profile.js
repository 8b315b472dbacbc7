/* Altitude and speed over time, in step with the slider; gaps are shaded. */
import { h } from './dom.js';
import { recordedBy } from '../core/recorded_track.js';

/** Build the profile. `show` draws the profile of a track at a moment, or hides it if there is none.
    @param {import('../types.js').Style} style
    @param {import('../types.js').Say} say
    @param {(t: number) => void} seek */
export function buildProfile(style, say, seek) {
  const canvas = h('canvas', { role: 'img' }), words = h('p', {}), node = h('section', { id: 'profile', 'aria-label': say('track.profile'), hidden: '' }, canvas, words);
  const g = canvas.getContext('2d');
  /* What is the same at each moment is drawn once, beside: 100,000 positions would take longer than a step of the slider may. */
  const still = h('canvas'), pen = still.getContext('2d');
  /** What `still` shows, and the words of its scale. @type {{of: unknown[], scale: string}} */
  let drawn = { of: [], scale: '' };
  /** @type {import('../types.js').Track | null} */
  let track = null;
  const span = () => {
    const { time, gaps } = /** @type {import('../types.js').Track} */ (track), ends = gaps.filter((gap) => gap.to).map((gap) => gap.end);
    return [Math.min(time[0], ...gaps.map((gap) => gap.start)), Math.max(time[time.length - 1], ...ends)];
  };
  canvas.addEventListener('pointerdown', (/** @type {PointerEvent} */ event) => {
    if (!track) return;
    const [from, to] = span(), box = canvas.getBoundingClientRect();
    seek(from + (to - from) * Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)));
  });
  /** @param {(number | null)[]} values
      @param {string} colour
      @param {(t: number) => number} x
      @param {number} tall px
      @param {number[]} dash */
  const line = (values, colour, x, tall, dash) => {
    const { time, starts } = /** @type {import('../types.js').Track} */ (track);
    const most = Math.max(1, ...starts.slice(0, -1).flatMap((begin, k) => { let top = 0; for (let i = begin; i < starts[k + 1]; i++) top = Math.max(top, values[i] ?? 0); return top; }));
    pen.strokeStyle = colour; pen.lineWidth = 1.6; pen.setLineDash(dash); pen.beginPath();
    for (let k = 0; k + 1 < starts.length; k++) {
      let open = false, last = -9;
      for (let i = starts[k]; i < starts[k + 1]; i++) {
        const value = values[i], u = x(time[i]);
        if (value === null) { open = false; continue; }
        if (open && u - last < 0.7 && i + 1 < starts[k + 1]) continue;
        const v = tall - 3 - (tall - 8) * value / most;
        if (open) pen.lineTo(u, v); else pen.moveTo(u, v);
        open = true; last = u;
      }
    }
    pen.stroke(); pen.setLineDash([]);
    return most;
  };
  /** Draw lines and shaded gaps; returns the words of their scale.
      @param {import('../types.js').Track} of
      @param {(t: number) => number} x
      @param {number} w px
      @param {number} tall px
      @param {number} r pixels of a px
      @param {string} colour
      @returns {string} */
  function drawStill(of, x, w, tall, r, colour) {
    still.width = canvas.width; still.height = canvas.height;       // which clears it
    pen.setTransform(r, 0, 0, r, 0, 0);
    pen.fillStyle = style.border; pen.globalAlpha = 0.55;
    for (const gap of of.gaps) if (gap.to) pen.fillRect(x(gap.start), 0, Math.max(x(gap.end) - x(gap.start), 1), tall);
    pen.globalAlpha = 1;
    const high = of.altitude && line(of.altitude, colour, x, tall, []), fast = of.speed && line(of.speed, style.untravelled, x, tall, [3, 3]);
    return [high && say('track.altitude.scale', { n: high }), fast && say('track.speed.scale', { n: fast }), say('track.shaded')].filter(Boolean).join('; ');
  }
  const draw = (/** @type {number} */ t) => {
    if (!track) return;
    const w = canvas.clientWidth, tall = canvas.clientHeight, r = window.devicePixelRatio || 1, [from, to] = span();
    if (canvas.width !== Math.round(w * r) || canvas.height !== Math.round(tall * r)) { canvas.width = Math.round(w * r); canvas.height = Math.round(tall * r); }
    const x = (/** @type {number} */ at) => w * (at - from) / (to - from || 1), colour = style.people[track.colour - 1];
    const of = [track, track.gaps, w, tall, r, colour, style.border];
    if (of.some((part, k) => part !== drawn.of[k])) drawn = { of, scale: drawStill(track, x, w, tall, r, colour) };
    g.setTransform(1, 0, 0, 1, 0, 0); g.clearRect(0, 0, canvas.width, canvas.height);
    if (still.width && still.height) g.drawImage(still, 0, 0);
    g.setTransform(r, 0, 0, r, 0, 0);
    if (t >= from && t <= to) { g.fillStyle = style.ink; g.fillRect(x(t) - 0.75, 0, 1.5, tall); }
    const i = t <= track.time[track.time.length - 1] ? recordedBy(track, t) - 1 : -1, silent = track.gaps.some((gap) => gap.start < t && t < gap.end);
    const now = i < 0 || silent ? '' : [
      track.altitude && track.altitude[i] !== null && say('track.altitude', { n: track.altitude[i] }),
      track.speed && track.speed[i] !== null && say('track.speed', { n: track.speed[i] }),
    ].filter(Boolean).join(' · ');
    const { scale } = drawn;
    words.textContent = now ? `${now} — ${scale}` : silent ? `${say('track.nothing')} — ${scale}` : scale;
    canvas.setAttribute('aria-label', words.textContent);
  };
  return {
    node, draw,
    /** @param {import('../types.js').Track | undefined} now
        @param {number} t */
    show(now, t) {
      track = now && now.time.length > 1 && (now.altitude || now.speed) ? now : null;
      node.hidden = !track;
      draw(t);
    },
  };
}
