// @ts-nocheck - canvases and the inside of Leaflet, which have no types yet
/* The labels on the map: travellers, places, countries, seas and cities, set so that none overlaps. */
import { place } from '../core/label_placement.js';

const KINDS = {
  traveller: { font: '700 13px', height: 34, gap: 15 },
  told: { font: '700 14px', height: 19, gap: 11 },
  place: { font: '500 13px', height: 18, gap: 9 },
  area: { font: '600 12px', height: 17, spacing: 1.6, upper: true },
  country: { font: '400 11px', height: 15, spacing: 1.5, upper: true },
  sea: { font: 'italic 400 12px', height: 16 },
  city: { font: '400 11px', height: 14, gap: 5 },
};
/* How far a name may move from its point and still stand on its country or sea, km, by rank. */
const COUNTRY_KM = [900, 900, 600, 350, 200, 120, 70, 30], SEA_KM = [600, 400, 200, 60];
const pencil = document.createElement('canvas').getContext('2d');

/** A layer of spans over the map; `set` gives it what to show, `place` puts it where there is room. */
export class Names {
  constructor(map, scene, style, options = {}) {
    Object.assign(this, { map, scene, style, options });
    this.box = L.DomUtil.create('div', 'names', map.getContainer());
    this.box.setAttribute('aria-hidden', 'true');                 // the card and the list say it all
    this.spans = new Map(); this.sizes = new Map(); this.sides = new Map();
    this.story = []; this.lines = [];
  }

  size(kind, text) {
    const key = kind + '|' + text, known = this.sizes.get(key);
    if (known) return known;
    const { font, height, spacing = 0, upper } = KINDS[kind], lines = text.split('\n');
    pencil.font = `${font} ${this.style.sans}`;
    const widths = lines.map((line) => pencil.measureText(upper ? line.toUpperCase() : line).width + spacing * line.length);
    const size = [Math.ceil(Math.max(...widths)) + 4, height * (kind === 'traveller' ? lines.length / 2 : 1)];
    this.sizes.set(key, size);
    return size;
  }

  /** What the story shows now, the most important first: [{id, kind, text, at: [lon, lat] | spots on screen,
      colour}], and points of its lines, which labels had better leave free. */
  set(labels, lines) {
    this.story = labels; this.lines = lines;
    const key = labels.map((one) => [one.id, one.kind, one.text, one.colour, one.spots && one.spots[0].map((v) => Math.round(v / 6))].join()).join(';');
    if (key === this.key) return;                               // nothing that a reader would see has moved
    this.key = key;
    this.place();
  }

  place() {
    const map = this.map, zoom = map.getZoom(), frame = map.getSize(), labels = [];
    const centre = map.getCenter().lng;
    const screen = ([lon, lat]) => {
      const near = lon + 360 * Math.round((centre - lon) / 360);
      const p = map.latLngToContainerPoint([lat, near]);
      return [p.x, p.y];
    };
    const add = (id, kind, text, at, extra = {}) => {
      const spots = (typeof at[0] === 'number' ? [at] : at).filter(([x, y]) => x > -60 && y > -60 && x < frame.x + 60 && y < frame.y + 60);
      if (!spots.length) return;
      const [w, h] = this.size(kind, text);
      labels.push({ id, kind, text, spots, w, h, gap: KINDS[kind].gap || 0, last: this.sides.get(id), ...extra });
    };
    const dots = [], said = new Set();
    for (const one of this.story) {
      const at = one.spots || screen(one.at);
      const country = one.code && this.scene.base.names.countries.find((row) => row.code === one.code);
      const reach = country ? this.pixels(COUNTRY_KM[Math.min(country.rank, 7)], country.lat) : 0;
      add(one.id, one.kind, one.text, at, { colour: one.colour, centred: one.kind === 'area', reach });
      if (one.dot) dots.push([at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5]);
      said.add(one.text.toLowerCase());
      if (one.code) said.add(one.code);
    }
    if (!this.options.bare) {
      const { countries, seas, cities } = this.scene.base.names;
      const show = (rows, kind, most, centred, km) => rows.forEach((row) => {
        if (row.rank > most || said.has(row.code) || said.has(row.name.toLowerCase())) return;
        const reach = centred ? this.pixels(km[Math.min(row.rank, km.length - 1)], row.lat) : 0;
        add(`${kind}:${row.name}:${row.lon}`, kind, row.name, screen([row.lon, row.lat]), { centred, reach });
      });
      show(countries, 'country', zoom < 3.6 ? 2 : zoom < 4.4 ? 3 : zoom < 5.2 ? 5 : 7, true, COUNTRY_KM);
      show(seas, 'sea', zoom < 3.6 ? 1 : zoom < 5 ? 3 : 9, true, SEA_KM);
      if (zoom >= 5.2) show(cities, 'city', zoom < 6 ? 3 : zoom < 7 ? 5 : 99, false);
    }
    const room = place(labels, [frame.x, frame.y], this.style, [...dots, ...this.taken()], this.lines);
    this.draw(labels, room);
  }

  /** Measure anew what stands over the map: after its size has changed. */
  resized() { this.boxes = null; this.key = ''; }

  /** Set every label anew: the view has changed, and with it the bar of the scale. */
  moved() { this.boxes = null; this.key = ''; }

  /** Kilometres on screen at a latitude. */
  pixels(km, lat) {
    return km / (40075 * Math.cos(lat * Math.PI / 180)) * 256 * Math.pow(2, this.map.getZoom());
  }

  /** What stands over the map, such as chips: labels keep clear of it. Measured once a view. */
  taken() {
    this.boxes = this.boxes || this.measure();
    return this.boxes;
  }

  measure() {
    const here = this.map.getContainer().getBoundingClientRect();
    return (this.options.obstacles || (() => []))().map((node) => {
      const r = node.getBoundingClientRect();
      return [r.left - here.left - 3, r.top - here.top - 3, r.right - here.left + 3, r.bottom - here.top + 3];
    });
  }

  /** The dot that tells where a city of the base map lies. */
  pin(label, kept) {
    const id = 'pin:' + label.id;
    kept.add(id);
    if (!this.spans.has(id)) {
      const dot = document.createElement('i');
      dot.className = 'pin';
      this.box.append(dot);
      this.spans.set(id, dot);
    }
    const [x, y] = label.spots[0];
    this.spans.get(id).style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`;
  }

  draw(labels, room) {
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
      if (span.dataset.colour !== colour) { span.dataset.colour = colour; span.style.color = colour; }
      const move = `translate(${Math.round(spot.box[0])}px,${Math.round(spot.box[1])}px)`;
      if (span.dataset.move !== move) { span.dataset.move = move; span.style.transform = move; }
      if (span.dataset.wide !== `${label.w}`) { span.dataset.wide = label.w; span.style.width = label.w + 'px'; }
      if (label.kind === 'city') this.pin(label, kept);
      this.sides.set(label.id, spot.side);
    }
    for (const [id, span] of this.spans) if (!kept.has(id)) { span.remove(); this.spans.delete(id); }
  }
}
