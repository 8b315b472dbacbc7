/* An overview in a corner of the map: all ways that are drawn, with the view as a rectangle. */
import { mercator } from '../core/mercator.js';
import { drawBase } from './base_layer.js';
import { painter } from './painter.js';

/** Draw the inset when ways leave the view; hide it when none does.
    @param {HTMLCanvasElement} canvas
    @param {{map: import('leaflet').Map, base: import('./base_layer.js').BaseLayer, marks: import('./mark_layer.js').MarkLayer, style: import('../types.js').Style}} parts
    @param {string[]} beyond the places beyond the view */
export function drawInset(canvas, { map, base, marks, style }, beyond) {
  canvas.hidden = !beyond.length;
  if (canvas.hidden) return;
  const bounds = map.getBounds(), [x0, y0] = mercator(bounds.getWest(), bounds.getNorth()), [x1, y1] = mercator(bounds.getEast(), bounds.getSouth());
  const box = [x0, y0, x1, y1], turn = Math.round((x0 + x1) / 2 - 0.5);
  for (const { mark } of marks.ways) {
    for (const line of marks.lines.get(mark.id) || []) for (const [x, y] of line) {
      const at = x + turn;
      box[0] = Math.min(box[0], at); box[1] = Math.min(box[1], y); box[2] = Math.max(box[2], at); box[3] = Math.max(box[3], y);
    }
  }
  const pad = Math.max(box[2] - box[0], box[3] - box[1]) * 0.1, wide = box[2] - box[0] + 2 * pad, tall = box[3] - box[1] + 2 * pad;
  const most = map.getSize().x < 600 ? 92 : 150, share = Math.min(most / wide, most / tall), r = window.devicePixelRatio || 1;
  const w = Math.max(64, Math.round(wide * share)), h = Math.max(64, Math.round(tall * share));
  const f = { scale: share, x: (box[0] + box[2]) / 2 * share - w / 2, y: (box[1] + box[3]) / 2 * share - h / 2, w, h, r };
  setCorner(canvas, [w, h], map.getSize(), marks);
  canvas.width = w * r; canvas.height = h * r;
  canvas.style.width = `${w}px`; canvas.style.height = `${h}px`;
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')), first = Math.floor(f.x / f.scale), turns = [];
  for (let n = first; n <= Math.floor((f.x + w) / f.scale); n++) turns.push(n);
  drawBase(g, f, turns, { base: base.base, style, focus: base.focus, named: new Set(), plain: true });
  const p = painter(g, style), put = (/** @type {number} */ x, /** @type {number} */ y) => /** @type {import('../types.js').XY} */ ([(x + turn) * f.scale - f.x, y * f.scale - f.y]);
  for (const { mark, shown } of marks.ways) {
    const pale = shown.role === 'before' || shown.role === 'meanwhile', runs = (marks.lines.get(mark.id) || []).map((line) => line.map(([x, y]) => put(x, y)));
    p.stroke(runs, pale ? style.before[mark.colour - 1] : style.people[mark.colour - 1], { width: pale ? 1 : 1.8, dash: [], round: false });
  }
  for (const id of beyond) {
    const place = marks.placeOf(id);
    if (place && !place.area) p.ring(put(...mercator(place.lon, place.lat)), 2.4, style.ink, 1.2, { fill: style.paper });
  }
  g.strokeStyle = style.ink; g.lineWidth = 1.4;
  g.strokeRect(x0 * f.scale - f.x, y0 * f.scale - f.y, (x1 - x0) * f.scale, (y1 - y0) * f.scale);
}

/** Put the inset into the corner where it covers least of the subject.
    @param {HTMLCanvasElement} canvas
    @param {import('../types.js').XY} own its own width and height
    @param {{x: number, y: number}} size
    @param {import('./mark_layer.js').MarkLayer} marks */
function setCorner(canvas, [w, h], size, marks) {
  const points = marks.linePoints('subject'), off = 12;
  const corners = [[off, size.y - h - off], [off, off], [size.x - w - off, size.y - h - 40]];
  const covered = (/** @type {number[]} */ [x, y]) => points.filter(([u, v]) => u > x - 24 && u < x + w + 24 && v > y - 24 && v < y + h + 24).length;
  const [left, top] = corners.reduce((best, corner) => (covered(corner) < covered(best) ? corner : best));
  canvas.style.left = `${left}px`; canvas.style.top = `${top}px`;
}
