// @ts-nocheck - canvases and the inside of Leaflet, which have no types yet
/* The marks on the map, drawn on one canvas and found again under the pointer. Legs are drawn here; how points
   are drawn is another object's work: each by itself (single_points.js) or thousands (printed_points.js). */
import { mercator } from '../core/mercator.js';
import { aside, besides, crosses, lengthOf, lineOf, middleOf, offRun, spotsOn, stretch } from '../core/polyline.js';
import { signs } from '../core/visibility.js';
import { CanvasLayer } from './canvas_layer.js';
import { painter } from './painter.js';

export class MarkLayer extends CanvasLayer {
  constructor(scene, style, Points) {
    super({ className: 'marks', pane: 'marks', padding: 0, always: true });
    this.scene = scene;
    this.style = style;
    this.shown = [];
    this.current = null;
    this.hits = [];
    this.stretches = [];
    this.drawn = 0;
    this.positions = new Map();
    this.lines = new Map(scene.legs.map((mark) => [mark.id, lineOf(mark.parts)]));
    this.beside = besides(scene);
    const worlds = [...this.lines.values()].flat(2).map(([x]) => Math.floor(x - 1e-9));
    this.worlds = [Math.min(0, ...worlds), Math.max(0, ...worlds)];
    this.points = new Points(this);
  }

  /* ---- what the document asks --------------------------------------------------------------- */
  marksAt(at, filter) { return this.points.marksAt(at, filter); }
  all() { return this.points.all(); }
  rests() { return this.points.rests(); }
  states() { return this.points.states(); }
  places() { return this.points.places(); }
  hides(id) { return this.points.hidden.has(id); }
  of(kind) { return this.shown.filter((one) => one.kind === kind); }
  signs() {
    const out = signs(this.scene, this.inView(), this.style.vagueKm);
    this.points.addSigns(out);
    return out;
  }
  /** Show these marks; `current` is the id of the event that is told. */
  show(shown, current) {
    this.shown = shown; this.current = current;
    if (this.frame) this.draw();
  }

  /** Where a mark with a position lies in the mercator square. */
  position(mark) {
    let at = this.positions.get(mark);
    if (!at) { at = mercator(mark.lon, mark.lat); this.positions.set(mark, at); }
    return at;
  }
  /** Shifts of whole worlds that a view needs, those too from which a line runs into it. */
  turns() {
    const [low, high] = this.worlds, out = new Set();
    for (const n of super.turns()) for (let k = low; k <= high; k++) out.add(n - k);
    return [...out].sort((a, b) => a - b);
  }

  /* ---- drawing ------------------------------------------------------------------------------ */
  draw() {
    const f = this.frame, g = this._context, s = this.style, scene = this.scene;
    this.points.begin();
    g.setTransform(f.r, 0, 0, f.r, 0, 0);
    g.clearRect(0, 0, f.w, f.h);
    const p = painter(g, s);
    this.hits = []; this.stretches = [];
    const legs = this.of('leg');
    for (const turn of this.turns()) {
      const ox = f.x - turn * f.scale, px = (x, y) => [x * f.scale - ox, y * f.scale - f.y];
      this.points.arrange(px);
      const drawn = legs.map((one) => this._run(one, px));
      for (const leg of drawn) {
        if (leg.band.length) p.stroke(leg.band, s.bands[leg.mark.colour - 1], s.band);
      }
      for (const leg of drawn) this._leg(p, leg);
      for (const one of this.of('place')) this._place(p, scene.byId.place.get(one.id), px);
      this.points.paint(p, px, ox);
    }
    this.drawn += 1;
  }
  /** Where a leg lies on screen now: all of it that is drawn, and the stretch. */
  _run(one, px) {
    const mark = this.scene.byId.leg.get(one.id), parts = this.lines.get(one.id), by = this.beside.get(one.id);
    const cut = (from, to) => stretch(parts, from, to, px).map((run) => aside(run, by));
    const whole = one.state === 'not travelled' ? cut(0, 1) : cut(0, one.furthest);
    const band = one.state === 'perhaps' ? cut(one.least, one.furthest) : [];
    return { one, mark, whole, band };
  }
  _leg(p, { one, mark, whole, band }) {
    const s = this.style, f = this.frame;
    if (!whole.length) return;
    const colour = s.people[mark.colour - 1], last = whole[whole.length - 1];
    if (one.state === 'not travelled') {
      p.stroke(whole, s.untravelled, s.notTravelled);
      p.bar(last, s.untravelled, 2.4);
    } else {
      p.stroke(whole, colour, s.paths[mark.path]);
      if (mark.open_start) p.openTail(whole[0], colour);
      if (one.furthest >= 1) {
        if (mark.outcome === 'stopped') p.bar(last, colour, 2.6);
        else if (mark.open_end) p.openHead(last, colour);
        else if (one.state === 'passed') p.closedHead(last, colour);
      }
    }
    if (mark.questioned) p.question(middleOf(whole));
    this.hits.push({ kind: 'leg', mark, runs: whole });
    if (band.length) {
      const seen = band.flat().some(([x, y]) => x > 0 && y > 0 && x < f.w && y < f.h);
      if (seen && lengthOf(band) > 26) this.stretches.push({ mark, one, at: spotsOn(band, f) });
    }
  }
  /** The radius on screen of a place known no better than `vagueKm`, px; 0 for others. */
  vagueRadius(mark) {
    if (mark.precision_km < this.style.vagueKm) return 0;
    const across = 40075 * Math.cos(mark.lat * Math.PI / 180);
    return Math.max(this.style.radius.ring, mark.precision_km / across * this.frame.scale);
  }
  _place(p, mark, px) {
    if (this.hides(mark.id)) return;
    const at = px(...this.position(mark)), vague = this.vagueRadius(mark);
    if (vague) p.ring(at, vague, this.style.untravelled, 1.2, { dash: [2, 4] });
    else p.ring(at, this.style.radius.place, this.style.ink, 1.7, { fill: this.style.paper });
    this.hits.push({ kind: 'place', mark, at });
  }

  /* ---- the pointer and what is in view ------------------------------------------------------ */
  /** What lies at a point of the map's container, nearest first; within 13 px. */
  at(point) {
    const low = this.offset(), x = point.x - low.x, y = point.y - low.y, near = [];
    for (const hit of this.hits) {
      const d = hit.runs ? Math.min(...hit.runs.map((run) => offRun(run, x, y))) + 4 : Math.hypot(hit.at[0] - x, hit.at[1] - y);
      if (d <= 13) near.push({ ...hit, d });
    }
    return [...near, ...this.points.near(x, y)].sort((a, b) => a.d - b.d);
  }
  /** The marks of those shown that lie in view, for the legend. */
  inView() {
    const size = this._map.getSize(), o = this.offset(), seen = ([x, y]) => x + o.x >= 0 && y + o.y >= 0 && x + o.x <= size.x && y + o.y <= size.y;
    const ids = new Set();
    for (const hit of this.hits) {
      if (hit.runs ? hit.runs.some((run) => crosses(run, o, size)) : seen(hit.at)) ids.add(hit.kind + ' ' + hit.mark.id);
    }
    const view = this._map.getBounds(), centre = view.getCenter().lng;
    const within = ({ lon, lat }) => view.contains([lat, lon + 360 * Math.round((centre - lon) / 360)]);
    return this.shown.filter((one) => (one.kind === 'area' ? within(this.scene.byId.place.get(one.id)) : ids.has(one.kind + ' ' + one.id)));
  }
  /** Points along the lines drawn, every 12 px or so, in the map's container. */
  linePoints() {
    const out = [], o = this.offset();
    for (const hit of this.hits) {
      for (const run of hit.runs || []) {
        for (let i = 1; i < run.length; i++) {
          const [a, b] = [run[i - 1], run[i]], n = Math.min(40, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 12));
          for (let k = 0; k < n; k++) out.push([a[0] + (b[0] - a[0]) * k / n + o.x, a[1] + (b[1] - a[1]) * k / n + o.y]);
        }
      }
    }
    return out;
  }
  /** From this canvas to the map's container, px; 0 before it has been laid out. */
  offset() {
    return this._bounds ? this._bounds.min.subtract(this._map.containerPointToLayerPoint([0, 0])) : L.point(0, 0);
  }
}
