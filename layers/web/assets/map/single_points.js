/* Places and events of a story, each drawn by itself. */
import { squares } from '../core/label_placement.js';
import { marksAt } from '../core/visibility.js';

const NEAR = 13;                          // px: places closer than this are drawn as one
const STATES = ['ahead', 'past', 'perhaps', 'under way'];             // later ones are drawn above earlier ones

/** @typedef {import('../types.js').XY} XY */
/** @typedef {import('../types.js').PlaceMark} PlaceMark */
/** @typedef {import('../types.js').EventMark} EventMark */

/** @param {XY} spot */
const pixelOf = ([x, y]) => `${Math.round(x)} ${Math.round(y)}`;

/** Where all places and events lie in a view, px, and which places are near to others: the same until the view changes.
    @param {import('./mark_layer.js').MarkLayer} layer
    @param {import('../types.js').Put} px */
function laidOut(layer, px) {
  const { places, events } = layer.scene, kept = squares(20);
  /** @type {Map<PlaceMark | EventMark, XY>} */
  const at = new Map();
  /** @type {Set<PlaceMark>} */
  const near = new Set();
  for (const [n, mark] of places.entries()) {
    const spot = px(...layer.position(mark)), [x, y] = spot;
    at.set(mark, spot);
    if (mark.area || mark.precision_km >= layer.style.vagueKm) continue;
    kept.some([x - NEAR, y - NEAR, x + NEAR, y + NEAR], ([u, v, , , k]) => { if (Math.hypot(u - x, v - y) < NEAR) near.add(mark).add(places[k]); });
    kept.add([x, y, x, y, n]);
  }
  /** The pixel of each event.
      @type {Map<EventMark, string>} */
  const pixels = new Map();
  for (const mark of events) {
    if (mark.lon === null) continue;
    const spot = px(...layer.position(mark));
    at.set(mark, spot);
    pixels.set(mark, pixelOf(spot));
  }
  return { at, near, pixels };
}

/** @typedef {import('../types.js').Points} Points */

/** @implements {Points} */
export class SinglePoints {
  static prints = false;
  /** @param {import('./mark_layer.js').MarkLayer} layer */
  constructor(layer) {
    this.layer = layer;
    /** Where all lies in a view, for each copy of the world in it by the px of its west.
        @type {{frame: import('../types.js').Frame | null, copies: Map<number, ReturnType<typeof laidOut>>}} */
    this.laid = { frame: null, copies: new Map() };
    /** Where places are drawn that are near to others, by id.
        @type {Map<string | null, XY>} */
    this.spots = new Map();
    /** The ids of places drawn as part of another.
        @type {Set<string>} */
    this.hidden = new Set();
    /** The places drawn as part of another, by its id.
        @type {Map<string, string[]>} */
    this.groups = new Map();
  }
  /** @param {number} at
      @param {import('../types.js').Filter} filter */
  marksAt(at, filter) { return marksAt(this.layer.scene, at, filter); }
  all() { return this.layer.shown; }
  states() { return new Map(this.layer.of('event').map(({ id, state }) => [id, state])); }
  places() { return this.layer.of('place').map(({ id }) => this.layer.placeOf(id)); }
  addSigns() {}
  /** @returns {import('../types.js').Near[]} */
  near() { return []; }
  begin() {}
  /** Where all lies in the view.
      @param {import('../types.js').Put} px */
  layout(px) {
    const { frame } = this.layer, [west] = px(0, 0);
    if (frame !== this.laid.frame) this.laid = { frame, copies: new Map() };
    const { copies } = this.laid, made = copies.get(west) || laidOut(this.layer, px);
    copies.set(west, made);
    return made;
  }
  /** Draw places that are closer than their signs as one, under the name that the story uses most.
      @param {import('../types.js').Put} px */
  arrange(px) {
    const { layer } = this, { at: spots, near } = this.layout(px), kept = squares(20);
    this.spots.clear(); this.hidden.clear(); this.groups.clear();
    if (!near.size) return;
    const told = layer.scene.byId.event.get(layer.current), at = told && told.place;
    const places = this.places().filter((mark) => near.has(mark));
    const own = new Set(layer.shown.filter(({ role }) => role === 'subject').map(({ id }) => id));
    const leads = (/** @type {PlaceMark} */ { id }) => Number(own.has(id)) + Number(id === at);
    places.sort((a, b) => leads(b) - leads(a) || b.rank - a.rank);
    for (const [n, mark] of places.entries()) {
      const here = /** @type {XY} */ (spots.get(mark)), [x, y] = here;
      /** The first of the places that are so near.
          @type {{n: number, at: XY} | undefined} */
      let host;
      kept.some([x - NEAR, y - NEAR, x + NEAR, y + NEAR], ([u, v, , , k]) => {
        if (Math.hypot(u - x, v - y) < NEAR && !(host && host.n < k)) host = { n: k, at: [u, v] };
      });
      if (host) {
        const first = places[host.n].id, others = this.groups.get(first);
        this.hidden.add(mark.id);
        if (others) others.push(mark.id); else this.groups.set(first, [mark.id]);
      }
      else kept.add([x, y, x, y, n]);
      this.spots.set(mark.id, host ? host.at : here);
    }
  }
  /** Draw events at their points, a sign for each place: a ring for what is going on there, else a dot for past or ahead.
      @param {import('../types.js').Painter} p
      @param {import('../types.js').Put} px */
  paint(p, px) {
    const { layer, spots } = this, { at, pixels } = this.layout(px), { byId } = layer.scene, signs = new Map();
    for (const state of STATES) {
      for (const shown of layer.shown) {
        if (shown.state !== state || shown.kind !== 'event') continue;
        const mark = byId.event.get(shown.id), own = mark && at.get(mark);
        if (!mark || !own) continue;
        const host = spots.get(mark.place), spot = host || own, pixel = host ? pixelOf(host) : pixels.get(mark), there = signs.get(pixel);
        if (!there || there.mark.id !== layer.current || state !== there.state) signs.set(pixel, { state, mark, at: spot });
        layer.hits.push({ kind: 'event', mark, at: spot, state });
      }
    }
    for (const { state, mark, at: spot } of signs.values()) this._sign(p, state, mark, spot);
  }
  /** @param {import('../types.js').Painter} p
      @param {string} state
      @param {EventMark} mark
      @param {XY} at */
  _sign(p, state, mark, at) {
    const { layer } = this, s = layer.style, r = s.radius, colour = s.people[mark.colour - 1], vague = layer.vagueRadius(mark);
    const told = mark.id === layer.current, now = state === 'perhaps' || state === 'under way';
    if (vague) {
      if (now) p.ring(at, vague - 3, colour, told ? 2.8 : 1.7, { dash: state === 'perhaps' ? [6, 5] : [] });
    } else if (now) p.ring(at, r.ring, colour, told ? 2.8 : 1.7, { dash: state === 'perhaps' ? [4, 3] : [] });
    else if (state === 'ahead') p.ring(at, r.ahead, s.untravelled, 1, { fill: s.paper });
    else if (mark.questioned) p.ring(at, r.past + 1, told ? colour : s.ink, 1.4, { dash: [2, 2], fill: s.paper });
    else p.ring(at, r.past, colour, 0, { fill: told ? colour : s.ink });
  }
}