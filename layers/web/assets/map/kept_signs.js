/* The signs on a canvas, kept from one drawing to the next, so that a step draws again only those that change. */
const SOFT = 1;                             // px that the soft edge of a sign may reach beyond it
const MOST = 0.3;                           // share of the signs from which on drawing all of them takes less

/** @typedef {import('../types.js').Box} Box */
/** @typedef {import('../types.js').Painter} Painter */
/** A sign: what the painter's `ring` is asked for, and the box that it can reach, px.
    @typedef {{asked: Parameters<Painter['ring']>, box: Box}} Sign */

/** @param {Box} a
    @param {Box} b */
const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** @param {Box} a
    @param {Box} b
    @returns {Box} */
const around = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];

/** The boxes of the signs that only one of two drawings has; null where those that both have lie in another order, or
    where most signs change.
    @param {Map<string, Sign>} before
    @param {Map<string, Sign>} now
    @returns {Box[] | null} */
function changes(before, now) {
  const places = new Map([...before.keys()].map((key, i) => [key, i])), boxes = [];
  let last = -1;
  for (const [key, { box }] of now) {
    const place = places.get(key);
    if (place === undefined) boxes.push(box);
    else if (place < last) return null;
    else last = place;
  }
  for (const [key, { box }] of before) if (!now.has(key)) boxes.push(box);
  return boxes.length <= MOST * now.size ? boxes : null;
}

/** Boxes that hold others and all signs that reach into them, so that no sign is cut: a browser may draw the soft edge
    of a sign that is cut differently.
    @param {Box[]} boxes
    @param {Iterable<Sign>} signs
    @returns {Box[]} */
function grown(boxes, signs) {
  const all = [...signs];
  return boxes.map((from) => {
    let box = from, size = -1;
    for (let held = 0; held !== size;) {
      size = held;
      held = 0;
      for (const sign of all) if (meet(sign.box, box)) { box = around(box, sign.box); held += 1; }
    }
    return box;
  });
}

export class KeptSigns {
  constructor() {
    /** What is on the canvas, in its order; null where that is not known.
        @type {Map<string, Sign> | null} */
    this.shown = null;
    this.view = '';
  }
  /** Begin a drawing on the canvas as it was left. Gives what to draw with, and `end`, which has to be called when all is
      drawn. Signs wait until then; whatever else is drawn empties the canvas first, and then all is drawn at once.
      @param {CanvasRenderingContext2D} g
      @param {Painter} painter draws on g
      @param {import('../types.js').Frame} frame
      @param {boolean} keeps whether signs may be kept: false for what draws on the canvas by itself
      @returns {{p: Painter, end: () => void}} */
  begin(g, painter, frame, keeps) {
    const { scale, x, y, w, h, r } = frame, view = [scale, x, y, w, h, r].join(), before = view === this.view ? this.shown : null;
    /** @type {Map<string, Sign>} */
    const signs = new Map();
    let waiting = true;
    this.view = view;
    this.shown = null;
    g.setTransform(r, 0, 0, r, 0, 0);
    const all = () => {
      waiting = false;
      g.clearRect(0, 0, w, h);
      for (const { asked } of signs.values()) painter.ring(...asked);
    };
    /** @type {Painter['ring']} */
    const ring = (...asked) => {
      if (!waiting) { painter.ring(...asked); return; }
      const [[left, top], radius, colour, width, { dash, fill } = {}] = asked, reach = radius + width / 2 + SOFT;
      let key = [left, top, radius, colour, width, dash, fill].join();
      while (signs.has(key)) key += '+';
      const low = (/** @type {number} */ v) => Math.floor((v - reach) * r) / r, high = (/** @type {number} */ v) => Math.ceil((v + reach) * r) / r;
      signs.set(key, { asked, box: [low(left), low(top), high(left), high(top)] });
    };
    if (!keeps) all();
    const others = Object.entries(painter).map(([name, draw]) => [name, (/** @type {any[]} */ ...asked) => { if (waiting) all(); draw(...asked); }]);
    const end = () => {
      if (!waiting) return;
      const boxes = before && changes(before, signs);
      this.shown = signs;
      if (!boxes) { all(); return; }
      for (const box of grown(boxes, signs.values())) {
        g.clearRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
        for (const sign of signs.values()) if (meet(sign.box, box)) painter.ring(...sign.asked);
      }
    };
    return { p: { ...Object.fromEntries(others), ring }, end };
  }
}
