/* The marks on the map, drawn on one canvas, and which of them lie under the pointer. Legs are drawn here; points
   are drawn by another object: each by itself (single_points.js), or thousands (printed_points.js). */
import { groundInBox, linesOf } from '../core/area_in_view.js';
import { mercator } from '../core/mercator.js';
import { aside, besides, crosses, lengthOf, lineOf, middleOf, offRun, spotsOn, stretch, thinned } from '../core/polyline.js';
import { isSolid } from '../core/roles.js';
import { signs } from '../core/visibility.js';
import { CanvasLayer } from './canvas_layer.js';
import { KeptDrawing } from './kept_drawing.js';
import { painter } from './painter.js';

/** The lines of a scene's legs, by id.
    @param {import('../types.js').Scene} scene */
const linesBy = (scene) => new Map(scene.legs.map((mark) => [mark.id, lineOf(mark.parts)]));

export class MarkLayer extends CanvasLayer {
  /** @param {import('../types.js').Scene} scene
      @param {import('../types.js').Style} style
      @param {import('../types.js').Making['Points']} Points
      @param {import('./base_layer.js').BaseLayer | null} [ground] the base map, if the marks' canvas shows it too: one opaque
        canvas is composed in half the time of two, of which one is seen through the other */
  constructor(scene, style, Points, ground = null) {
    super({ className: 'marks', pane: 'marks', padding: 0, always: true, opaque: Boolean(ground) });
    this.scene = scene;
    this.style = style;
    this.ground = ground;
    /** @type {import('../types.js').Shown[]} */
    this.shown = [];
    this.current = '';                      // the id of the event that is told
    /** @type {import('../types.js').Hit[]} */
    this.hits = [];
    /** The bands drawn, each with its leg.
        @type {{mark: import('../types.js').LegMark, band: import('../types.js').XY[][]}[]} */
    this.bands = [];
    /** The ways drawn, each with its full length, px on this canvas.
        @type {import('../types.js').Way[]} */
    this.ways = [];
    this.drawn = 0;
    /** What draws recorded positions, in a story that has them (page/track_parts.js).
        @type {import('../types.js').Tracks | null} */
    this.tracks = null;
    /** @type {Map<object, import('../types.js').XY>} */
    this.positions = new Map();
    /** The outlines of each country, by the id of its place.
        @type {Map<string, ArrayLike<number>[]>} */
    this.grounds = new Map();
    /** Which countries are in the view, kept until the view changes.
        @type {{view: string, seen: Map<string, boolean>}} */
    this.areas = { view: '', seen: new Map() };
    this.lines = linesBy(scene);
    /** The same lines in the detail that the view can show, by the id of their leg, until the map is closer or much farther.
        @type {{scale: number, lines: Map<string, import('../types.js').Line[]>}} */
    this.fine = { scale: 0, lines: new Map() };
    this.beside = besides(scene);
    const worlds = [...this.lines.values()].flat(2).map(([x]) => Math.floor(x - 1e-9));
    this.worlds = [Math.min(0, ...worlds), Math.max(0, ...worlds)];
    this.prints = Points.prints;
    this.points = new Points(this);
    /** What was drawn last.
        @type {KeptDrawing | null} */
    this.kept = null;
  }

  _initContainer() {
    super._initContainer();
    this.kept = null;
    this._container.addEventListener('contextrestored', () => this.drawAnew());    // a browser may take a canvas that is not seen
  }
  /** Draw all: what is on the canvas is not known, or the ground under it has changed. */
  drawAnew() {
    this.kept = null;
    if (this.frame) this.redraw();
  }
  /** @param {CanvasRenderingContext2D} g */
  _keeping(g) {
    this.kept = this.kept || new KeptDrawing(painter(g, this.style), (x, y, w, h) => {
      if (this.ground) this.ground.copyTo(g, this.frame, [x, y, w, h]); else g.clearRect(x, y, w, h);
    });
    return this.kept;
  }

  /* ---- what the document asks --------------------------------------------------------------- */
  /** @param {number} at
      @param {import('../types.js').Filter} filter */
  marksAt(at, filter) { return this.points.marksAt(at, filter); }
  all() { return this.points.all(); }
  states() { return this.points.states(); }
  places() { return this.points.places(); }
  /** @param {string} id */
  hides(id) { return this.points.hidden.has(id); }
  /** @param {string} kind */
  of(kind) { return this.shown.filter((mark) => mark.kind === kind); }
  signs() {
    const out = signs(this.scene, this.inView(), this.style.vagueKm);
    this.points.addSigns(out);
    return out;
  }
  /** Show these marks; `current` is the id of the event that is told.
      @param {import('../types.js').Shown[]} shown
      @param {string} current */
  show(shown, current) {
    this.shown = shown; this.current = current;
    if (this.frame) this.draw();
  }

  /** Take the rows of the scene again: they have changed. */
  renew() { this.lines = linesBy(this.scene); this.fine.scale = 0; this.recolour(); }

  /** Take the new colours: the style has changed. */
  recolour() {
    const Points = /** @type {any} */ (this.points.constructor);
    this.points = new Points(this);
    this.kept = null;
  }

  /** Where a mark with a position lies in the mercator square.
      @param {{lon: number | null, lat: number | null}} mark */
  position(mark) {
    let at = this.positions.get(mark);
    if (!at) { at = mercator(Number(mark.lon), Number(mark.lat)); this.positions.set(mark, at); }
    return at;
  }
  /** The shifts, in whole worlds, that a view needs, with those from which a line runs into it. */
  turns() {
    /** @type {Set<number>} */
    const out = new Set(), [low, high] = this.worlds;
    for (const n of super.turns()) for (let k = low; k <= high; k++) out.add(n - k);
    return [...out].sort((a, b) => a - b);
  }

  /* ---- drawing ------------------------------------------------------------------------------ */
  draw() {
    const f = this.frame, g = this._context, s = this.style, kept = this._keeping(g);
    this.points.begin();
    this.tracks?.begin();
    g.setTransform(f.r, 0, 0, f.r, 0, 0);
    const p = kept.begin(f, !this.prints && !this.tracks);
    this.hits = []; this.bands = []; this.ways = [];
    const legs = this.of('leg');
    for (const turn of this.turns()) {
      const ox = f.x - turn * f.scale;
      /** @type {import('../types.js').Put} */
      const px = (x, y) => [x * f.scale - ox, y * f.scale - f.y];
      this.points.arrange(px);
      const drawn = legs.map((shown) => this._run(shown, px));
      for (const leg of drawn) {
        const { mark, shown, band } = leg, from = mark.open_start && shown.least <= 0, to = mark.open_end && shown.furthest >= 1;
        if (band.length) p.fading(band, s.bands[mark.colour - 1], from || to ? { ...s.band, round: false } : s.band, from, to);
      }
      for (const leg of drawn) this._leg(p, leg);
      this.tracks?.paint(this, p, drawn, px);
      for (const { id, role } of this.of('place')) this._place(p, this.placeOf(id), px, role);
      this.points.paint(p, px, ox);
    }
    kept.end();
    this.drawn += 1;
  }
  /** @param {string} id
      @returns {import('../types.js').PlaceMark} */
  placeOf(id) { return /** @type {import('../types.js').PlaceMark} */ (this.scene.byId.place.get(id)); }
  /** A leg's line without points that are too close to tell apart in this view: each point of a stroke costs time.
      @param {string} id
      @returns {import('../types.js').Line[]} */
  _line(id) {
    const { scale } = this.frame;
    if (scale > this.fine.scale || scale * 4 < this.fine.scale) this.fine = { scale: 2 ** Math.ceil(Math.log2(scale)), lines: new Map() };
    let parts = this.fine.lines.get(id);
    if (!parts) {
      parts = (this.lines.get(id) || []).map((line) => thinned(line, 0.25 / this.fine.scale, 80 / this.fine.scale));
      this.fine.lines.set(id, parts);
    }
    return parts;
  }
  /** Where a leg lies on screen now: the part of it that is drawn, and the band along which somebody may be.
      @param {import('../types.js').Shown} shown
      @param {import('../types.js').Put} px
      @returns {import('../types.js').DrawnLeg} */
  _run(shown, px) {
    const mark = /** @type {import('../types.js').LegMark} */ (this.scene.byId.leg.get(shown.id));
    const parts = this._line(shown.id), by = this.beside.get(shown.id) || 0;
    const cut = (/** @type {number} */ from, /** @type {number} */ to) => stretch(parts, from, to, px).map((run) => aside(run, by));
    const drawn = shown.state === 'not travelled' || shown.role === 'subject' ? cut(0, 1) : cut(0, shown.furthest);
    const banded = shown.state === 'perhaps' && mark.path !== 'recorded' && shown.furthest > 0 && (!shown.role || shown.role === 'subject');
    const near = shown.state === 'not travelled' ? cut(0, 0.12) : [];
    /** The leg from end to end, for tags and labels, which need it only when a step rests.
        @type {import('../types.js').XY[][] | null} */
    let runs = shown.furthest < 1 ? null : drawn;
    const way = { shown, mark, get runs() { runs = runs || cut(0, 1); return runs; } };
    return { shown, mark, drawn, band: banded ? cut(shown.least, shown.furthest) : [], near, way };
  }
  /** @param {import('../types.js').Painter} p
      @param {import('../types.js').DrawnLeg} leg */
  _leg(p, { shown, mark, drawn, band, near, way }) {
    const s = this.style;
    if (!drawn.length) return;
    const last = drawn[drawn.length - 1], { role } = shown;
    this.ways.push(way);
    if (mark.path === 'recorded') {
      // the line of its fixes is drawn by this.tracks
    } else if (role === 'before' || role === 'meanwhile') {
      p.stroke(drawn, s[role][mark.colour - 1], isSolid(mark) ? { ...s.context[role], dash: [] } : s.context[role]);
    } else if (shown.state === 'not travelled') {
      if (mark.outcome === 'refused') {
        p.stroke(drawn, s.untravelled, s.notTravelled);
        if (near.length) p.bar(near[near.length - 1], s.untravelled, 2.4);
      } else p.fading(drawn, s.untravelled, s.notTravelled, false, true);
    } else {
      const colour = s.people[mark.colour - 1], arrived = shown.furthest >= 1 || role === 'subject';
      p.fading(drawn, colour, s.paths[mark.path], mark.open_start, mark.open_end && arrived);
      if (arrived) {
        if (mark.outcome === 'stopped') { if (!mark.open_end) p.bar(last, colour, 2.6); }
        else if (mark.open_end) p.openHead(last, colour);
        else if (shown.state === 'passed') p.closedHead(last, colour);
        else if (role === 'subject') p.openHead(last, colour);
      }
    }
    if (mark.questioned && !role) p.question(middleOf(drawn));        // beside a subject its label says so: a sign would look like a place
    this.hits.push({ kind: 'leg', mark, runs: drawn, role });
    if (band.length) this.bands.push({ mark, band });
  }
  /** The bands in view that are long enough for a label, and where it may stand; called when a step rests.
      @returns {import('../types.js').Stretch[]} */
  stretches() {
    const f = this.frame, seen = (/** @type {import('../types.js').XY} */ [x, y]) => x > 0 && y > 0 && x < f.w && y < f.h;
    return this.bands.filter(({ band }) => band.flat().some(seen) && lengthOf(band) > 26).map(({ mark, band }) => ({ mark, at: spotsOn(band, f) }));
  }
  /** The radius on screen, px, of a place that is known to within `vagueKm` at best; 0 for others.
      @param {{precision_km: number, lat: number | null}} mark */
  vagueRadius(mark) {
    if (mark.precision_km < this.style.vagueKm) return 0;
    const across = 40075 * Math.cos(Number(mark.lat) * Math.PI / 180);
    return Math.max(this.style.radius.ring, mark.precision_km / across * this.frame.scale);
  }
  /** @param {import('../types.js').Painter} p
      @param {import('../types.js').PlaceMark} mark
      @param {import('../types.js').Put} px
      @param {import('../types.js').Role} [role] */
  _place(p, mark, px, role) {
    if (this.hides(mark.id)) return;
    const at = px(...this.position(mark)), vague = this.vagueRadius(mark), s = this.style;
    if (role === 'before' || role === 'meanwhile') p.ring(at, s.radius.past, s.untravelled, 0, { fill: s.untravelled });
    else if (vague) p.ring(at, vague, s.untravelled, role ? 1.6 : 1.2, { dash: [2, 4] });
    else if (role) p.ring(at, s.radius.subject, s.ink, 2.2, { fill: s.paper });
    else p.ring(at, this.style.radius.place, this.style.ink, 1.7, { fill: this.style.paper });
    this.hits.push({ kind: 'place', mark, at, role });
  }

  /* ---- the pointer and what is in view ------------------------------------------------------ */
  /** What lies at a point of the map's container, nearest first; within 13 px.
      @param {{x: number, y: number}} point */
  at(point) {
    const low = this.offset(), x = point.x - low.x, y = point.y - low.y;
    /** @type {import('../types.js').Near[]} */
    const near = [];
    for (const hit of this.hits) {
      const [hx, hy] = hit.at || [0, 0];
      const d = hit.runs ? Math.min(...hit.runs.map((run) => offRun(run, x, y))) + 4 : Math.hypot(hx - x, hy - y);
      if (d <= 13) near.push({ ...hit, d });
    }
    return [...near, ...this.points.near(x, y)].sort((a, b) => a.d - b.d);
  }
  /** Those of the marks shown that lie in view, for the legend. */
  inView() {
    const size = this._map.getSize(), o = this.offset(), seen = (/** @type {import('../types.js').XY} */ [x, y]) => x + o.x >= 0 && y + o.y >= 0 && x + o.x <= size.x && y + o.y <= size.y;
    const ids = new Set();
    for (const hit of this.hits) {
      if (hit.runs ? hit.runs.some((run) => crosses(run, o, size)) : hit.at && seen(hit.at)) ids.add(hit.kind + ' ' + hit.mark.id);
    }
    return this.shown.filter(({ kind, id }) => (kind === 'area' ? this._areaInView(this.placeOf(id)) : ids.has(kind + ' ' + id)));
  }
  /** Whether any land of a country is in view; a country too small for the base map counts as the point of its label.
      @param {import('../types.js').PlaceMark} mark
      @returns {boolean} */
  _areaInView(mark) {
    const view = this._map.getBounds(), key = view.toBBoxString();
    if (key !== this.areas.view) this.areas = { view: key, seen: new Map() };
    let seen = this.areas.seen.get(mark.id);
    if (seen === undefined) {
      const [x0, y0] = mercator(view.getWest(), view.getNorth()), [x1, y1] = mercator(view.getEast(), view.getSouth());
      seen = groundInBox(this._ground(mark), [x0, y0, x1, y1], 1);
      this.areas.seen.set(mark.id, seen);
    }
    return seen;
  }
  /** @param {import('../types.js').PlaceMark} mark */
  _ground(mark) {
    let lines = this.grounds.get(mark.id);
    if (!lines) {
      lines = linesOf(this.scene.base, mark.area || '');
      if (!lines.length) lines = [[...this.position(mark), ...this.position(mark)]];
      this.grounds.set(mark.id, lines);
    }
    return lines;
  }
  /** Points along the lines drawn, about every 12 px, in the map's container; with `role` those of that role alone.
      @param {import('../types.js').Role} [role] */
  linePoints(role) {
    /** @type {import('../types.js').XY[]} */
    const out = [], o = this.offset();
    for (const hit of this.hits) {
      if (role && hit.role !== role) continue;
      if (role && hit.at) out.push([hit.at[0] + o.x, hit.at[1] + o.y]);
      for (const run of hit.runs || []) {
        for (let i = 1; i < run.length; i++) {
          const [a, b] = [run[i - 1], run[i]], n = Math.min(40, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 12));
          for (let k = 0; k < n; k++) out.push([a[0] + (b[0] - a[0]) * k / n + o.x, a[1] + (b[1] - a[1]) * k / n + o.y]);
        }
      }
    }
    return out;
  }
  mapSize() { return this._map.getSize(); }
  /** The offset of this canvas in the map's container, px; 0 before it has been laid out. */
  offset() {
    return this._bounds ? this._bounds.min.subtract(this._map.containerPointToLayerPoint([0, 0])) : L.point(0, 0);
  }
}
