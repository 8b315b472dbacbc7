// @ts-nocheck - canvases and the inside of Leaflet, which have no types yet
/* Places and events of a story, each drawn by itself. */
import { squares } from '../core/label_placement.js';
import { marksAt } from '../core/visibility.js';

const ORDER = { ahead: 0, past: 1, perhaps: 2, 'under way': 3 };      // the later is drawn above the earlier

export class SinglePoints {
  constructor(layer) {
    this.layer = layer;
    this.spots = new Map();                 // where each place is drawn, by id
    this.hidden = new Set();                // ids of places drawn as part of another
  }
  marksAt(at, filter) { return marksAt(this.layer.scene, at, filter); }
  all() { return this.layer.shown; }
  rests() { return false; }
  states() { return new Map(this.layer.of('event').map((one) => [one.id, one.state])); }
  places() { return this.layer.of('place').map((one) => this.layer.scene.byId.place.get(one.id)); }
  addSigns() {}
  near() { return []; }
  begin() {}
  /** Places closer than their signs are drawn as one, under the name that the story uses most. */
  arrange(px) {
    const { layer } = this, told = layer.scene.byId.event.get(layer.current), at = told && told.place, kept = squares(20);
    this.spots = new Map(); this.hidden = new Set();
    const places = this.places();
    places.sort((a, b) => (b.id === at) - (a.id === at) || b.rank - a.rank);
    for (const mark of places) {
      const here = px(...layer.position(mark)), vague = mark.precision_km >= layer.style.vagueKm;
      let host = null;                      // the first of those so near
      const [x, y] = here;
      if (!vague) kept.some([x - 10, y - 10, x + 10, y + 10], ([u, v, , , n]) => { if (Math.hypot(u - x, v - y) < 10 && !(host && host.n < n)) host = { n, at: [u, v] }; });
      if (host) this.hidden.add(mark.id);
      else if (!vague) kept.add([x, y, x, y, this.spots.size]);
      this.spots.set(mark.id, host ? host.at : here);
    }
  }
  /** Events at their points: those ahead and past as dots, those now as rings, one outside the other. */
  paint(p, px) {
    const { layer } = this, { scene, style: s } = layer, r = s.radius, rings = new Map();
    const events = layer.of('event')
      .map((one) => ({ one, mark: scene.byId.event.get(one.id) })).filter(({ mark }) => mark.lon !== null)
      .sort((a, b) => ORDER[a.one.state] - ORDER[b.one.state]);
    for (const { one, mark } of events) {
      const at = this.spots.get(mark.place) || px(...layer.position(mark)), key = at.map(Math.round).join(), colour = s.people[mark.colour - 1];
      const vague = layer.vagueRadius(mark), told = mark.id === layer.current;
      if (vague) {
        const now = one.state === 'perhaps' || one.state === 'under way';
        if (now) p.ring(at, vague - 3, colour, told ? 2.8 : 1.7, { dash: one.state === 'perhaps' ? [6, 5] : [] });
      } else if (one.state === 'ahead') {
        p.ring(at, r.ahead, s.untravelled, 1, { fill: rings.has(key) ? null : s.paper });
      } else if (one.state === 'past') {
        p.ring(at, r.past, colour, 0, { fill: told ? colour : s.ink });
      } else {
        const n = rings.get(key) || 0;
        if (n < 4) p.ring(at, r.ring + n * r.step, colour, told ? 2.8 : 1.7, { dash: one.state === 'perhaps' ? [4, 3] : [] });
        rings.set(key, n + 1);
      }
      layer.hits.push({ kind: 'event', mark, at, state: one.state });
    }
  }
}
