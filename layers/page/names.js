/* The labels on the map: travellers, places, countries, seas and cities, set so that none overlaps. */
ER.names = (() => {
  'use strict';
  const KINDS = {
    traveller: { font: '700 13px', height: 32, gap: 16 },
    told: { font: '700 14px', height: 19, gap: 11 },
    place: { font: '500 13px', height: 18, gap: 9 },
    area: { font: '600 12px', height: 17, spacing: 1.6, upper: true },
    country: { font: '400 11px', height: 15, spacing: 1.5, upper: true },
    sea: { font: 'italic 400 12px', height: 16 },
    city: { font: '400 11px', height: 14, gap: 5 },
  };
  const pencil = document.createElement('canvas').getContext('2d');

  /** A layer of spans over the map; `set` gives it what to show, `place` puts it where there is room. */
  class Names {
    constructor(map, scene, style, options = {}) {
      Object.assign(this, { map, scene, style, options });
      this.box = L.DomUtil.create('div', 'names', map.getContainer());
      this.box.setAttribute('aria-hidden', 'true');                 // the card and the list say it all
      this.spans = new Map(); this.sizes = new Map(); this.sides = new Map();
      this.story = [];
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

    /** What the story shows now, the most important first: [{id, kind, text, at: [lon, lat] | point, colour}]. */
    set(labels) { this.story = labels; this.place(); }

    place() {
      const map = this.map, zoom = map.getZoom(), frame = map.getSize(), labels = [];
      const centre = map.getCenter().lng;
      const screen = ([lon, lat]) => {
        const near = lon + 360 * Math.round((centre - lon) / 360);
        const p = map.latLngToContainerPoint([lat, near]);
        return [p.x, p.y];
      };
      const add = (id, kind, text, at, extra = {}) => {
        const [x, y] = at, [w, h] = this.size(kind, text);
        if (x < -60 || y < -60 || x > frame.x + 60 || y > frame.y + 60) return;
        labels.push({ id, kind, text, x, y, w, h, gap: KINDS[kind].gap || 0, last: this.sides.get(id), ...extra });
      };
      const dots = [], said = new Set();
      for (const one of this.story) {
        const at = one.point || screen(one.at);
        add(one.id, one.kind, one.text, at, { colour: one.colour, centred: one.kind === 'area' });
        if (one.dot) dots.push([at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5]);
        said.add(one.text.toLowerCase());
        if (one.code) said.add(one.code);
      }
      if (!this.options.bare) {
        const { countries, seas, cities } = this.scene.base.names;
        const show = (rows, kind, most, centred) => rows.forEach((row) => {
          if (row.rank > most || said.has(row.code) || said.has(row.name.toLowerCase())) return;
          add(`${kind}:${row.name}:${row.lon}`, kind, row.name, screen([row.lon, row.lat]), { centred });
        });
        show(countries, 'country', zoom < 3.6 ? 3 : zoom < 4.6 ? 5 : 7, true);
        show(seas, 'sea', zoom < 3.6 ? 1 : zoom < 5 ? 3 : 9, true);
        if (zoom >= 5.2) show(cities, 'city', zoom < 6 ? 3 : zoom < 7 ? 5 : 99, false);
      }
      const room = ER.labels.place(labels, [frame.x, frame.y], [...dots, ...this.taken()]);
      this.draw(labels, room);
    }

    /** What stands over the map, such as chips and legend: labels keep clear of it. */
    taken() {
      const here = this.map.getContainer().getBoundingClientRect();
      return (this.options.obstacles || (() => []))().map((node) => {
        const r = node.getBoundingClientRect();
        return [r.left - here.left - 3, r.top - here.top - 3, r.right - here.left + 3, r.bottom - here.top + 3];
      });
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
        const name = 'name ' + label.kind + (spot.side.startsWith('-1') ? ' left' : spot.side.startsWith('0') ? ' middle' : '');
        if (span.className !== name) span.className = name;
        const colour = label.colour || '';
        if (span.dataset.colour !== colour) { span.dataset.colour = colour; span.style.color = colour; }
        const move = `translate(${Math.round(spot.box[0])}px,${Math.round(spot.box[1])}px)`;
        if (span.dataset.move !== move) { span.dataset.move = move; span.style.transform = move; span.style.width = label.w + 'px'; }
        if (!label.centred) this.sides.set(label.id, spot.side);
      }
      for (const [id, span] of this.spans) if (!kept.has(id)) { span.remove(); this.spans.delete(id); }
    }
  }

  return { Names };
})();
