/* The bundled base map: land, borders, lakes and rivers on a canvas that the slider never repaints. */
ER.base = (() => {
  'use strict';

  /** Web Mercator (EPSG:3857) as a share of the world, 0..1 both ways. */
  function mercator(lon, lat) {
    const s = Math.sin(Math.max(Math.min(lat, 85.0511), -85.0511) * Math.PI / 180);
    return [lon / 360 + 0.5, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
  }

  /** Decode arcs of whole numbers, a start and then steps, into points of the mercator square. */
  function decode(base) {
    const arcs = base.arcs.map((arc) => {
      const out = new Float64Array(arc.length);
      let lon = 0, lat = 0;
      for (let i = 0; i < arc.length; i += 2) {
        lon += arc[i]; lat += arc[i + 1];
        const [x, y] = mercator(lon / base.scale, lat / base.scale);
        out[i] = x; out[i + 1] = y;
      }
      return out;
    });
    const seams = new Set(base.seams);
    const bounds = arcs.map((arc) => {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = 0; i < arc.length; i += 2) {
        box[0] = Math.min(box[0], arc[i]); box[2] = Math.max(box[2], arc[i]);
        box[1] = Math.min(box[1], arc[i + 1]); box[3] = Math.max(box[3], arc[i + 1]);
      }
      return box;
    });
    const index = (n) => (n < 0 ? ~n : n);
    const boxOf = (rings) => {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const n of rings[0]) {
        const b = bounds[index(n)];
        box[0] = Math.min(box[0], b[0]); box[1] = Math.min(box[1], b[1]);
        box[2] = Math.max(box[2], b[2]); box[3] = Math.max(box[3], b[3]);
      }
      return box;
    };
    const polygons = (list) => list.map((rings) => ({ rings, box: boxOf(rings) }));
    const coast = new Set(base.land.flat(2).map(index));
    for (const n of seams) coast.delete(index(n));
    for (const n of base.borders) coast.delete(index(n));
    return {
      arcs, bounds, index,
      land: polygons(base.land),
      lakes: polygons(base.lakes),
      countries: Object.fromEntries(Object.entries(base.countries).map(([code, list]) => [code, polygons(list)])),
      borders: base.borders.map(index),
      coast: [...coast],
      seams: new Set([...seams].map(index)),
      rivers: base.rivers.map((river) => ({ rank: river.rank, arcs: river.arcs.map(index) })),
    };
  }

  /** A canvas below the marks that Leaflet moves and scales like its own renderers. */
  const CanvasLayer = L.Renderer.extend({
    options: { padding: 0.5, className: '', always: false, opaque: false, rests: false },
    _initContainer() {
      this.frame = null;
      this._container = L.DomUtil.create('canvas', 'leaflet-zoom-animated ' + this.options.className);
      /* What rests is handed over as a finished bitmap: a 2d canvas is copied anew in every frame. */
      this._sheet = this.options.rests && window.OffscreenCanvas ? new OffscreenCanvas(1, 1) : null;
      this._context = (this._sheet || this._container).getContext('2d', { alpha: !this.options.opaque });
      this._bitmap = this._sheet && this._container.getContext('bitmaprenderer', { alpha: !this.options.opaque });
    },
    _destroyContainer() { L.DomUtil.remove(this._container); },
    getEvents() {
      const events = L.Renderer.prototype.getEvents.call(this);
      events.move = this._keepUp;
      return events;
    },
    /** While the map moves: marks are drawn anew each frame, the base only where it runs out. */
    _keepUp() {
      const bare = !this._bounds || this._zoom !== this._map.getZoom() || !this._covers();
      if (this.options.always || bare) this._update();
    },
    _covers() {
      const size = this._map.getSize(), low = this._map.containerPointToLayerPoint([0, 0]);
      return this._bounds.contains(L.bounds(low, low.add(size)));
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize(), canvas = this._container, r = window.devicePixelRatio || 1;
      const w = Math.ceil(size.x * r), h = Math.ceil(size.y * r), sheet = this._sheet || canvas;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      if (sheet.width !== w || sheet.height !== h) {
        sheet.width = w; sheet.height = h;
        canvas.style.width = size.x + 'px'; canvas.style.height = size.y + 'px';
        canvas.classList.toggle('exact', w === size.x * r && h === size.y * r);
      }
      const scale = 256 * Math.pow(2, this._map.getZoom());
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      /* where the mercator square lies on this canvas, CSS pixels */
      const last = this.frame, frame = { scale, x: origin.x, y: origin.y, w: size.x, h: size.y, r };
      this.frame = frame;
      /* Leaflet asks up to three times in a move: what is drawn already stays. */
      if (!last || Object.keys(frame).some((k) => frame[k] !== last[k])) this.redraw();
    },
    /** Draw, and hand the bitmap over where the canvas takes one. */
    redraw() {
      if (this.held) return;                            // until the page has its size and its view
      this.draw();
      if (this._bitmap && this._sheet.width && this._sheet.height) this._bitmap.transferFromImageBitmap(this._sheet.transferToImageBitmap());
    },
    draw() {},
    /** Shifts of whole worlds that a view needs, for maps that run past 180 degrees. */
    turns() {
      const f = this.frame, first = Math.floor(f.x / f.scale), last = Math.floor((f.x + f.w) / f.scale);
      const out = [];
      for (let n = first; n <= last; n++) out.push(n);
      return out;
    },
  });

  const BaseLayer = CanvasLayer.extend({
    options: { className: 'base-map', pane: 'base', rests: true },
    initialize(base, style, focus, plain) {
      L.setOptions(this, { opaque: plain });
      L.stamp(this);
      this._layers = {};
      Object.assign(this, { base: decode(base), style, focus, named: new Set(), plain });
    },
    onAdd() { L.Renderer.prototype.onAdd.call(this); },
    /** Tint the countries that the story has named so far. */
    setNamed(codes) {
      if (codes.size === this.named.size && [...codes].every((code) => this.named.has(code))) return;
      this.named = codes;
      if (this.frame) this.redraw();
    },
    draw() {
      const f = this.frame, g = this._context, s = this.style, base = this.base;
      g.setTransform(f.r, 0, 0, f.r, 0, 0);
      if (this.plain) { g.fillStyle = s.sea; g.fillRect(0, 0, f.w, f.h); } else g.clearRect(0, 0, f.w, f.h);
      for (const turn of this.turns()) {
        const ox = f.x - turn * f.scale;
        const seen = (box) => box[2] * f.scale > ox && box[0] * f.scale < ox + f.w
          && box[3] * f.scale > f.y && box[1] * f.scale < f.y + f.h;
        const run = (n, start) => {
          const arc = base.arcs[base.index(n)];
          const put = (i, first) => {
            const x = arc[i] * f.scale - ox, y = arc[i + 1] * f.scale - f.y;
            if (first) g.moveTo(x, y); else g.lineTo(x, y);
          };
          if (n >= 0) for (let i = 0; i < arc.length; i += 2) put(i, start && i === 0);
          else for (let i = arc.length - 2; i >= 0; i -= 2) put(i, start && i === arc.length - 2);
        };
        const fill = (polygons, colour) => {
          g.fillStyle = colour;
          for (const { rings, box } of polygons) {
            if (!seen(box)) continue;
            g.beginPath();
            for (const ring of rings) { ring.forEach((n, i) => run(n, i === 0)); g.closePath(); }
            g.fill('evenodd');
          }
        };
        const stroke = (numbers, colour, width) => {
          g.strokeStyle = colour; g.lineWidth = width; g.lineJoin = 'round'; g.lineCap = 'round';
          g.beginPath();
          for (const n of numbers) if (seen(base.bounds[n])) run(n, true);
          g.stroke();
        };
        const outline = (code) => (base.countries[code] || []).flatMap(({ rings, box }) =>
          seen(box) ? rings.flat().map(base.index).filter((n) => !base.seams.has(n)) : []);
        if (this.plain) {
          fill(base.land, s.land);
          for (const code of this.named) if (!this.focus.includes(code)) fill(base.countries[code] || [], s.named);
          for (const code of this.focus) fill(base.countries[code] || [], s.focus);
          const zoom = Math.log2(f.scale / 256);
          for (const river of base.rivers) {
            if (river.rank <= zoom) stroke(river.arcs, s.river, Math.max(0.6, 1.7 - river.rank * 0.12));
          }
          fill(base.lakes, s.sea);
          stroke(base.coast, s.border, 0.7);
          stroke(base.borders, s.border, 0.9);
        }
        for (const code of this.named) if (!this.focus.includes(code)) stroke(outline(code), s.focusBorder, 0.8);
        for (const code of this.focus) stroke(outline(code), s.focusBorder, 1.6);
      }
    },
  });

  return { mercator, CanvasLayer, BaseLayer };
})();
