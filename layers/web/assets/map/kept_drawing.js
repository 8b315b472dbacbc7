/* What is drawn on a canvas, kept from one drawing to the next, so that a step draws again only what changes. */
import { meets } from '../core/label_placement.js';

const SOFT = 1;                             // px that the soft edge of a sign may reach beyond it
const MOST = 0.3;                           // share of the signs from which on drawing all of them takes less

/** @typedef {import('../types.js').Box} Box */
/** @typedef {import('../types.js').Painter} Painter */
/** What the painter was asked for: one of its functions, and what that was given; of a sign, its box too, px.
    @typedef {{name: keyof Painter, asked: any[], box?: Box}} Entry */

/** @param {Box} a
    @param {Box} b
    @returns {Box} */
const around = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];

/** Whether two things of numbers, words, lists and plain records are equal.
    @param {any} a
    @param {any} b
    @returns {boolean} */
function equal(a, b) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (Array.isArray(a)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => equal(a[name], b[name]));
}

/** The boxes of the signs that only one of two drawings has; null where those that both have lie in another order, or
    where most signs change.
    @param {Map<string, Entry>} before
    @param {Map<string, Entry>} now
    @returns {Box[] | null} */
function changes(before, now) {
  const places = new Map([...before.keys()].map((key, i) => [key, i]));
  /** @type {Box[]} */
  const boxes = [];
  let last = -1;
  for (const [key, { box }] of now) {
    const place = places.get(key);
    if (place === undefined) boxes.push(/** @type {Box} */ (box));
    else if (place < last) return null;
    else last = place;
  }
  for (const [key, { box }] of before) if (!now.has(key)) boxes.push(/** @type {Box} */ (box));
  return boxes.length <= MOST * now.size ? boxes : null;
}

/** Boxes that hold others and all signs that reach into them, so that no sign is cut: a browser may draw the soft edge
    of a sign that is cut differently.
    @param {Box[]} boxes
    @param {Entry[]} signs
    @returns {Box[]} */
function grown(boxes, signs) {
  return boxes.map((from) => {
    let box = from, size = -1;
    for (let held = 0; held !== size;) {
      size = held;
      held = 0;
      for (const sign of signs) if (sign.box && meets(sign.box, box)) { box = around(box, sign.box); held += 1; }
    }
    return box;
  });
}

export class KeptDrawing {
  constructor() {
    /** What is on the canvas, in its order, and its signs by what they were asked for with; null where that is not known.
        @type {{all: Entry[], signs: Map<string, Entry>} | null} */
    this.shown = null;
    this.view = '';
  }

  /** Begin a drawing on the canvas as it was left. Gives what to draw with, and `end`, which has to be called when all is
      drawn. What is drawn waits until then. Where it is as it was, nothing is drawn; where it is of signs alone (the
      painter's rings), those that change are drawn again; else all is.
      @param {CanvasRenderingContext2D} g
      @param {Painter} painter draws on g
      @param {import('../types.js').Frame} frame
      @param {boolean} keeps false where others draw on the canvas too: all is drawn, and at once
      @returns {{p: Painter, end: () => void}} */
  begin(g, painter, frame, keeps) {
    const { scale, x, y, w, h, r } = frame, view = [scale, x, y, w, h, r].join(), before = view === this.view ? this.shown : null;
    this.view = view;
    this.shown = null;
    g.setTransform(r, 0, 0, r, 0, 0);
    if (!keeps) { g.clearRect(0, 0, w, h); return { p: painter, end() {} }; }
    /** @type {Entry[]} */
    const all = [];
    /** @type {Map<string, Entry>} */
    const signs = new Map();
    const draw = (/** @type {Entry} */ { name, asked }) => /** @type {any} */ (painter[name])(...asked);
    /** @type {Painter['ring']} */
    const ring = (...asked) => {
      const [[left, top], radius, colour, width, { dash, fill } = {}] = asked, reach = radius + width / 2 + SOFT;
      const low = (/** @type {number} */ v) => Math.floor((v - reach) * r) / r, high = (/** @type {number} */ v) => Math.ceil((v + reach) * r) / r;
      /** @type {Entry} */
      const entry = { name: 'ring', asked, box: [low(left), low(top), high(left), high(top)] };
      signs.set([left, top, radius, colour, width, dash, fill].join(), entry);
      all.push(entry);
    };
    const others = Object.keys(painter).map((name) => [name, (/** @type {any[]} */ ...asked) => { all.push({ name: /** @type {keyof Painter} */ (name), asked }); }]);
    const end = () => {
      this.shown = { all, signs };
      if (before && equal(before.all, all)) return;
      /* A sign that is drawn twice is there once: then all is drawn. */
      const boxes = before && before.signs.size === before.all.length && signs.size === all.length ? changes(before.signs, signs) : null;
      if (!boxes) { g.clearRect(0, 0, w, h); all.forEach(draw); return; }
      for (const box of grown(boxes, all)) {
        g.clearRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
        for (const entry of all) if (entry.box && meets(entry.box, box)) draw(entry);
      }
    };
    return { p: { ...Object.fromEntries(others), ring }, end };
  }
}
