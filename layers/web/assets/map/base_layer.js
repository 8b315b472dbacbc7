/* The bundled base map: land, borders, lakes and rivers on a canvas that a move of the slider does not repaint. */
import { decode, index } from '../core/mercator.js';
import { CanvasLayer } from './canvas_layer.js';

export class BaseLayer extends CanvasLayer {
  /** @param {import('../types.js').BaseMap} base
      @param {import('../types.js').Style} style
      @param {string[]} focus codes of the story's own countries
      @param {boolean} plain whether it is drawn in full; over tiles only outlines are drawn */
  constructor(base, style, focus, plain) {
    super({ className: 'base-map', pane: 'base', rests: true, opaque: plain });
    this.base = decode(base);
    this.style = style;
    this.focus = focus;
    this.plain = plain;
    /** @type {Set<string>} */
    this.named = new Set();
    /** The layer whose canvas shows this map too.
        @type {{drawAnew(): void} | null} */
    this.above = null;
  }
  /** Tint the countries that the story has named so far.
      @param {Set<any>} codes */
  setNamed(codes) {
    if (codes.size === this.named.size && [...codes].every((code) => this.named.has(code))) return;
    this.named = codes;
    if (this.frame) this.renew();
  }
  /** Draw anew where it lies, and have the layer draw that shows this map on its own canvas; a move of the map it follows by itself. */
  renew() {
    this.redraw();
    this.above?.drawAnew();
  }
  /** Copy a box of the map onto another canvas over the same view.
      @param {CanvasRenderingContext2D} g its context
      @param {import('../types.js').Frame} to where it lies
      @param {[x: number, y: number, w: number, h: number]} box CSS px of that canvas */
  copyTo(g, to, box) {
    const { frame: from, _container: canvas } = this, [x, y, w, h] = box.map((v) => Math.round(v * to.r));
    if (!from || !canvas.width || from.scale !== to.scale) { g.fillStyle = this.style.sea; g.fillRect(...box); return; }
    g.setTransform(1, 0, 0, 1, 0, 0);                           // whole pixels, which are copied and not smoothed
    g.drawImage(canvas, Math.round((to.x - from.x) * to.r) + x, Math.round((to.y - from.y) * to.r) + y, w, h, x, y, w, h);
    g.setTransform(to.r, 0, 0, to.r, 0, 0);
  }
  draw() { drawBase(this._context, this.frame, this.turns(), this); }
}

/** Draw the base map into a frame, once for each turn of the world that it needs.
    @param {CanvasRenderingContext2D} g
    @param {import('../types.js').Frame} f
    @param {number[]} turns
    @param {{base: ReturnType<typeof decode>, style: import('../types.js').Style, focus: string[], named: Set<string>, plain: boolean}} what */
export function drawBase(g, f, turns, { base, style: s, focus, named, plain }) {
  g.setTransform(f.r, 0, 0, f.r, 0, 0);
  if (plain) { g.fillStyle = s.sea; g.fillRect(0, 0, f.w, f.h); } else g.clearRect(0, 0, f.w, f.h);
  for (const turn of turns) {
    const ox = f.x - turn * f.scale;
    const seen = (/** @type {number[]} */ box) => box[2] * f.scale > ox && box[0] * f.scale < ox + f.w
      && box[3] * f.scale > f.y && box[1] * f.scale < f.y + f.h;
    const run = (/** @type {number} */ n, /** @type {boolean} */ start) => {
      const arc = base.arcs[index(n)];
      const put = (/** @type {number} */ i, /** @type {boolean} */ first) => {
        const x = arc[i] * f.scale - ox, y = arc[i + 1] * f.scale - f.y;
        if (first) g.moveTo(x, y); else g.lineTo(x, y);
      };
      if (n >= 0) for (let i = 0; i < arc.length; i += 2) put(i, start && i === 0);
      else for (let i = arc.length - 2; i >= 0; i -= 2) put(i, start && i === arc.length - 2);
    };
    const fill = (/** @type {{rings: number[][], box: number[]}[]} */ polygons, /** @type {string} */ colour) => {
      g.fillStyle = colour;
      for (const { rings, box } of polygons) {
        if (!seen(box)) continue;
        g.beginPath();
        for (const ring of rings) { ring.forEach((n, i) => run(n, i === 0)); g.closePath(); }
        g.fill('evenodd');
      }
    };
    const stroke = (/** @type {number[]} */ numbers, /** @type {string} */ colour, /** @type {number} */ width) => {
      g.strokeStyle = colour; g.lineWidth = width; g.lineJoin = 'round';
      for (const dashed of [false, true]) {                     // disputed borders are dashed
        g.lineCap = dashed ? 'butt' : 'round';
        g.setLineDash(dashed ? s.disputed : []);
        g.beginPath();
        for (const n of numbers) if (base.disputed.has(n) === dashed && seen(base.bounds[n])) run(n, true);
        g.stroke();
      }
      g.setLineDash([]);
    };
    const outline = (/** @type {string} */ code) => (base.countries[code] || []).flatMap(({ rings, box }) =>
      seen(box) ? rings.flat().map(index).filter((n) => !base.seams.has(n)) : []);
    if (plain) {
      fill(base.land, s.land);
      for (const code of named) if (!focus.includes(code)) fill(base.countries[code] || [], s.named);
      for (const code of focus) fill(base.countries[code] || [], s.focus);
      const zoom = Math.log2(f.scale / 256);
      for (const river of base.rivers) {
        if (river.rank <= zoom) stroke(river.arcs, s.river, Math.max(0.6, 1.7 - river.rank * 0.12));
      }
      fill(base.lakes, s.sea);
      stroke(base.coast, s.border, 0.7);
      stroke(base.borders, s.border, 0.9);
    }
    for (const code of named) if (!focus.includes(code)) stroke(outline(code), s.focusBorder, 0.8);
    for (const code of focus) stroke(outline(code), s.focusBorder, 1.6);
  }
}
