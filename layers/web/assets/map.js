/* The marks on the map: drawn on one canvas, labelled in the DOM, found again under the pointer. */
ER.map = (() => {
  'use strict';
  const { CanvasLayer, mercator } = ER.base;

  /** A leg's line in the mercator square, with the fraction at each point. Parts that meet at the
      antimeridian are one run again: its x goes on past 0 or 1, so that no dash begins anew there. */
  function lineOf(parts) {
    const out = [];
    parts.forEach((part) => {
      const run = part.map(([lon, lat, fraction]) => [...mercator(lon, lat), fraction]), before = out[out.length - 1];
      const last = before && before[before.length - 1], turn = last ? Math.round(last[0] - run[0][0]) : 0;
      for (const point of run) point[0] += turn;
      if (last && Math.hypot(last[0] - run[0][0], last[1] - run[0][1]) < 1e-6) before.push(...run.slice(1));
      else out.push(run);
    });
    return out;
  }

  /** The points of a line between two fractions, as lists of [x, y]; px places a point on screen. */
  function stretch(parts, from, to, px) {
    const out = [];
    for (const part of parts) {
      const run = [];
      for (let i = 1; i < part.length; i++) {
        const a = part[i - 1], b = part[i];
        if (b[2] < from || a[2] > to) continue;
        const cut = (f) => {
          const share = b[2] > a[2] ? (f - a[2]) / (b[2] - a[2]) : 0;
          return px(a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]));
        };
        if (!run.length) run.push(cut(Math.max(from, a[2])));
        run.push(cut(Math.min(to, b[2])));
      }
      if (run.length > 1) out.push(run);
    }
    return out;
  }

  /** Move a run sideways by so many pixels, so that ways out and back stay two lines. */
  function aside(run, by) {
    if (!by) return run;
    return run.map((p, i) => {
      const a = run[Math.max(i - 1, 0)], b = run[Math.min(i + 1, run.length - 1)];
      const dx = b[0] - a[0], dy = b[1] - a[1], size = Math.hypot(dx, dy) || 1;
      return [p[0] - (dy / size) * by, p[1] + (dx / size) * by];
    });
  }

  const painter = (g, style) => {
    const stroke = (runs, colour, { width, dash = [], round = false }) => {
      g.strokeStyle = colour; g.lineWidth = width; g.setLineDash(dash);
      g.lineCap = round ? 'round' : 'butt'; g.lineJoin = 'round';
      g.beginPath();
      for (const run of runs) run.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
      g.stroke();
      g.setLineDash([]);
    };
    const ring = ([x, y], radius, colour, width, { dash = [], fill = null } = {}) => {
      g.beginPath(); g.arc(x, y, radius, 0, 7);
      if (fill) { g.fillStyle = fill; g.fill(); }
      if (width) { g.strokeStyle = colour; g.lineWidth = width; g.setLineDash(dash); g.lineCap = 'butt'; g.stroke(); g.setLineDash([]); }
    };
    /** The direction of a run at its end (or its start). */
    const heading = (run, back) => {
      const n = run.length, tip = back ? run[0] : run[n - 1];
      let i = back ? 1 : n - 2;
      while (i > 0 && i < n - 1 && Math.hypot(run[i][0] - tip[0], run[i][1] - tip[1]) < 6) i += back ? 1 : -1;
      const dx = tip[0] - run[i][0], dy = tip[1] - run[i][1], size = Math.hypot(dx, dy) || 1;
      return { tip, ux: dx / size, uy: dy / size };
    };
    const openHead = (run, colour) => {
      const { tip, ux, uy } = heading(run);
      const wing = (s) => [tip[0] - ux * 11 + uy * 7 * s, tip[1] - uy * 11 - ux * 7 * s];
      stroke([[wing(1), tip, wing(-1)]], colour, { width: 2, round: true });
    };
    const openTail = (run, colour) => {
      const { tip, ux, uy } = heading(run, true);
      const wing = (s) => [tip[0] + ux * 6 + uy * 6 * s, tip[1] + uy * 6 - ux * 6 * s];
      stroke([[wing(1), tip, wing(-1)]], colour, { width: 2, round: true });
    };
    const closedHead = (run, colour) => {
      const { tip, ux, uy } = heading(run), x = tip[0] - ux * 7, y = tip[1] - uy * 7;
      g.fillStyle = colour; g.beginPath(); g.moveTo(x, y);
      g.lineTo(x - ux * 8 + uy * 4, y - uy * 8 - ux * 4); g.lineTo(x - ux * 8 - uy * 4, y - uy * 8 + ux * 4);
      g.closePath(); g.fill();
    };
    const bar = (run, colour, width) => {
      const { tip, ux, uy } = heading(run);
      stroke([[[tip[0] + uy * 7, tip[1] - ux * 7], [tip[0] - uy * 7, tip[1] + ux * 7]]], colour, { width });
    };
    const question = ([x, y]) => {
      ring([x, y], 8, style.ink, 1.2, { fill: style.paper });
      g.fillStyle = style.ink; g.font = '700 12px ' + style.sans; g.textAlign = 'center'; g.textBaseline = 'middle';
      g.fillText('?', x, y + 0.5);
    };
    const casing = (runs, colour) => {
      stroke(runs, colour, { width: style.casing.width + 2 * style.rail });
      stroke(runs, style.paper, { width: style.casing.width });
    };
    return { stroke, ring, openHead, openTail, closedHead, bar, question, casing };
  };

  const lengthOf = (runs) => runs.reduce((sum, run) => sum + run.reduce((a, p, i) => a + (i ? Math.hypot(p[0] - run[i - 1][0], p[1] - run[i - 1][1]) : 0), 0), 0);
  const middleOf = (runs) => alongOf(runs.reduce((a, b) => (b.length > a.length ? b : a), []), 0.5);
  const alongOf = (run, share) => {
    const lengths = run.map((p, i) => (i ? Math.hypot(p[0] - run[i - 1][0], p[1] - run[i - 1][1]) : 0));
    let left = lengths.reduce((a, b) => a + b, 0) * share;
    for (let i = 1; i < run.length; i++) {
      if (lengths[i] >= left) {
        const s = lengths[i] ? left / lengths[i] : 0;
        return [run[i - 1][0] + s * (run[i][0] - run[i - 1][0]), run[i - 1][1] + s * (run[i][1] - run[i - 1][1])];
      }
      left -= lengths[i];
    }
    return run[run.length - 1];
  };

  const MarkLayer = CanvasLayer.extend({
    options: { className: 'marks', pane: 'marks', padding: 0, always: true },
    initialize(scene, style) {
      L.setOptions(this, {});
      L.stamp(this);
      this._layers = {};
      Object.assign(this, { scene, style, shown: [], current: null, hits: [], drawn: 0 });
      this.lines = new Map(scene.legs.map((mark) => [mark.id, lineOf(mark.parts)]));
      this._locate();
      this.beside = besides(scene);
      const worlds = [...this.lines.values()].flat(2).map(([x]) => Math.floor(x - 1e-9));
      this.worlds = [Math.min(0, ...worlds), Math.max(0, ...worlds)];
    },
    _locate() {
      this.points = new Map();
      for (const mark of [...this.scene.places, ...this.scene.events]) {
        if (mark.lon !== null) this.points.set(mark, mercator(mark.lon, mark.lat));
      }
    },
    /* What the document asks of the marks shown; ER.many answers it for thousands. */
    marksAt(at, filter) { return ER.marks.marksAt(this.scene, at, filter); },
    all() { return this.shown; },
    rests() { return false; },
    of(kind) { return this.shown.filter((one) => one.kind === kind); },
    states() { return new Map(this.of('event').map((one) => [one.id, one.state])); },
    places() { return this.of('place').map((one) => this.scene.byId.place.get(one.id)); },
    signs() { return ER.marks.signs(this.scene, this.inView(), this.style.vagueKm); },
    onAdd() { L.Renderer.prototype.onAdd.call(this); },
    /** Shifts of whole worlds that a view needs, those too from which a line runs into it. */
    turns() {
      const [low, high] = this.worlds, out = new Set();
      for (const n of CanvasLayer.prototype.turns.call(this)) for (let k = low; k <= high; k++) out.add(n - k);
      return [...out].sort((a, b) => a - b);
    },
    /** Show these marks; `current` is the id of the event that is told. */
    show(shown, current) {
      this.shown = shown; this.current = current;
      if (this.frame) this.draw();
    },
    draw() {
      const f = this.frame, g = this._context, s = this.style, scene = this.scene;
      g.setTransform(f.r, 0, 0, f.r, 0, 0);
      g.clearRect(0, 0, f.w, f.h);
      const p = painter(g, s);
      this.hits = []; this.stretches = [];
      const legs = this.of('leg');
      for (const turn of this.turns()) {
        const ox = f.x - turn * f.scale, px = (x, y) => [x * f.scale - ox, y * f.scale - f.y];
        this._generalise(px);
        const drawn = legs.map((one) => this._run(one, px));
        for (const leg of drawn) {
          if (leg.band.length) p.stroke(leg.band, s.bands[leg.mark.colour - 1], s.band);
        }
        for (const leg of drawn) this._leg(p, leg);
        for (const one of this.of('place')) this._place(p, scene.byId.place.get(one.id), px);
        this._events(p, px, ox);
      }
      this.drawn += 1;
    },
    /** Places closer than their signs are drawn as one, under the name that the story uses most. */
    _generalise(px) {
      const told = this.scene.byId.event.get(this.current), at = told && told.place, kept = ER.labels.squares(20);
      this.spot = new Map(); this.hidden = new Set();
      const places = this.places();
      places.sort((a, b) => (b.id === at) - (a.id === at) || b.rank - a.rank);
      for (const mark of places) {
        const here = px(...this.points.get(mark)), vague = mark.precision_km >= this.style.vagueKm;
        let host = null;                        // the first of those so near
        const [x, y] = here;
        if (!vague) kept.some([x - 10, y - 10, x + 10, y + 10], ([u, v, , , n]) => { if (Math.hypot(u - x, v - y) < 10 && !(host && host.n < n)) host = { n, at: [u, v] }; });
        if (host) this.hidden.add(mark.id);
        else if (!vague) kept.add([x, y, x, y, this.spot.size]);
        this.spot.set(mark.id, host ? host.at : here);
      }
    },
    /** Where a leg lies on screen now: all of it that is drawn, and the stretch. */
    _run(one, px) {
      const mark = this.scene.byId.leg.get(one.id), parts = this.lines.get(one.id), by = this.beside.get(one.id);
      const cut = (from, to) => stretch(parts, from, to, px).map((run) => aside(run, by));
      const whole = one.state === 'not travelled' ? cut(0, 1) : cut(0, one.furthest);
      const band = one.state === 'perhaps' ? cut(one.least, one.furthest) : [];
      return { one, mark, whole, band };
    },
    _leg(p, { one, mark, whole, band }) {
      const s = this.style, f = this.frame;
      if (!whole.length) return;
      const colour = s.people[mark.colour - 1], last = whole[whole.length - 1];
      if (one.state === 'not travelled') {
        p.stroke(whole, s.untravelled, s.notTravelled);
        p.bar(last, s.untravelled, 2.4);
      } else {
        if (mark.level === 'well supported') p.casing(whole, s.rails[mark.colour - 1]);
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
    },
    /** A place known no better than `vagueKm` has a radius on screen, px; others none. */
    _vague(mark) {
      if (mark.precision_km < this.style.vagueKm) return 0;
      const across = 40075 * Math.cos(mark.lat * Math.PI / 180);
      return Math.max(this.style.radius.ring, mark.precision_km / across * this.frame.scale);
    },
    _place(p, mark, px) {
      if (this.hidden.has(mark.id)) return;
      const at = px(...this.points.get(mark)), vague = this._vague(mark);
      if (vague) {
        p.ring(at, vague, this.style.untravelled, 1.2, { dash: [2, 4] });
        this.hits.push({ kind: 'place', mark, at });
        return;
      }
      p.ring(at, this.style.radius.place, this.style.ink, 1.7, { fill: this.style.paper });
      this.hits.push({ kind: 'place', mark, at });
    },
    /** Events at their points: those ahead and past as dots, those now as rings, one outside the other. */
    _events(p, px) {
      const s = this.style, r = s.radius, rings = new Map(), scene = this.scene;
      const order = { ahead: 0, past: 1, perhaps: 2, 'under way': 3 };
      const events = this.of('event')
        .map((one) => ({ one, mark: scene.byId.event.get(one.id) })).filter(({ mark }) => mark.lon !== null)
        .sort((a, b) => order[a.one.state] - order[b.one.state]);
      for (const { one, mark } of events) {
        const at = this.spot.get(mark.place) || px(...this.points.get(mark)), key = at.map(Math.round).join(), colour = s.people[mark.colour - 1];
        const vague = this._vague(mark);
        if (vague) {
          const now = one.state === 'perhaps' || one.state === 'under way';
          if (now) p.ring(at, vague - 3, colour, mark.id === this.current ? 2.8 : 1.7, { dash: one.state === 'perhaps' ? [6, 5] : [] });
        } else if (one.state === 'ahead') {
          p.ring(at, r.ahead, s.untravelled, 1, { fill: rings.has(key) ? null : s.paper });
        } else if (one.state === 'past') {
          p.ring(at, r.past, colour, 0, { fill: mark.id === this.current ? colour : s.ink });
        } else {
          const n = rings.get(key) || 0, told = mark.id === this.current;
          if (n < 4) {
            p.ring(at, r.ring + n * r.step, colour, told ? 2.8 : 1.7, { dash: one.state === 'perhaps' ? [4, 3] : [] });
          }
          rings.set(key, n + 1);
        }
        this.hits.push({ kind: 'event', mark, at, state: one.state });
      }
    },
    /** What lies at a point of the map's container, nearest first; within 12 px. */
    at(point) {
      const low = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min);
      const x = point.x + low.x, y = point.y + low.y, found = [];
      for (const hit of this.hits) {
        const d = hit.runs ? Math.min(...hit.runs.map((run) => offRun(run, x, y))) + 4 : Math.hypot(hit.at[0] - x, hit.at[1] - y);
        if (d <= 13) found.push({ ...hit, d });
      }
      return found.sort((a, b) => a.d - b.d);
    },
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
    },
    /** Points along the lines drawn, every 12 px or so, in the map's container. */
    linePoints() {
      const out = [], o = this._bounds ? this.offset() : { x: 0, y: 0 };
      for (const hit of this.hits) {
        for (const run of hit.runs || []) {
          for (let i = 1; i < run.length; i++) {
            const [a, b] = [run[i - 1], run[i]], n = Math.min(40, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 12));
            for (let k = 0; k < n; k++) out.push([a[0] + (b[0] - a[0]) * k / n + o.x, a[1] + (b[1] - a[1]) * k / n + o.y]);
          }
        }
      }
      return out;
    },
    /** From this canvas to the map's container, px. */
    offset() {
      return this._bounds.min.subtract(this._map.containerPointToLayerPoint([0, 0]));
    },
  });

  /** Whether a run enters the view: by each piece's box, which is enough for short pieces. */
  function crosses(run, o, size) {
    for (let i = 1; i < run.length; i++) {
      const [a, b] = [run[i - 1], run[i]];
      if (Math.max(a[0], b[0]) + o.x >= 0 && Math.min(a[0], b[0]) + o.x <= size.x
        && Math.max(a[1], b[1]) + o.y >= 0 && Math.min(a[1], b[1]) + o.y <= size.y) return true;
    }
    return false;
  }

  /** Where a label may stand by a band: the middle of what is in view, then a third and two. */
  function spotsOn(band, f) {
    const pieces = band.map((run) => cutTo(run, 30, 30, f.w - 30, f.h - 30)).filter((run) => run.length > 1);
    const run = (pieces.length ? pieces : band).reduce((a, b) => (b.length > a.length ? b : a), []);
    return [0.5, 0.3, 0.7].map((share) => alongOf(run, share));
  }
  /** The first piece of a run that lies in a box, its ends cut there (finely enough for a label). */
  function cutTo(run, x0, y0, x1, y1) {
    const out = [];
    for (let i = 1; i < run.length; i++) {
      const [a, b] = [run[i - 1], run[i]], n = Math.min(200, Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 10)));
      for (let k = i === 1 ? 0 : 1; k <= n; k++) {
        const p = [a[0] + (b[0] - a[0]) * k / n, a[1] + (b[1] - a[1]) * k / n];
        if (p[0] > x0 && p[0] < x1 && p[1] > y0 && p[1] < y1) out.push(p);
        else if (out.length) return out;
      }
    }
    return out;
  }

  function offRun(run, x, y) {
    let best = Infinity;
    for (let i = 1; i < run.length; i++) {
      const [ax, ay] = run[i - 1], [bx, by] = run[i], dx = bx - ax, dy = by - ay;
      const s = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, Math.hypot(ax + s * dx - x, ay + s * dy - y));
    }
    return best;
  }

  /** Legs between the same two places stand side by side, px to the side. */
  function besides(scene) {
    const groups = new Map(), out = new Map();
    for (const mark of scene.legs) {
      const ends = [mark.ends[0], mark.ends[mark.ends.length - 1]], key = ends.slice().sort().join(' ');
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push({ mark, turn: ends[0] <= ends[1] ? 1 : -1 });
    }
    for (const group of groups.values()) {
      group.forEach(({ mark, turn }, i) => out.set(mark.id, (i - (group.length - 1) / 2) * 8 * turn));
    }
    return out;
  }

  /** Draw one sign of the legend, 46 x 18 px. */
  function sign(name, style, colour = style.people[0]) {
    const canvas = document.createElement('canvas'), r = window.devicePixelRatio || 1, g = canvas.getContext('2d');
    canvas.width = 46 * r; canvas.height = 18 * r;
    g.scale(r, r);
    const p = painter(g, style), run = [[3, 9], [22, 9], [43, 9]], at = [23, 9], rad = style.radius;
    if (style.paths[name]) p.stroke([run], style.ink, style.paths[name]);
    else if (name === 'may-be') p.stroke([[[10, 9], [36, 9]]], style.bands[0], { ...style.band, width: 14 });
    else if (name === 'cased') { p.casing([run], style.untravelled); p.stroke([run], style.ink, style.paths.inferred); }
    else if (name === 'open') { p.stroke([run], style.ink, style.paths.inferred); p.openHead(run, style.ink); }
    else if (name === 'intended') { p.stroke([[[3, 9], [40, 9]]], style.untravelled, style.notTravelled); p.bar([[3, 9], [40, 9]], style.untravelled, 2.4); }
    else if (name === 'stopped') { p.stroke([[[3, 9], [40, 9]]], style.ink, style.paths.inferred); p.bar([[3, 9], [40, 9]], style.ink, 2.6); }
    else if (name === 'questioned') p.question(at);
    else if (name === 'place') p.ring(at, rad.place, style.ink, 1.7, { fill: style.paper });
    else if (name === 'ahead') p.ring(at, rad.ahead, style.untravelled, 1, { fill: style.paper });
    else if (name === 'past') { p.ring(at, rad.place, style.ink, 1.7, { fill: style.paper }); p.ring(at, rad.past, style.ink, 0, { fill: style.ink }); }
    else if (name === 'perhaps') p.ring(at, rad.ring - 0.5, style.ink, 1.7, { dash: [4, 3] });
    else if (name === 'under way') p.ring(at, rad.ring - 0.5, style.ink, 2);
    else if (name === 'vague') p.ring(at, 8, style.untravelled, 1.2, { dash: [2, 3] });
    else if (name === 'area') {
      g.fillStyle = style.named; g.strokeStyle = style.focusBorder; g.lineWidth = 1;
      g.beginPath(); g.rect(8.5, 3.5, 29, 11); g.fill(); g.stroke();
    }
    /* As a picture, not as a canvas: each canvas would be a layer of its own in every frame. */
    const image = document.createElement('img');
    image.src = canvas.toDataURL(); image.alt = ''; image.width = 46; image.height = 18; image.className = 'sign';
    return image;
  }

  return { MarkLayer, sign, stretch };
})();
