/* Signs and strokes on a 2d context, for the map and for the legend. */
import { lengthOf } from '../core/polyline.js';

/** @param {CanvasRenderingContext2D} g
    @param {import('../types.js').Style} style
    @returns {import('../types.js').Painter} */
export const painter = (g, style) => {
  /** @type {import('../types.js').Painter['stroke']} */
  const stroke = (runs, colour, { width, dash = [], round = false }) => {
    g.strokeStyle = colour; g.lineWidth = width; g.setLineDash(dash);
    g.lineCap = round ? 'round' : 'butt'; g.lineJoin = 'round';
    g.beginPath();
    for (const run of runs) run.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
    g.stroke();
    g.setLineDash([]);
  };
  /** @type {import('../types.js').Painter['ring']} */
  const ring = ([x, y], radius, colour, width, { dash = [], fill = null } = {}) => {
    g.beginPath();
    if (fill && width && !dash.length) {                        // two discs take half the time of a disc and a stroke
      g.arc(x, y, radius + width / 2, 0, 7); g.fillStyle = colour; g.fill();
      if (radius > width / 2) { g.beginPath(); g.arc(x, y, radius - width / 2, 0, 7); g.fillStyle = fill; g.fill(); }
      return;
    }
    g.arc(x, y, radius, 0, 7);
    if (fill) { g.fillStyle = fill; g.fill(); }
    if (width) { g.strokeStyle = colour; g.lineWidth = width; g.setLineDash(dash); g.lineCap = 'butt'; g.stroke(); g.setLineDash([]); }
  };
  /** The direction of a run at its end (or its start). */
  const heading = (/** @type {import('../types.js').XY[]} */ run, back = false) => {
    const n = run.length, tip = back ? run[0] : run[n - 1];
    let i = back ? 1 : n - 2;
    while (i > 0 && i < n - 1 && Math.hypot(run[i][0] - tip[0], run[i][1] - tip[1]) < 6) i += back ? 1 : -1;
    const dx = tip[0] - run[i][0], dy = tip[1] - run[i][1], size = Math.hypot(dx, dy) || 1;
    return { tip, ux: dx / size, uy: dy / size };
  };
  /** @type {import('../types.js').Painter['openHead']} */
  const openHead = (run, colour) => {
    const { tip, ux, uy } = heading(run);
    /** @returns {import('../types.js').XY} */
    const wing = (/** @type {number} */ s) => [tip[0] - ux * 11 + uy * 7 * s, tip[1] - uy * 11 - ux * 7 * s];
    stroke([[wing(1), tip, wing(-1)]], colour, { width: 2, round: true });
  };
  /** @type {import('../types.js').Painter['closedHead']} */
  const closedHead = (run, colour) => {
    const { tip, ux, uy } = heading(run), x = tip[0] - ux * 7, y = tip[1] - uy * 7;
    g.fillStyle = colour; g.beginPath(); g.moveTo(x, y);
    g.lineTo(x - ux * 8 + uy * 4, y - uy * 8 - ux * 4); g.lineTo(x - ux * 8 - uy * 4, y - uy * 8 + ux * 4);
    g.closePath(); g.fill();
  };
  /** @type {import('../types.js').Painter['bar']} */
  const bar = (run, colour, width) => {
    const { tip, ux, uy } = heading(run);
    stroke([[[tip[0] + uy * 7, tip[1] - ux * 7], [tip[0] - uy * 7, tip[1] + ux * 7]]], colour, { width });
  };
  /** @type {import('../types.js').Painter['question']} */
  const question = ([x, y]) => {
    ring([x, y], 8, style.ink, 1.2, { fill: style.paper });
    g.fillStyle = style.ink; g.font = '700 12px ' + style.sans; g.textAlign = 'center'; g.textBaseline = 'middle';
    g.fillText('?', x, y + 0.5);
  };
  /** A line that fades towards an end that is not reported, over a share of its length and so many px at most.
      @type {import('../types.js').Painter['fading']} */
  const fading = (runs, colour, look, start, end) => {
    if (!start && !end) { stroke(runs, colour, look); return; }
    const total = lengthOf(runs), over = Math.min(style.longestFade, total * style.fade), { width, dash = [], round = false } = look;
    g.strokeStyle = colour; g.lineWidth = width; g.setLineDash(dash); g.lineCap = round ? 'round' : 'butt'; g.lineJoin = 'round';
    let gone = 0;
    for (const run of runs) {
      for (let i = 1; i < run.length; i++) {
        const [a, b] = [run[i - 1], run[i]], size = Math.hypot(b[0] - a[0], b[1] - a[1]), n = Math.max(1, Math.ceil(size / 7));
        for (let k = 0; k < n; k++) {
          const at = gone + size * (k + 0.5) / n;
          const alpha = Math.min(start ? at / over : 1, end ? (total - at) / over : 1, 1);
          g.globalAlpha = Math.max(0.04, alpha);
          g.lineDashOffset = gone + size * k / n;
          g.beginPath();
          g.moveTo(a[0] + (b[0] - a[0]) * k / n, a[1] + (b[1] - a[1]) * k / n);
          g.lineTo(a[0] + (b[0] - a[0]) * (k + 1) / n, a[1] + (b[1] - a[1]) * (k + 1) / n);
          g.stroke();
        }
        gone += size;
      }
    }
    g.globalAlpha = 1; g.lineDashOffset = 0; g.setLineDash([]);
  };
  return { stroke, ring, openHead, closedHead, bar, question, fading };
};
