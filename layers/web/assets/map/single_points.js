/* Places and events of a story, each drawn by itself. */
import { squares } from '../core/label_placement.js';
import { marksAt } from '../core/visibility.js';

/** @type {Record<string, number>} */
const ORDER = { ahead: 0, past: 1, perhaps: 2, 'under way': 3 };      // the later is drawn above the earlier

/** @typedef {import('../types.js').Points} Points */

/** @implements {Points} */
export class SinglePoints {
  /** @param {import('./mark_layer.js').MarkLayer} layer */
  constructor(layer) {
    this.layer = layer;
    /** Where each place is drawn, by id.
        @type {Map<string | null, import('../types.js').XY>} */
    this.spots = new Map();
    /** The ids of places drawn as part of another.
        @type {Set<string>} */
    this.hidden = new Set();
  }
  /** @param {number} at
      @param {import('../types.js').Filter} filter */
  marksAt(at, filter) { return marksAt(this.layer.scene, at, filter); }
  all() { return this.layer.shown; }
  rests() { return false; }
  states() { return new Map(this.layer.of('event').map(({ id, state }) => [id, state])); }
  places() { return this.layer.of('place').map(({ id }) => this.layer.placeOf(id)); }
  addSigns() {}
  /** @returns {import('../types.js').Near[]} */
  near() { return []; }
  begin() {}
  /** Places closer than their signs are drawn as one, under the name that the story uses most.
      @param {import('../types.js').Put} px */
  arrange(px) {
    const { layer } = this, told = layer.scene.byId.event.get(layer.current), at = told && told.place, kept = squares(20);
    this.spots = new Map(); this.hidden = new Set();
    const places = this.places();
    places.sort((a, b) => Number(b.id === at) - Number(a.id === at) || b.rank - a.rank);
    for (const mark of places) {
      const here = px(...layer.position(mark)), vague = mark.precision_km >= layer.style.vagueKm;
      /** The first of those so near.
          @type {{n: number, at: import('../types.js').XY} | undefined} */
      let host;
      const [x, y] = here;
      const look = (/** @type {number[]} */ [u, v, , , n]) => { if (Math.hypot(u - x, v - y) < 10 && !(host && host.n < n)) host = { n, at: [u, v] }; };
      if (!vague) kept.some([x - 10, y - 10, x + 10, y + 10], look);
      if (host) this.hidden.add(mark.id);
      else if (!vague) kept.add([x, y, x, y, this.spots.size]);
      this.spots.set(mark.id, host ? host.at : here);
    }
  }
  /** Events at their points: those ahead and past as dots, those now as rings, one outside the other.
      @param {import('../types.js').Painter} p
      @param {import('../types.js').Put} px */
  paint(p, px) {
    const { layer } = this, { scene, style: s } = layer, r = s.radius, rings = new Map();
    const events = layer.of('event').flatMap(({ id, state }) => {
      const mark = scene.byId.event.get(id);
      return mark && mark.lon !== null ? [{ state, mark }] : [];
    }).sort((a, b) => ORDER[a.state] - ORDER[b.state]);
    for (const { state, mark } of events) {
      const at = this.spots.get(mark.place) || px(...layer.position(mark)), key = at.map(Math.round).join(), colour = s.people[mark.colour - 1];
      const vague = layer.vagueRadius(mark), told = mark.id === layer.current;
      if (vague) {
        const now = state === 'perhaps' || state === 'under way';
        if (now) p.ring(at, vague - 3, colour, told ? 2.8 : 1.7, { dash: state === 'perhaps' ? [6, 5] : [] });
      } else if (state === 'ahead') {
        p.ring(at, r.ahead, s.untravelled, 1, { fill: rings.has(key) ? null : s.paper });
      } else if (state === 'past') {
        p.ring(at, r.past, colour, 0, { fill: told ? colour : s.ink });
      } else {
        const n = rings.get(key) || 0;
        if (n < 4) p.ring(at, r.ring + n * r.step, colour, told ? 2.8 : 1.7, { dash: state === 'perhaps' ? [4, 3] : [] });
        rings.set(key, n + 1);
      }
      layer.hits.push({ kind: 'event', mark, at, state });
    }
  }
}
