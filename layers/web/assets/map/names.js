/* The labels on the map: travellers, places, countries, seas and cities, placed so that none overlaps. */
import { place } from '../core/label_placement.js';

/** @type {Record<string, {font: string, height: number, gap?: number, spacing?: number, upper?: boolean}>} */
const KINDS = {
  traveller: { font: '700 13px', height: 34, gap: 15 },
  how: { font: '700 13px', height: 34, gap: 17 },
  'how small': { font: '700 11px', height: 28, gap: 17 },
  told: { font: '700 15px', height: 20, gap: 11 },
  context: { font: '400 13px', height: 18, gap: 7 },
  place: { font: '500 13px', height: 18, gap: 9 },
  area: { font: '600 13px', height: 17, spacing: 1.6, upper: true },
  country: { font: '400 11px', height: 15, spacing: 1.5, upper: true },
  sea: { font: 'italic 400 13px', height: 17 },
  city: { font: '400 11px', height: 14, gap: 5 },
};
/* How far a name may move from its point and still lie on its country or sea, km, by rank. */
const COUNTRY_KM = [900, 900, 600, 350, 200, 120, 70, 30], SEA_KM = [600, 400, 200, 60];
const NONE = '-';                           // the key of no labels: so the next labels are placed in any case
const pencil = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));

const PIN = 1.5;                            // px: half of the dot of a city

/** Put a node at a point of its box. Not by a transform: each would be a part of its own for the browser, which goes through all
    of them at each step of the slider, though none has changed.
    @param {HTMLElement} node
    @param {number} x px
    @param {number} y px */
export function moveTo(node, x, y) {
  const left = `${x}px`, top = `${y}px`;
  if (node.style.left !== left) node.style.left = left;
  if (node.style.top !== top) node.style.top = top;
}

/** A layer of spans over the map; `set` gives it what to show, `place` puts it where there is room. */
export class Names {
  /** @param {L.Map} map
      @param {import('../types.js').Scene} scene
      @param {import('../types.js').Style} style
      @param {{bare?: boolean, obstacles?: () => Element[]}} [options] `bare`: the base map has names of its own;
        `obstacles`: gives what stands over the map */
  constructor(map, scene, style, options = {}) {
    this.map = map;
    this.scene = scene;
    this.style = style;
    this.options = options;
    this.box = L.DomUtil.create('div', 'names', map.getContainer());
    this.box.setAttribute('aria-hidden', 'true');                 // the card and the list have the same in words
    /** @type {Map<string, HTMLElement>} */
    this.spans = new Map();
    /** @type {Map<string, import('../types.js').XY>} */
    this.sizes = new Map();
    /** @type {Map<string, string>} */
    this.sides = new Map();
    /** @type {import('../types.js').NameCandidate[]} */
    this.story = [];
    /** @type {import('../types.js').XY[]} */
    this.lines = [];
    this.key = NONE;
    /** @type {import('../types.js').Box[] | null} */
    this.boxes = null;
  }

  /** How large a label is, px.
      @param {string} kind
      @param {string} text
      @returns {import('../types.js').XY} */
  size(kind, text) {
    const key = kind + '|' + text, known = this.sizes.get(key);
    if (known) return known;
    const { font, height, upper } = KINDS[kind], lines = text.split('\n'), spacing = document.dir === 'rtl' ? 0 : KINDS[kind].spacing || 0;
    const twofold = kind.startsWith('how');
    const widths = lines.map((line, i) => {
      pencil.font = `${twofold && i ? font.replace('700', '400') : font} ${this.style.sans}`;
      return pencil.measureText(upper ? line.toUpperCase() : line).width + spacing * line.length;
    });
    /** @type {import('../types.js').XY} */
    const size = [Math.ceil(Math.max(...widths)) + 4, height * (kind === 'traveller' || twofold ? lines.length / 2 : 1)];
    this.sizes.set(key, size);
    return size;
  }

  /** Take what the story shows now, the most important first: [{id, kind, text, at: [lon, lat] | spots on screen,
      colour}], and points of its lines, which labels should leave free.
      @param {import('../types.js').NameCandidate[]} labels
      @param {import('../types.js').XY[]} lines */
  set(labels, lines) {
    this.story = labels; this.lines = lines;
    const key = labels.map(({ id, kind, text, colour, spots, run }) => [id, kind, text, colour, run && `${run[0]} ${run[run.length - 1]}`, spots && spots[0].map((v) => Math.round(v / 6))].join()).join(';');
    if (key === this.key) return;                               // nothing has moved so far that a reader would see it
    this.key = key;
    this.place();
  }

  place() {
    const map = this.map, zoom = map.getZoom(), frame = map.getSize();
    /** @type {import('../types.js').NameLabel[]} */
    const labels = [];
    const centre = map.getCenter().lng;
    /** @returns {import('../types.js').XY} */
    const screen = (/** @type {import('../types.js').XY} */ [lon, lat]) => {
      const near = lon + 360 * Math.round((centre - lon) / 360);
      const p = map.latLngToContainerPoint([lat, near]);
      return [p.x, p.y];
    };
    /** @param {{id: string, kind: string, text: string, colour?: string, centred?: boolean, reach?: number, run?: import('../types.js').XY[]}} label
        @param {import('../types.js').XY[]} at */
    const add = (label, at) => {
      const spots = label.run ? at : at.filter(([x, y]) => x > -60 && y > -60 && x < frame.x + 60 && y < frame.y + 60);
      if (!spots.length) return;
      const [w, h] = this.size(label.kind, label.text);
      labels.push({ ...label, spots, w, h, gap: KINDS[label.kind].gap || 0, last: this.sides.get(label.id) });
    };
    /** @type {import('../types.js').Box[]} */
    const dots = [], said = new Set();
    for (const { id, kind, text, name, at, spots, colour, code, dot, run } of this.story) {
      const points = spots || (at ? [screen(at)] : []);
      const country = code && this.scene.base.names.countries.find((row) => row.code === code);
      const reach = country ? this.pixels(COUNTRY_KM[Math.min(country.rank, 7)], country.lat) : 0;
      add({ id, kind, text, colour, centred: kind === 'area', reach, run }, points);
      if (dot) for (const [x, y] of points) dots.push([x - 5, y - 5, x + 5, y + 5]);
      said.add((name || text).toLowerCase());
      if (code) said.add(code);
    }
    if (!this.options.bare) {
      const { countries, seas, cities } = this.scene.base.names;
      /** @param {import('../types.js').NamedSpot[]} rows
          @param {string} kind
          @param {number} most the last rank that has a label
          @param {number[]} [km] how far each may move, by rank, if it lies on what it names */
      const show = (rows, kind, most, km) => rows.forEach((row) => {
        if (row.rank > most || said.has(row.code) || said.has(row.name.toLowerCase())) return;
        const reach = km ? this.pixels(km[Math.min(row.rank, km.length - 1)], row.lat) : 0;
        add({ id: `${kind}:${row.name}:${row.lon}`, kind, text: row.name, centred: Boolean(km), reach }, [screen([row.lon, row.lat])]);
      });
      show(countries, 'country', zoom < 3.6 ? 2 : zoom < 4.4 ? 3 : zoom < 5.2 ? 5 : 7, COUNTRY_KM);
      show(seas, 'sea', zoom < 3.6 ? 1 : zoom < 5 ? 3 : 9, SEA_KM);
      if (zoom >= 5.2) show(cities, 'city', zoom < 6 ? 3 : zoom < 7 ? 5 : 99);
    }
    const set = (/** @type {import('../types.js').NameLabel[]} */ order) => place(order, [frame.x, frame.y], this.style, [...dots, ...this.taken()], this.lines);
    const told = labels.filter(({ kind }) => kind === 'told'), how = labels.findIndex(({ kind }) => kind === 'how');
    let room = set(labels);
    if (how >= 0 && !room.has(labels[how].id)) room = this.squeezed(labels, how, set, (now) => told.every(({ id }) => (now.get(id)?.cost ?? 9) <= (room.get(id)?.cost ?? 9) + 1.5)) || room;
    this.draw(labels, room);
  }

  /** Place the direct label where there was no room for it: before the names, which can stand in more places; first as
      it is, then in small letters; at the first spot that leaves good places to the names of what is told. Null where
      there is none. A label that is placed replaces the direct label in `labels`.
      @param {import('../types.js').NameLabel[]} labels
      @param {number} how
      @param {(order: import('../types.js').NameLabel[]) => Map<string, import('../types.js').Spot>} set
      @param {(room: Map<string, import('../types.js').Spot>) => boolean} well */
  squeezed(labels, how, set, well) {
    const others = labels.filter((_, i) => i !== how), told = others.filter(({ kind }) => kind === 'told'), own = labels[how];
    const [w, h] = this.size('how small', own.text);
    for (const label of [own, { ...own, kind: 'how small', w, h }]) {
      for (let skip = 0; skip < 90; skip += 3) {
        const first = { ...label, skip }, room = set([first, ...told]);
        if (!room.has(own.id)) break;
        if (well(room)) { labels[how] = first; return set([first, ...others]); }
      }
    }
    return null;
  }

  /** Whether a label of that kind stands on the map.
      @param {string} kind */
  shows(kind) { return [...this.spans.keys()].some((id) => id.startsWith(kind + ':')); }

  /** Measure again what stands over the map, after its size has changed. */
  resized() { this.boxes = null; this.key = NONE; }

  /** Place every label again: the view has changed, and with it the width of the scale bar. */
  moved() { this.boxes = null; this.key = NONE; }

  /** The length of some kilometres on screen at a latitude, px.
      @param {number} km
      @param {number} lat */
  pixels(km, lat) {
    return km / (40075 * Math.cos(lat * Math.PI / 180)) * 256 * Math.pow(2, this.map.getZoom());
  }

  /** The boxes of what stands over the map, such as chips, which labels leave free. Measured once for each view. */
  taken() {
    this.boxes = this.boxes || this.measure();
    return this.boxes;
  }

  /** @returns {import('../types.js').Box[]} */
  measure() {
    const here = this.map.getContainer().getBoundingClientRect();
    return (this.options.obstacles ? this.options.obstacles() : []).map((node) => {
      const r = node.getBoundingClientRect();
      return [r.left - here.left - 3, r.top - here.top - 3, r.right - here.left + 3, r.bottom - here.top + 3];
    });
  }

  /** Draw the dot that shows where a city of the base map lies.
      @param {import('../types.js').NameLabel} label
      @param {Set<string>} kept */
  pin(label, kept) {
    const id = 'pin:' + label.id;
    kept.add(id);
    let dot = this.spans.get(id);
    if (!dot) {
      dot = document.createElement('i');
      dot.className = 'pin';
      this.box.append(dot);
      this.spans.set(id, dot);
    }
    const [x, y] = label.spots[0];
    moveTo(dot, Math.round(x) - PIN, Math.round(y) - PIN);
  }

  /** @param {import('../types.js').NameLabel[]} labels
      @param {Map<string, import('../types.js').Spot>} room */
  draw(labels, room) {
    /** @type {Set<string>} */
    const kept = new Set();
    for (const label of labels) {
      const spot = room.get(label.id);
      if (!spot) continue;
      kept.add(label.id);
      let span = this.spans.get(label.id);
      if (!span) {
        span = document.createElement('span');
        this.box.append(span);
        this.spans.set(label.id, span);
      }
      if (span.textContent !== label.text) span.textContent = label.text;
      const name = 'name ' + label.kind + (label.centred || !spot.towards[0] ? ' middle' : spot.towards[0] < 0 ? ' left' : '');
      if (span.className !== name) span.className = name;
      const colour = label.colour || '';
      if (span.dataset.colour !== colour) { span.dataset.colour = colour; span.style.color = label.kind.startsWith('how') ? '' : colour; span.style.setProperty('--line', colour); }
      moveTo(span, Math.round(spot.box[0]), Math.round(spot.box[1]));
      if (span.dataset.wide !== `${label.w}`) { span.dataset.wide = `${label.w}`; span.style.width = label.w + 'px'; }
      if (label.kind === 'city') this.pin(label, kept);
      this.sides.set(label.id, spot.side);
    }
    for (const [id, span] of this.spans) if (!kept.has(id)) { span.remove(); this.spans.delete(id); }
  }
}
