/* What is drawn on a canvas, kept from one drawing to the next, so that a step draws again only what changes. */

const SOFT = 1;                             // px that the soft edge of a sign may reach beyond it
const MOST = 0.3;                           // share of the signs from which on drawing all of them takes less
/** @type {number[]} */
const SOLID = [];

/** @typedef {import('../types.js').Painter} Painter */
/** The sides of a box, px.
    @typedef {{left: number, top: number, right: number, bottom: number}} Sides */
/** A sign (the painter's ring), and the box that holds it.
    @typedef {Sides & {x: number, y: number, radius: number, colour: string, width: number, dash: number[], fill: string | null}} Sign */
/** What the painter was asked for: a sign, or one of its other functions and what that was given.
    @typedef {Sign | {name: keyof Painter, asked: any[]}} Entry */

/** @param {Sides} a
    @param {Sides} b */
const meet = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

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
/** @param {Sign} a
    @param {Sign} b */
const same = (a, b) => a.x === b.x && a.y === b.y && a.radius === b.radius && a.width === b.width && a.colour === b.colour && a.fill === b.fill
  && (a.dash === b.dash || equal(a.dash, b.dash));

/** How many signs of a drawing have gone, or how many of the next have come, until both go on alike; one of each, where the sign
    of neither is in the other.
    @param {Sign[]} before
    @param {number} i
    @param {Sign[]} now
    @param {number} j */
function resumed(before, i, now, j) {
  const m = before.length - i, n = now.length - j;
  if (!m || !n) return [m, n];
  for (let k = 1; k < m || k < n; k++) {
    if (k < m && same(before[i + k], now[j])) return [k, 0];
    if (k < n && same(before[i], now[j + k])) return [0, k];
  }
  return [1, 1];
}

/** The signs that only one of two drawings has; null where most of them change. What both have keeps its order: of two
    signs that change places one counts as changed.
    @param {Sign[]} before
    @param {Sign[]} now
    @returns {Sign[] | null} */
function changes(before, now) {
  const m = before.length, n = now.length;
  /** @type {Sign[]} */
  const out = [];
  for (let i = 0, j = 0; i < m || j < n;) {
    if (i < m && j < n && same(before[i], now[j])) { i += 1; j += 1; continue; }
    const [gone, come] = resumed(before, i, now, j);
    out.push(...before.slice(i, i += gone), ...now.slice(j, j += come));
    if (out.length > MOST * n) return null;
  }
  return out;
}

/** The box of a sign with all signs that reach into it, so that no sign is cut: a browser may draw the soft edge of a sign
    that is cut differently.
    @param {Sign} sign
    @param {Sign[]} signs
    @returns {Sides} */
function grown({ left, top, right, bottom }, signs) {
  const box = { left, top, right, bottom };
  for (let held = 0, size = -1; held !== size;) {
    size = held;
    held = 0;
    for (const at of signs) {
      if (!meet(at, box)) continue;
      box.left = Math.min(box.left, at.left); box.top = Math.min(box.top, at.top);
      box.right = Math.max(box.right, at.right); box.bottom = Math.max(box.bottom, at.bottom);
      held += 1;
    }
  }
  return box;
}

/** A painter that waits until a drawing is complete, and then draws what has changed. */
export class KeptDrawing {
  /** @param {Painter} painter draws on the canvas
      @param {(x: number, y: number, w: number, h: number) => void} clear leaves in a box of the canvas, CSS px, what lies under all marks */
  constructor(painter, clear) {
    this.painter = painter;
    this.clear = clear;
    this.keeps = true;
    this.view = '';
    this.size = [0, 0, 1];
    /** What is asked for now.
        @type {Entry[]} */
    this.all = [];
    /** What is on the canvas; null where that is not known.
        @type {Entry[] | null} */
    this.shown = null;
    /** Signs of the drawing before the last, which serve again: thousands of new ones in a drag would have to be swept up.
        @type {Sign[]} */
    this.spare = [];
    this.others = 0;                        // how many of `all` are no signs
    this.before = 0;                        // how many of `shown` are none
    const others = Object.keys(painter).map((name) => [name, (/** @type {any[]} */ ...asked) => {
      this.all.push({ name: /** @type {keyof Painter} */ (name), asked });
      this.others += 1;
    }]);
    /** @type {Painter['ring']} */
    const ring = ([x, y], radius, colour, width, { dash = SOLID, fill = null } = {}) => {
      const r = this.size[2], reach = radius + width / 2 + SOFT;
      const sign = this.spare.pop() || /** @type {Sign} */ ({ x, y, radius, colour, width, dash, fill, left: 0, top: 0, right: 0, bottom: 0 });
      sign.x = x; sign.y = y; sign.radius = radius; sign.colour = colour; sign.width = width; sign.dash = dash; sign.fill = fill;
      sign.left = Math.floor((x - reach) * r) / r; sign.top = Math.floor((y - reach) * r) / r;
      sign.right = Math.ceil((x + reach) * r) / r; sign.bottom = Math.ceil((y + reach) * r) / r;
      this.all.push(sign);
    };
    /** Takes down what is asked for.
        @type {Painter} */
    this.waiting = { ...Object.fromEntries(others), ring };
  }

  /** Begin a drawing on the canvas as it was left. Gives what to draw with; `end` has to be called when all is drawn. What
      is drawn waits until then. Where it is as it was, nothing is drawn; where it is of signs alone, those that change are
      drawn again; else all is.
      @param {import('../types.js').Frame} frame
      @param {boolean} keeps false where others draw on the canvas too: all is drawn, and at once
      @returns {Painter} */
  begin({ scale, x, y, w, h, r }, keeps) {
    const view = [scale, x, y, w, h, r].join();
    if (view !== this.view || !keeps) this.shown = null;
    this.view = view;
    this.size = [w, h, r];
    this.all = [];
    this.others = 0;
    this.keeps = keeps;
    if (keeps) return this.waiting;
    this.clear(0, 0, w, h);
    return this.painter;
  }
  end() {
    const { all, shown, others, size: [w, h] } = this;
    if (!this.keeps) return;                                    // all is drawn already
    const signs = /** @type {Sign[]} */ (all), past = /** @type {Sign[]} */ (shown);
    const changed = shown && !others && !this.before ? changes(past, signs) : null;
    this.shown = all;
    this.before = others;
    if (shown && others && equal(shown, all)) return;
    if (!changed) {
      this.clear(0, 0, w, h);
      for (const entry of all) this._draw(entry);
      return;
    }
    /** @type {Sides[]} */
    const done = [];
    for (const sign of changed) {
      /* A sign that changes is there twice, as it was and as it is; and what lies in a box that is done is drawn with it. So each
         group of signs that touch is searched once, and a drawing of n signs compares n² boxes at most. */
      if (done.some((around) => around.left <= sign.left && around.top <= sign.top && around.right >= sign.right && around.bottom >= sign.bottom)) continue;
      const box = grown(sign, signs), { left, top, right, bottom } = box;
      done.push(box);
      this.clear(left, top, right - left, bottom - top);
      for (const at of signs) if (meet(at, box)) this._draw(at);
    }
    this.spare = past;
  }
  /** @param {Entry} entry */
  _draw(entry) {
    if ('asked' in entry) /** @type {any} */ (this.painter[entry.name])(...entry.asked);
    else this.painter.ring([entry.x, entry.y], entry.radius, entry.colour, entry.width, entry);
  }
}
