/* The marks of a story of many events. Legs and vague places are drawn as ever; points are printed as
   pixels, only those in view, and found again through a grid of cells. */
ER.many = (() => {
  'use strict';
  const { mercator } = ER.base, { STATES, States, grid, stamp, Sheet } = ER.crowd, Few = ER.map.MarkLayer.prototype;
  const NEAR = 10;                          // px: places closer than this are drawn as one
  const REACH = 13;                         // px: how far from a point the pointer finds it
  const MARGIN = 24;                        // px: the largest sign's half
  const HARD = 20000;                       // signs in view from which on their edges are not softened: they are one mass
  const LABELS = 30;                        // places that may bear a name at once; more have no room

  const located = (marks) => {
    const xs = new Float64Array(marks.length).fill(NaN), ys = xs.slice();
    marks.forEach((mark, i) => { if (mark.lon !== null) [xs[i], ys[i]] = mercator(mark.lon, mark.lat); });
    return { xs, ys };
  };

  const MarkLayer = ER.map.MarkLayer.extend({
    _locate() {
      const { events, places } = this.scene, vague = (mark) => mark.precision_km >= this.style.vagueKm;
      this.points = new Map(places.filter(vague).map((mark) => [mark, mercator(mark.lon, mark.lat)]));
      this.spots = located(events);
      this.homes = located(places);
      this.find = grid(this.spots.xs, this.spots.ys);
      this.vague = Uint8Array.from(events, vague);
      this.index = new Map(events.map((mark, i) => [mark.id, i]));
      this.where = new Map(places.map((mark, i) => [mark.id, i]));
      this.crowd = new States(events);
      this.waiting = STATES.map(() => new Int32Array(events.length));
      this.gathered = new Map();
      this.hidden = new Set();
      this.moment = -Infinity;
      this.lit = () => true;
      this._filter(null, '');
    },

    /** What is left when events and points are taken out: those are kept here, and printed. */
    marksAt(at, { people, layers }) {
      const who = people ? [...people].join() : '';
      if (who !== this.who) this._filter(people, who);
      this.lit = (layer) => !layers || layers.has(layer);
      this.moment = at;
      this.crowd.go(at);
      return ER.marks.marksAt(this.rest, at, { layers });
    },
    _filter(people, who) {
      const { scene } = this, keeps = (mark) => ER.marks.keeps(mark, people), vague = (mark) => this.points.has(mark);
      const legs = scene.legs.filter(keeps), named = ER.marks.namedSince(scene, legs, scene.events.filter(keeps), people);
      this.who = who;
      this.kept = Uint8Array.from(scene.events, keeps);
      this.since = Float64Array.from(scene.places, named);
      this.queue = [...scene.places.keys()].filter((i) => !scene.places[i].area && !vague(scene.places[i]) && this.since[i] < Infinity)
        .sort((a, b) => this.since[a] - this.since[b]);
      const rest = scene.places.filter((mark) => mark.area || vague(mark)).map((mark) => ({ ...mark, since: named(mark) }));
      this.rest = { ...scene, legs, places: rest, events: [] };
    },

    /* ---- what the document asks ----------------------------------------------------------- */
    /** Everything that shows, as ER.marks.marksAt lists it. */
    all() {
      const { scene, since, moment, kept, lit } = this, still = { least: 0, furthest: 0 };
      const points = scene.places.filter((mark, i) => lit('places') && !mark.area && since[i] <= moment);
      const events = lit('events') ? scene.events.filter((_, i) => kept[i]) : [];
      return [...this.of('area'), ...this.of('leg'),
        ...points.map(({ id }) => ({ kind: 'place', id, state: 'named', ...still })),
        ...events.map(({ id }) => ({ kind: 'event', id, state: this.stateOf(id), ...still }))];
    },
    /** In a drag, names of thousands of places wait till it rests; those of travellers move with them. */
    rests() { return !this.stretches.length; },
    stateOf(id) { return STATES[this.crowd.codes[this.index.get(id)]]; },
    states() { return { get: (id) => this.stateOf(id) }; },
    /** The places that may bear a name: the one told, and of those in view the ones the story uses most. */
    places() {
      const { scene, frame: f } = this, told = this._told(), most = told ? [told] : [];
      const take = (mark) => {
        if (mark === told || (most.length >= LABELS && mark.rank <= most[most.length - 1].rank)) return;
        let k = most.length;
        while (k > most.includes(told) && most[k - 1].rank < mark.rank) k--;
        most.splice(k, 0, mark);
        if (most.length > LABELS) most.pop();
      };
      for (const one of this.of('place')) take(scene.byId.place.get(one.id));
      if (f) this._hosts((i, x, y) => { if (x >= 0 && y >= 0 && x <= f.w && y <= f.h) take(scene.places[i]); });
      return most;
    },
    /** The place of the event told, if it is a point that is named by now. */
    _told() {
      const event = this.scene.byId.event.get(this.current), i = event && this.where.get(event.place);
      const mark = i === undefined ? null : this.scene.places[i];
      return mark && this.lit('places') && !mark.area && !this.points.has(mark) && this.since[i] <= this.moment ? mark : null;
    },
    signs() {
      const out = ER.marks.signs(this.scene, this.inView(), this.style.vagueKm);
      this.seen.forEach((count, code) => { if (count) out.add(STATES[code]); });
      if (this.homed) out.add('place');
      return out;
    },

    /* ---- drawing -------------------------------------------------------------------------- */
    draw() {
      const f = this.frame, view = [f.scale, f.x, f.y, f.w, f.h, this.who].join();
      if (view !== this.view) { this.view = view; this.gathered.clear(); }
      this.hard = Boolean(this.seen) && this.seen.reduce((a, b) => a + b) > HARD;    // by the drawing before
      if (this.sized !== [f.w, f.h, f.r, this.hard].join()) this._size();
      this.seen = STATES.map(() => 0);
      this.homed = 0;
      Few.draw.call(this);
    },
    _size() {
      const { w, h, r } = this.frame, { style: s, hard } = this, size = s.radius;
      this.sized = [w, h, r, hard].join();
      if (!this.sheet || this.sheet.wanted !== [w, h, r].join()) this.sheet = new Sheet(w, h, r);
      this.rings = new Map();
      this.stamps = {
        place: stamp(r, hard, { radius: size.place, width: 1.7, colour: s.ink, fill: s.paper }),
        ahead: stamp(r, hard, { radius: size.ahead, width: 1, colour: s.untravelled, fill: s.paper }),
        past: stamp(r, hard, { radius: size.past, fill: s.ink, colour: s.ink }),
      };
    },
    _ring(code, colour, n) {
      const key = (code * 16 + colour) * 4 + n, { style: s } = this;
      if (!this.rings.has(key)) {
        this.rings.set(key, stamp(this.frame.r, this.hard, { radius: s.radius.ring + n * s.radius.step, width: 1.7, colour: s.people[colour - 1],
          dash: STATES[code] === 'perhaps' ? [4, 3] : null }));
      }
      return this.rings.get(key);
    },
    _generalise() {},
    /** Points named so far, those closer than their signs as one. The earlier named come first: so what is
        drawn of them stays when more are named, and a step of the slider looks at the new ones alone. */
    _gather(ox) {
      const f = this.frame, { xs, ys } = this.homes, { queue, since } = this;
      if (!this.gathered.has(ox)) {
        const wide = Math.ceil(f.w / NEAR) + 5;
        this.gathered.set(ox, { next: 0, rows: [], wide, cells: new Int32Array(wide * (Math.ceil(f.h / NEAR) + 5)).fill(-1) });
      }
      const one = this.gathered.get(ox), { rows, cells, wide } = one, x0 = Math.floor(ox / NEAR) - 2, y0 = Math.floor(f.y / NEAR) - 2;
      for (; one.next < queue.length && since[queue[one.next]] <= this.moment; one.next++) {
        const i = queue[one.next], x = xs[i] * f.scale - ox, y = ys[i] * f.scale - f.y;
        if (x < -NEAR || y < -NEAR || x > f.w + NEAR || y > f.h + NEAR) continue;
        const at = (Math.floor((y + f.y) / NEAR) - y0) * wide + Math.floor((x + ox) / NEAR) - x0;
        let free = cells[at] < 0;
        for (let dy = -wide; free && dy <= wide; dy += wide) {
          for (let dx = -1; dx <= 1; dx++) {
            const other = rows[cells[at + dy + dx]];
            if (other && Math.hypot(other.x - x, other.y - y) < NEAR) free = false;
          }
        }
        if (free) cells[at] = rows.push({ i, x, y }) - 1;
      }
      return one;
    },
    /** Visit what was gathered and is named at the moment: visit(number of the place, x, y). */
    _hosts(visit) {
      if (!this.lit('places')) return;
      for (const { rows } of this.gathered.values()) {
        for (const { i, x, y } of rows) {
          if (this.since[i] > this.moment) break;
          visit(i, x, y);
        }
      }
    },
    _events(p, px, ox) {
      const f = this.frame, { sheet, stamps, seen, waiting, vague, kept } = this, { xs, ys } = this.spots, { codes } = this.crowd;
      const told = this.index.get(this.current), count = STATES.map(() => 0), rings = [], marks = this.scene.events;
      const across = (i) => xs[i] * f.scale - ox, down = (i) => ys[i] * f.scale - f.y;
      sheet.clear();
      this._gather(ox);
      if (this.lit('places')) {
        for (const { i, x, y } of this.gathered.get(ox).rows) {
          if (this.since[i] > this.moment) break;
          if (x >= 0 && y >= 0 && x <= f.w && y <= f.h) this.homed += 1;
          sheet.print(stamps.place, x, y);
        }
        const home = this._told();
        if (home) sheet.print(stamps.place, ...px(...mercator(home.lon, home.lat)));
      }
      if (this.lit('events')) {
        const [x0, y0, x1, y1] = [ox - MARGIN, f.y - MARGIN, ox + f.w + MARGIN, f.y + f.h + MARGIN].map((v) => v / f.scale);
        const { scale, w, h, y: oy } = f, dots = [stamps.ahead, stamps.past], half = Math.max(...dots.map((one) => one.half)), cut = [[], []];
        this.find(x0, y0, x1, y1, (i) => {
          if (!kept[i]) return;
          const code = codes[i], x = xs[i] * scale - ox, y = ys[i] * scale - oy;
          if (vague[i]) { if (code > 1 && i !== told) rings.push(i); return; }
          if (x < -MARGIN || y < -MARGIN || x > w + MARGIN || y > h + MARGIN) return;
          if (x >= 0 && y >= 0 && x <= w && y <= h) seen[code] += 1;
          if (i === told) return;
          const spot = code > 1 ? i : sheet.spot(x, y, half);
          if (spot < 0) cut[code].push(i);
          else waiting[code][count[code]++] = spot;
        });
        dots.forEach((dot, code) => {
          sheet.printAll(dot, waiting[code], count[code]);
          for (const i of cut[code]) sheet.print(dot, across(i), down(i));
        });
        for (const code of [2, 3]) {
          for (let k = 0; k < count[code]; k++) {
            const i = waiting[code][k], x = across(i), y = down(i), n = sheet.nth(x, y);
            if (n < 4) sheet.print(this._ring(code, marks[i].colour, n), x, y);
          }
        }
      }
      sheet.show(this._context);
      if (!this.lit('events')) return;
      const drawn = new Set();                  // circles of the same place, state and people are one
      for (const i of rings) {
        const mark = marks[i], key = `${mark.place} ${codes[i]} ${mark.colour}`;
        if (!drawn.has(key)) this._one(p, i, across(i), down(i), false);
        drawn.add(key);
      }
      if (told !== undefined && kept[told] && xs[told] === xs[told]) this._one(p, told, across(told), down(told), true);
    },
    /** One event by itself: a vague one, or the one that is told, above all others. */
    _one(p, i, x, y, told) {
      const s = this.style, mark = this.scene.events[i], colour = s.people[mark.colour - 1], wide = this._vague(mark), code = this.crowd.codes[i];
      const width = told ? 2.8 : 1.7;
      if (wide) { if (code > 1) p.ring([x, y], wide - 3, colour, width, { dash: code === 2 ? [6, 5] : [] }); }
      else if (code === 0) p.ring([x, y], s.radius.ahead, s.untravelled, 1, { fill: s.paper });
      else if (code === 1) p.ring([x, y], s.radius.past, colour, 0, { fill: colour });
      else p.ring([x, y], s.radius.ring, colour, width, { dash: code === 2 ? [4, 3] : [] });
    },

    /* ---- the pointer ---------------------------------------------------------------------- */
    at(point) {
      const f = this.frame, low = this.offset(), x = point.x - low.x, y = point.y - low.y, { xs, ys } = this.spots;
      const found = Few.at.call(this, point), turn = Math.floor((x + f.x) / f.scale), ox = f.x - turn * f.scale;
      const add = (kind, mark, hx, hy, more) => {
        const d = Math.hypot(hx - x, hy - y);
        if (d <= REACH) found.push({ kind, mark, at: [hx, hy], d, ...more });
      };
      this._hosts((i, hx, hy) => add('place', this.scene.places[i], hx, hy));
      if (this.lit('events')) {
        this.find((x - REACH + ox) / f.scale, (y - REACH + f.y) / f.scale, (x + REACH + ox) / f.scale, (y + REACH + f.y) / f.scale, (i) => {
          if (this.kept[i]) add('event', this.scene.events[i], xs[i] * f.scale - ox, ys[i] * f.scale - f.y, { state: STATES[this.crowd.codes[i]] });
        });
      }
      return found.sort((a, b) => a.d - b.d);
    },
  });

  return { MarkLayer };
})();
