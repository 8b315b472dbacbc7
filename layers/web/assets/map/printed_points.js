/* Places and events in their thousands: printed as pixels, only those in view, and looked up under the pointer
   through a grid. Legs and vague places are drawn by the layer as always. */
import { STATES, States, grid } from '../core/crowd.js';
import { mercator } from '../core/mercator.js';
import { Rest } from '../core/stamps.js';
import { keeps, marksAt, namedSince } from '../core/visibility.js';
import { GatheredPlaces, MARGIN } from './gathered_places.js';
import { Sheet } from './pixel_sheet.js';
import { PointStamps } from './point_stamps.js';

const REACH = 13;                         // px: how far from a point the pointer still picks it
const HARD = 5000;                        // with more events in view, edges are not softened and dots are kept from step to step
const RINGED = 2;                         // from this state on an event is a ring, before it a dot
const LABELS = 30;                        // places that may have a name at once; there is no room for more

/** Where marks lie in the mercator square; NaN for those without a position.
    @param {{lon: number | null, lat: number | null}[]} marks */
const located = (marks) => {
  const xs = new Float64Array(marks.length).fill(NaN), ys = xs.slice();
  marks.forEach((mark, i) => { if (mark.lon !== null && mark.lat !== null) [xs[i], ys[i]] = mercator(mark.lon, mark.lat); });
  return { xs, ys };
};

/** @typedef {import('../types.js').Points} Points */

/** @implements {Points} */
export class PrintedPoints {
  static prints = true;                     // past the painter, on the canvas itself
  /** @param {import('./mark_layer.js').MarkLayer} layer */
  constructor(layer) {
    const { events, places } = layer.scene, vague = (/** @type {{precision_km: number}} */ mark) => mark.precision_km >= layer.style.vagueKm;
    this.layer = layer;
    this.scene = layer.scene;
    this.style = layer.style;
    this.wide = new Set(places.filter(vague));  // vague places
    this.spots = located(events);
    this.homes = new GatheredPlaces(located(places));
    this.find = grid(this.spots.xs, this.spots.ys);
    this.vague = Uint8Array.from(events, (mark) => Number(vague(mark)));
    this.colours = Uint8Array.from(events, (mark) => mark.colour);
    this.index = new Map(events.map((mark, i) => [mark.id, i]));
    this.where = new Map(places.map((mark, i) => [mark.id, i]));
    this.crowd = new States(events);
    this.waiting = STATES.map(() => new Int32Array(events.length));
    /** The events in view, a part for each copy of the world in view.
        @type {import('../types.js').Part[]} */
    this.parts = [];
    /** @type {Set<string>} */
    this.hidden = new Set();
    /** @type {Map<string, string[]>} */
    this.groups = new Map();
    /** @type {(layer: string) => boolean} */
    this.lit = () => true;
    this.view = '';
    /** The box around all signs of this view, CSS px.
        @type {import('../types.js').Box} */
    this.box = [Infinity, Infinity, -Infinity, -Infinity];
    this.swept = this.homed = this.bare = false;
    this.seen = STATES.map(() => 0);
    /** Made at the first drawing.
        @type {Sheet} */
    this.sheet = /** @type {any} */ (null);
    this.stamps = new PointStamps(this.style, 1);
    /* what the filter leaves: whom it keeps, which events, other marks */
    this.who = '';
    this.kept = new Uint8Array(0);
    this.rest = layer.scene;
    this._filter(null, '');
  }

  /** The marks of a moment without events and points, which are printed here.
      @param {number} at
      @param {import('../types.js').Filter} filter */
  marksAt(at, { people = null, layers = null }) {
    const who = people ? [...people].join() : '';
    if (who !== this.who) this._filter(people, who);
    this.lit = (layer) => !layers || layers.has(layer);
    this.homes.moment = at;
    this.crowd.go(at);
    return marksAt(this.rest, at, { layers });
  }
  /** @param {import('../types.js').People} people
      @param {string} who */
  _filter(people, who) {
    const { scene } = this, keep = (/** @type {{people: string[]}} */ mark) => keeps(mark, people);
    const vague = (/** @type {import('../types.js').PlaceMark} */ mark) => this.wide.has(mark);
    const legs = scene.legs.filter(keep), named = namedSince(scene, legs, scene.events.filter(keep), people);
    this.who = who;
    this.kept = Uint8Array.from(scene.events, (mark) => Number(keep(mark)));
    this.homes.since = Float64Array.from(scene.places, named);
    this.homes.queue = [...scene.places.keys()].filter((i) => !scene.places[i].area && !vague(scene.places[i]) && this.homes.since[i] < Infinity)
      .sort((a, b) => this.homes.since[a] - this.homes.since[b]);
    const rest = scene.places.filter((mark) => mark.area || vague(mark)).map((mark) => ({ ...mark, since: named(mark) }));
    this.rest = { ...scene, legs, places: rest, events: [] };
  }

  /* ---- what the document asks ----------------------------------------------------------- */
  /** Everything that shows, in the form of core/visibility.js. */
  all() {
    const { scene, homes: { since, moment }, kept, lit } = this, still = { least: 0, furthest: 0 };
    const points = scene.places.filter((mark, i) => lit('places') && !mark.area && since[i] <= moment);
    const events = lit('events') ? scene.events.filter((_, i) => kept[i]) : [];
    return [...this.layer.of('area'), ...this.layer.of('leg'),
      ...points.map(({ id }) => ({ kind: 'place', id, state: 'named', ...still })),
      ...events.map(({ id }) => ({ kind: 'event', id, state: this.stateOf(id), ...still }))];
  }
  /** @param {string} id */
  stateOf(id) { return STATES[this.crowd.codes[this.index.get(id) ?? -1]]; }
  states() { return { get: (/** @type {string} */ id) => this.stateOf(id) }; }
  /** The places that may have a name: the place told, and of those in view the ones that the story names most. */
  places() {
    const { scene, layer: { frame: f } } = this, told = this._told(), most = told ? [told] : [];
    const take = (/** @type {import('../types.js').PlaceMark} */ mark) => {
      if (mark === told || (most.length >= LABELS && mark.rank <= most[most.length - 1].rank)) return;
      let k = most.length;
      while (k > (most[0] === told ? 1 : 0) && most[k - 1].rank < mark.rank) k--;
      most.splice(k, 0, mark);
      if (most.length > LABELS) most.pop();
    };
    for (const { id } of this.layer.of('place')) take(this.layer.placeOf(id));
    if (f && this.lit('places')) this.homes.each((i, x, y) => { if (x >= 0 && y >= 0 && x <= f.w && y <= f.h) take(scene.places[i]); });
    return most;
  }
  /** The place of the event told, if it is a point that is named by now. */
  _told() {
    const event = this.scene.byId.event.get(this.layer.current), i = event && event.place !== null ? this.where.get(event.place) : undefined;
    const mark = i === undefined ? null : this.scene.places[i];
    return mark && i !== undefined && this.lit('places') && !mark.area && !this.wide.has(mark) && this.homes.since[i] <= this.homes.moment ? mark : null;
  }
  /** @param {Set<string>} out */
  addSigns(out) {
    this.seen.forEach((count, code) => { if (count) out.add(STATES[code]); });
    if (this.homed) out.add('place');
  }

  /* ---- drawing -------------------------------------------------------------------------- */
  /** Prepare a drawing: forget what belonged to another view or another size. */
  begin() {
    const f = this.layer.frame, view = [f.scale, f.x, f.y, f.w, f.h, f.r, this.who].join();
    if (view !== this.view) {
      this.view = view;
      this.box = [Infinity, Infinity, -Infinity, -Infinity];
      this.swept = false;
      this.homes.clear();
      for (const part of this.parts) part.ox = null;
    }
    if (!this.sheet || this.sheet.wanted !== [f.w, f.h, f.r].join()) {
      this.sheet = new Sheet(f.w, f.h, f.r);
      this.parts = [];
      this.stamps = new PointStamps(this.style, f.r);
    }
    this.seen = STATES.map(() => 0);
    this.homed = false;
    this.bare = true;                         // until something is drawn
  }
  /** @param {number} x
      @param {number} y */
  _reach(x, y) {
    const { box } = this;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  /** The box that the signs reach, in pixels of the sheet: left, top, right, bottom.
      @returns {import('../types.js').Box} */
  _reached() {
    const { w, h } = this.sheet, [x0, y0, x1, y1] = this.box, by = (/** @type {number} */ v, /** @type {number} */ most) => Math.max(0, Math.min(most, v * this.layer.frame.r));
    return x0 > x1 ? [0, 0, 0, 0] : [Math.floor(by(x0 - MARGIN, w)), Math.floor(by(y0 - MARGIN, h)), Math.ceil(by(x1 + MARGIN, w)), Math.ceil(by(y1 + MARGIN, h))];
  }
  arrange() {}
  /** The events in view, which are the same until the view changes: their numbers, the pixel of each (-1 where
      the sheet's edge may cut its sign), which of them have their point in view, and those of vague places.
      @param {number} ox
      @returns {import('../types.js').Part} */
  _part(ox) {
    const known = this.parts.find((part) => part.ox === ox);
    if (known) return known;
    const { scale, w, h, r, y: oy } = this.layer.frame, { sheet, kept, vague } = this, { xs, ys } = this.spots, most = xs.length;
    let part = this.parts.find((free) => free.ox === null);
    if (!part) {
      part = { numbers: new Int32Array(most), spots: new Int32Array(most), inside: new Uint8Array(most), drawn: new Uint8Array(most), rest: null,
        ox, count: 0, rings: [], edge: [], counts: [], hard: false };
      this.parts.push(part);
    }
    const { numbers, spots, inside } = part, half = Math.ceil(MARGIN * r);
    /** @type {number[]} */
    const rings = [];
    /** @type {number[]} */
    const edge = [];
    let count = 0;
    const [x0, y0, x1, y1] = [ox - MARGIN, oy - MARGIN, ox + w + MARGIN, oy + h + MARGIN].map((v) => v / scale);
    this.find(x0, y0, x1, y1, (items, from, to) => {
      for (let k = from; k < to; k++) {
        const i = items[k], x = xs[i] * scale - ox, y = ys[i] * scale - oy;
        if (!kept[i]) continue;
        if (vague[i]) { rings.push(i); continue; }
        if (x < -MARGIN || y < -MARGIN || x > w + MARGIN || y > h + MARGIN) continue;
        inside[count] = x >= 0 && y >= 0 && x <= w && y <= h ? 1 : 0;
        numbers[count] = i;
        this._reach(x, y);
        if ((spots[count] = sheet.spot(x, y, half)) < 0) edge.push(count);
        count += 1;
      }
    });
    Object.assign(part, { ox, count, rings, edge, hard: count > HARD });
    if (part.hard) {
      const { ahead, past } = this.stamps.of(true);
      part.rest ||= new Rest(sheet, [ahead, past], [past, ahead]);
      part.rest.clear();
    }
    return part;
  }
  /** @param {import('../types.js').Painter} p
      @param {import('../types.js').Put} px
      @param {number} ox */
  paint(p, px, ox) {
    const f = this.layer.frame, { sheet } = this, { xs, ys } = this.spots, told = this.index.get(this.layer.current);
    const across = (/** @type {number} */ i) => xs[i] * f.scale - ox, down = (/** @type {number} */ i) => ys[i] * f.scale - f.y;
    const part = this.lit('events') ? this._part(ox) : null, hard = part !== null && part.hard;
    if (part) this._sort(part, told);
    const gathered = this.lit('places') ? this.homes.gather(ox, f, sheet, (x, y) => this._reach(x, y)) : null, box = this._reached();
    sheet.clear(hard ? part?.rest ?? null : null, ...(this.swept ? [box[1], box[3]] : []));
    this.swept = true;
    if (gathered) {
      const { place } = this.stamps.of(hard), n = this.homes.named(gathered), { across: xOf, down: yOf } = gathered;
      sheet.printAll(place, gathered.spots, n, hard);
      for (const k of gathered.edge) if (k < n) sheet.print(place, xOf[k], yOf[k]);
      this.homed ||= xOf.subarray(0, n).some((x, k) => x >= 0 && x <= f.w && yOf[k] >= 0 && yOf[k] <= f.h);
      const home = this._told();
      if (home) sheet.print(place, ...px(...mercator(home.lon, home.lat)));
    }
    if (part) this._print(part, told, across, down);
    sheet.show(this.layer._context, this.bare && !this.layer.hits.length ? box : null);
    this.bare = false;
    if (!part) return;
    const drawn = new Set();                  // equal circles, of the same place, state and colour, are drawn once
    for (const i of part.rings) {
      const mark = this.scene.events[i], code = this.crowd.codes[i], key = `${mark.place} ${code} ${mark.colour}`;
      if (code > 1 && i !== told && !drawn.has(key)) this._event(p, i, across(i), down(i), false);
      drawn.add(key);
    }
    if (told !== undefined && this.kept[told] && xs[told] === xs[told]) this._event(p, told, across(told), down(told), true);
  }
  /** Sort the events of a part by their states, without the event told: pixels of dots, positions in the part of rings.
      Where there are too many dots to print them again each time, they are kept, and only those that changed are updated.
      @param {import('../types.js').Part} part
      @param {number | undefined} told */
  _sort(part, told) {
    const { count, numbers, spots, inside, drawn, hard } = part, { codes } = this.crowd, { seen, waiting } = this;
    /** @type {number[]} */
    const changed = [];
    const counts = STATES.map(() => 0), fresh = hard && !part.rest?.begun;
    for (let k = 0; k < count; k++) {
      const i = numbers[k], code = codes[i];
      seen[code] += inside[k];
      if (hard && code !== drawn[k] && !fresh) changed.push(k);
      if (code < RINGED && hard && !fresh) continue;
      if (i !== told) waiting[code][counts[code]++] = code < RINGED ? spots[k] : k;
      if (fresh) drawn[k] = i === told && code < RINGED ? RINGED : code;
    }
    part.counts = counts;
    for (const k of changed) {
      const code = codes[numbers[k]], was = drawn[k], at = spots[k];
      drawn[k] = code;
      if (at < 0) continue;
      if (was < RINGED) part.rest?.add(was, at, -1);
      if (code < RINGED) part.rest?.add(code, at, 1);
    }
    if (!fresh || !part.rest) return;
    for (const code of [0, 1]) { part.rest.lay(code, waiting[code], counts[code]); counts[code] = 0; }
    part.rest.settle();
  }
  /** Print the events of a part: those ahead, then those past, unless they are kept; then rings.
      @param {import('../types.js').Part} part
      @param {number | undefined} told
      @param {(i: number) => number} across
      @param {(i: number) => number} down */
  _print({ counts, numbers, spots, edge, hard }, told, across, down) {
    const { sheet, waiting, colours } = this, { ahead, past } = this.stamps.of(hard), { codes } = this.crowd;
    [ahead, past].forEach((dot, code) => {
      sheet.printAll(dot, waiting[code], counts[code]);
      for (const k of edge) if (codes[numbers[k]] === code && numbers[k] !== told) sheet.print(dot, across(numbers[k]), down(numbers[k]));
    });
    for (const code of [2, 3]) {
      /** Pixels, by the colour of the ring there and the number of rings inside it.
          @type {number[][]} */
      const piles = [];
      for (let q = 0; q < counts[code]; q++) {
        const k = waiting[code][q], i = numbers[k], at = spots[k], n = sheet.nth(at);
        if (n > 3) continue;
        if (at < 0) sheet.print(this.stamps.ring(hard, code, colours[i], n), across(i), down(i));
        else (piles[colours[i] * 4 + n] ||= []).push(at);
      }
      piles.forEach((pile, key) => sheet.printAll(this.stamps.ring(hard, code, key >> 2, key & 3), Int32Array.from(pile), pile.length));
    }
  }
  /** Draw an event by itself: a vague event, or the event told, above all others.
      @param {import('../types.js').Painter} p
      @param {number} i
      @param {number} x
      @param {number} y
      @param {boolean} told */
  _event(p, i, x, y, told) {
    const s = this.style, mark = this.scene.events[i], colour = s.people[mark.colour - 1], wide = this.layer.vagueRadius(mark), code = this.crowd.codes[i];
    const width = told ? 2.8 : 1.7, r = code < RINGED ? [s.radius.ahead, s.radius.past][code] : s.radius.ring;
    if (told && !wide) p.ring([x, y], r, s.paper, width + 5, { fill: code === 1 ? s.paper : null });   // so that it stands out from the others
    if (wide) { if (code > 1) p.ring([x, y], wide - 3, colour, width, { dash: code === 2 ? [6, 5] : [] }); }
    else if (code === 0) p.ring([x, y], s.radius.ahead, s.untravelled, 1, { fill: s.paper });
    else if (code === 1) p.ring([x, y], s.radius.past, colour, 0, { fill: colour });
    else p.ring([x, y], s.radius.ring, colour, width, { dash: code === 2 ? [4, 3] : [] });
  }

  /* ---- the pointer ---------------------------------------------------------------------- */
  /** The points within reach of a point of the canvas.
      @param {number} x
      @param {number} y */
  near(x, y) {
    const f = this.layer.frame, { xs, ys } = this.spots, turn = Math.floor((x + f.x) / f.scale), ox = f.x - turn * f.scale;
    /** @type {import('../types.js').Near[]} */
    const near = [];
    /** @param {string} kind
        @param {import('../types.js').PlaceMark | import('../types.js').EventMark} mark
        @param {number} hx
        @param {number} hy
        @param {{state?: string}} [more] */
    const add = (kind, mark, hx, hy, more) => {
      const d = Math.hypot(hx - x, hy - y);
      if (d <= REACH) near.push({ kind, mark, at: [hx, hy], d, ...more });
    };
    if (this.lit('places')) this.homes.each((i, hx, hy) => add('place', this.scene.places[i], hx, hy));
    if (this.lit('events')) {
      this.find((x - REACH + ox) / f.scale, (y - REACH + f.y) / f.scale, (x + REACH + ox) / f.scale, (y + REACH + f.y) / f.scale, (items, from, to) => {
        for (const i of items.subarray(from, to)) {
          if (this.kept[i]) add('event', this.scene.events[i], xs[i] * f.scale - ox, ys[i] * f.scale - f.y, { state: STATES[this.crowd.codes[i]] });
        }
      });
    }
    return near;
  }
}
