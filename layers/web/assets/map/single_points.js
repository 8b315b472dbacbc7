/* Places and events of a story, each drawn by itself. */
import { squares } from '../core/label_placement.js';
import { marksAt } from '../core/visibility.js';

/** @type {Record<string, number>} */
const ORDER = { ahead: 0, past: 1, perhaps: 2, 'under way': 3 };      // later states are drawn above earlier ones

/** @typedef {import('../types.js').Points} Points */

/** @implements {Points} */
export class SinglePoints {
  /** @param {import('./mark_layer.js').MarkLayer} layer */
  constructor(layer) {
    this.layer = layer;
    this.prints = false;
    /** Where each place is drawn, by id.
        @type {Map<string | null, import('../types.js').XY>} */
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
  /** Draw places that are closer than their signs as one, under the name that the story uses most.
      @param {import('../types.js').Put} px */
  arrange(px) {
    const { layer } = this, told = layer.scene.byId.event.get(layer.current), at = told && told.place, kept = squares(20);
    this.spots = new Map(); this.hidden = new Set(); this.groups = new Map();
    const places = this.places();
    const own = new Set(layer.shown.filter(({ role }) => role === 'subject').map(({ id }) => id));
    const leads = (/** @type {import('../types.js').PlaceMark} */ { id }) => Number(own.has(id)) + Number(id === at);
    places.sort((a, b) => leads(b) - leads(a) || b.rank - a.rank);
    for (const [n, mark] of places.entries()) {
      const here = px(...layer.position(mark)), vague = mark.precision_km >= layer.style.vagueKm;
      /** The first of the places that are so near.
          @type {{n: number, at: import('../types.js').XY} | undefined} */
      let host;
      const [x, y] = here;
      const look = (/** @type {number[]} */ [u, v, , , k]) => { if (Math.hypot(u - x, v - y) < 13 && !(host && host.n < k)) host = { n: k, at: [u, v] }; };
      if (!vague) kept.some([x - 13, y - 13, x + 13, y + 13], look);
      if (host) {
        const first = places[host.n].id, others = this.groups.get(first);
        this.hidden.add(mark.id);
        if (others) others.push(mark.id); else this.groups.set(first, [mark.id]);
      }
      else if (!vague) kept.add([x, y, x, y, n]);
      this.spots.set(mark.id, host ? host.at : here);
    }
  }
  /** Draw events at their points, a sign for each place: a ring for what is going on there, else a dot for past or ahead.
      @param {import('../types.js').Painter} p
      @param {import('../types.js').Put} px */
  paint(p, px) {
    const { layer } = this, { scene, style: s } = layer, r = s.radius;
    /** @type {Map<string, {state: string, mark: import('../types.js').EventMark, at: import('../types.js').XY}>} */
    const signs = new Map();
    const events = layer.of('event').flatMap(({ id, state }) => {
      const mark = scene.byId.event.get(id);
      return mark && mark.lon !== null ? [{ state, mark }] : [];
    }).sort((a, b) => ORDER[a.state] - ORDER[b.state]);
    for (const { state, mark } of events) {
      const at = this.spots.get(mark.place) || px(...layer.position(mark)), key = at.map(Math.round).join();
      if (signs.get(key)?.mark.id !== layer.current || ORDER[state] > ORDER[signs.get(key)?.state ?? 'ahead']) signs.set(key, { state, mark, at });
      layer.hits.push({ kind: 'event', mark, at, state });
    }
    for (const { state, mark, at } of signs.values()) {
      const colour = s.people[mark.colour - 1], vague = layer.vagueRadius(mark), told = mark.id === layer.current, now = ORDER[state] > 1;
      if (vague) {
        if (now) p.ring(at, vague - 3, colour, told ? 2.8 : 1.7, { dash: state === 'perhaps' ? [6, 5] : [] });
      } else if (now) p.ring(at, r.ring, colour, told ? 2.8 : 1.7, { dash: state === 'perhaps' ? [4, 3] : [] });
      else if (state === 'ahead') p.ring(at, r.ahead, s.untravelled, 1, { fill: s.paper });
      else if (mark.questioned) p.ring(at, r.past + 1, told ? colour : s.ink, 1.4, { dash: [2, 2], fill: s.paper });
      else p.ring(at, r.past, colour, 0, { fill: told ? colour : s.ink });
    }
  }
}
