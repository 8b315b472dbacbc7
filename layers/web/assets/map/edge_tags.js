/* Tags at the edge of the map: where a way that leaves the view goes to, and how far; a press on a tag flies there. */
import { exitOf, kilometres, roomForTags, rounded } from '../core/tag_placement.js';

const MARGIN = 10, LOW = 6, PAD = 50;                          // px; LOW below; PAD is how much wider a tag is than its words, with room beside it
const ARROWS = ['→', '↘', '↓', '↙', '←', '↖', '↑', '↗'];
const pencil = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));

/** @typedef {{way: import('../types.js').Way, place: import('../types.js').PlaceMark, at: import('../types.js').XY, back: boolean}} Leaving */

/** The tags over the map; `fly` is called with the extent to look at. */
export class EdgeTags {
  /** @param {HTMLElement} box
      @param {import('leaflet').Map} map
      @param {import('../types.js').Scene} scene
      @param {import('../types.js').Say} say
      @param {string} sans
      @param {(extent: import('../types.js').Box) => void} fly
      @param {() => import('../types.js').Box[]} taken gives the boxes of what stands over the map, px */
  constructor(box, map, scene, say, sans, fly, taken) {
    this.box = box;
    this.map = map;
    this.scene = scene;
    this.say = say;
    this.sans = sans;
    this.fly = fly;
    this.taken = taken;
    this.key = '';
  }

  /** The places beyond the view to which ways that are drawn lead, each with the way and where it leaves.
      @param {import('./mark_layer.js').MarkLayer} marks
      @returns {Leaving[]} */
  leaving(marks) {
    const size = this.map.getSize(), o = marks.offset(), tags = new Map();
    const rank = (/** @type {import('../types.js').Way} */ { shown, mark }) => ['subject', 'before', undefined].indexOf(shown.role) + Number(mark.open_start || mark.open_end) / 2;
    for (const way of marks.ways.filter(({ shown }) => shown.role !== 'meanwhile').sort((a, b) => rank(a) - rank(b))) {
      for (const back of [false, true]) {
        if (back ? way.mark.open_start : way.mark.open_end && !this._end(way.mark, back).area) continue;
        const place = this._end(way.mark, back), run = way.runs[back ? 0 : way.runs.length - 1];
        const at = run && exitOf(run.map(([x, y]) => [x + o.x, y + o.y]), [0, 0, size.x, size.y], back);
        if (at && !tags.has(place.id) && !this._inside(place, [0, 0, size.x, size.y])) tags.set(place.id, { way, place, at, back });
      }
    }
    return [...tags.values()];
  }
  /** Place the tags of these places; returns the ids of those that had room.
      @param {Leaving[]} leaving
      @param {import('./mark_layer.js').MarkLayer} marks
      @returns {string[]} */
  set(leaving, marks) {
    const size = this.map.getSize();
    /** @type {import('../types.js').Box} */
    const frame = [MARGIN, MARGIN, size.x - MARGIN, size.y - LOW];
    const width = (/** @type {string} */ words, /** @type {import('../types.js').Way} */ { shown }) => {
      pencil.font = `${shown.role === 'before' ? 400 : 600} 13px ${this.sans}`;                      // as in page.css
      return Math.ceil(pencil.measureText(words).width) + PAD;
    };
    /* A phone has room for the place only: there just the colour of the tag says that it is not of this event. */
    const said = (/** @type {import('../types.js').Way} */ { shown }, /** @type {string} */ words) => (shown.role === 'before' && shown.state === 'passed' && size.x > 480 ? this.say('page.tag.earlier', { place: words }) : words);
    const rows = leaving.map(({ way, place, at, back }) => {
      const all = said(way, this._words(way.mark, place, back)), name = said(way, place.name);
      return { id: place.id, at, way, place, all, name, w: width(all, way), short: width(name, way) };
    });
    const own = marks.shown.filter(({ kind, role }) => kind === 'place' && role === 'subject').map(({ id }) => this._at(this._place(id)));
    /** @type {import('../types.js').Box[]} */
    const places = own.map(([x, y]) => [x - 12, y - 12, x + 12, y + 12]);
    const room = roomForTags(rows, frame, [...this.taken(), ...places], marks.linePoints('subject'));
    const shown = rows.flatMap((row) => {
      const put = room.get(row.id);
      return put ? [{ ...row, words: put.short ? row.name : row.all, box: put.box }] : [];
    });
    const key = shown.map(({ words, way, box }) => `${words} ${way.shown.role} ${box.map(Math.round)}`).join(';');
    if (key !== this.key) { this.key = key; this._draw(shown); }
    return shown.map(({ id }) => id);
  }
  /** @param {import('../types.js').LegMark} mark
      @param {boolean} back
      @returns {import('../types.js').PlaceMark} */
  _end(mark, back) {
    return this._place(back ? mark.ends[0] : mark.ends[mark.ends.length - 1]);
  }
  /** @param {string} id
      @returns {import('../types.js').PlaceMark} */
  _place(id) {
    return this.scene.byId.place.get(id) || { id, name: '', lon: 0, lat: 0, area: null, since: 0, precision_km: 0, rank: 0 };
  }
  /** @param {import('../types.js').PlaceMark} place
      @param {import('../types.js').Box} frame */
  _inside(place, [x0, y0, x1, y1]) {
    if (place.area) return false;
    const [x, y] = this._at(place);
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  }
  /** Where a place lies in the map's container, px.
      @param {import('../types.js').PlaceMark} place
      @returns {import('../types.js').XY} */
  _at(place) {
    const centre = this.map.getCenter().lng, near = place.lon + 360 * Math.round((centre - place.lon) / 360);
    const p = this.map.latLngToContainerPoint([place.lat, near]);
    return [p.x, p.y];
  }
  /** The place, and how far it is from the other end of the way if all its places are reported points.
      @param {import('../types.js').LegMark} mark
      @param {import('../types.js').PlaceMark} place
      @param {boolean} back */
  _words(mark, place, back) {
    const from = this._end(mark, !back), open = back ? mark.open_end : mark.open_start;
    const ends = mark.ends.map((id) => this.scene.byId.place.get(id));
    if (place.area || from.area || open || ends.some((end) => !end)) return place.name;
    let km = 0;
    for (let i = 1; i < ends.length; i++) {
      const [a, b] = [ends[i - 1], ends[i]];
      if (a && b) km += kilometres(a, b);
    }
    return this.say('page.tag', { name: place.name, km: rounded(km) });
  }
  /** @param {{id: string, words: string, at: import('../types.js').XY, way: import('../types.js').Way, place: import('../types.js').PlaceMark, box: import('../types.js').Box}[]} rows */
  _draw(rows) {
    const size = this.map.getSize();
    this.box.replaceChildren(...rows.map(({ id, words, at, way, place, box: [left, top] }) => {
      const tag = document.createElement('button');
      const turn = Math.atan2(at[1] - size.y / 2, at[0] - size.x / 2), arrow = document.createElement('span'), text = document.createElement('span');
      arrow.className = 'arrow';
      arrow.textContent = ARROWS[(Math.round(turn / (Math.PI / 4)) + 8) % 8];
      text.textContent = words;
      tag.className = `tag ${way.shown.role || 'full'}`;
      tag.dataset.place = id;
      tag.dataset.colour = String(way.mark.colour);
      tag.title = this.say('page.tag.title', { name: place.name });
      tag.style.transform = `translate(${Math.round(left)}px,${Math.round(top)}px)`;
      tag.append(arrow, text);
      const reach = place.area ? 6 : 2.2;
      tag.onclick = () => this.fly([place.lon - reach * 1.4, place.lat - reach, place.lon + reach * 1.4, place.lat + reach]);
      return tag;
    }));
  }
}
