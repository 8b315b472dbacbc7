/* The kind of canvas that the base map and the marks are each drawn on. */
/** A canvas over the map that Leaflet moves and scales like its own renderers. */
export class CanvasLayer extends L.Renderer {
  /** @param {{pane: string, className: string, padding?: number, always?: boolean, opaque?: boolean, rests?: boolean}} options */
  constructor(options) {
    super({ padding: 0.5, ...options });
    this.look = { always: false, opaque: false, rests: false, ...options };
    this.held = false;
    /** Where it lies in the mercator square; null before it has been laid out.
        @type {import('../types.js').Frame} */
    this.frame = /** @type {any} */ (null);
  }
  _initContainer() {
    const { className, rests, opaque } = this.look;
    this._container = L.DomUtil.create('canvas', 'leaflet-zoom-animated ' + className);
    /* A layer that seldom changes is handed over as a finished bitmap: a 2d canvas is copied again in every frame. */
    this._sheet = rests && window.OffscreenCanvas ? new OffscreenCanvas(1, 1) : null;
    this._context = /** @type {CanvasRenderingContext2D} */ ((this._sheet || this._container).getContext('2d', { alpha: !opaque }));
    this._bitmap = this._sheet && this._container.getContext('bitmaprenderer', { alpha: !opaque });
  }
  _destroyContainer() { L.DomUtil.remove(this._container); }
  getEvents() {
    const events = super.getEvents();
    events.move = this._keepUp;
    return events;
  }
  /** While the map moves: marks are drawn again in each frame, the base map only where it no longer covers the view. */
  _keepUp() {
    const bare = !this._bounds || this._zoom !== this._map.getZoom() || !this._covers();
    if (this.look.always || bare) this._update();
  }
  /* Leaflet puts a renderer where its centre is to a fraction of a pixel, though its origin is whole: at rest it lies on whole
     pixels, as it is drawn, and is copied to the screen as it is. */
  _reset() {
    super._reset();
    if (!this._map._animatingZoom) L.DomUtil.setPosition(this._container, this._bounds.min);
  }
  _covers() {
    const size = this._map.getSize(), low = this._map.containerPointToLayerPoint([0, 0]);
    return this._bounds.contains(L.bounds(low, low.add(size)));
  }
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    super._update();
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
    /* Leaflet calls this up to three times in a move: what is drawn already is kept. */
    const sides = /** @type {(keyof import('../types.js').Frame)[]} */ (Object.keys(frame));
    if (!last || sides.some((side) => frame[side] !== last[side])) this.redraw();
  }
  /** Draw, and hand the bitmap over if the canvas takes bitmaps. */
  redraw() {
    if (this.held) return;                            // until the page knows its size and its view
    this.draw();
    if (this._bitmap && this._sheet?.width && this._sheet.height) this._bitmap.transferFromImageBitmap(this._sheet.transferToImageBitmap());
  }
  draw() {}
  /** The shifts, in whole worlds, that a view needs: a map may go on past 180 degrees. */
  turns() {
    const f = this.frame, first = Math.floor(f.x / f.scale), last = Math.floor((f.x + f.w) / f.scale);
    /** @type {number[]} */
    const out = [];
    for (let n = first; n <= last; n++) out.push(n);
    return out;
  }
}
