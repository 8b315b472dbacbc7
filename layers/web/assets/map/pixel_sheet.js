/* A sheet of pixels over the view, on which stamps are printed. */
import { flatten } from '../core/stamps.js';

/** A sheet of pixels over the view, on which stamps are printed; it is copied to the map's canvas in one piece. */
export class Sheet {
  /** @param {number} w
      @param {number} h
      @param {number} r device pixels in a CSS px */
  constructor(w, h, r) {
    this.r = r;
    this.w = Math.ceil(w * r);
    this.h = Math.ceil(h * r);
    this.wanted = [w, h, r].join();
    this.canvas = document.createElement('canvas');
    this.canvas.width = this.w; this.canvas.height = this.h;
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d', { willReadFrequently: true }));
    this.image = new ImageData(this.w, this.h);
    this.pixels = new Int32Array(this.image.data.buffer);        // signed: unsigned numbers would be too large for fast integers
    this.stacks = new Uint8Array(this.pixels.length);
  }
  /** Empty the rows from `from` to `to`, or fill them with the dots that are kept.
      @param {{pixels: Int32Array} | null} rest */
  clear(rest, from = 0, to = this.h) {
    const low = from * this.w, high = to * this.w;
    if (rest) this.pixels.set(rest.pixels.subarray(low, high), low); else this.pixels.fill(0, low, high);
    this.stacks.fill(0, low, high);
  }
  /** How often this was called before for a pixel: rings at the same spot are drawn around each other.
      @param {number} at */
  nth(at) {
    if (at < 0) return 0;
    if (this.stacks[at] < 255) this.stacks[at] += 1;
    return this.stacks[at] - 1;
  }
  /** Print a stamp around a point of the view. Its soft edge does not cover what is printed already.
      @param {import('../types.js').Stamp} stamp
      @param {number} x
      @param {number} y */
  print(stamp, x, y) {
    const at = this.spot(x, y, stamp.half);
    if (at < 0) this.cut(stamp, Math.floor(x * this.r), Math.floor(y * this.r));
    else this.printAll(stamp, [at], 1);
  }
  /** The pixel of a point, if a sign that reaches `half` pixels around it is wholly on the sheet; else -1.
      @param {number} x
      @param {number} y
      @param {number} half */
  spot(x, y, half) {
    const cx = Math.floor(x * this.r), cy = Math.floor(y * this.r);
    return cx < half || cy < half || cx >= this.w - half || cy >= this.h - half ? -1 : cy * this.w + cx;
  }
  /** Print a stamp at many pixels, as `spot` gives them; -1 is left out. With `under` the stamp covers nothing that is
      printed already.
      @param {import('../types.js').Stamp} stamp
      @param {ArrayLike<number>} spots
      @param {number} count */
  printAll(stamp, spots, count, under = false) {
    const { pixels } = this, { solidAt, solidOf, softAt, softOf } = flatten(stamp, this.w), solid = solidAt.length, soft = softAt.length;
    for (let n = 0; n < count; n++) {
      const at = spots[n];
      if (at < 0) continue;
      if (under) { for (let k = 0; k < solid; k++) if (!pixels[at + solidAt[k]]) pixels[at + solidAt[k]] = solidOf[k]; }
      else for (let k = 0; k < solid; k++) pixels[at + solidAt[k]] = solidOf[k];
      for (let k = 0; k < soft; k++) if (!pixels[at + softAt[k]]) pixels[at + softAt[k]] = softOf[k];
    }
  }
  /** Print a stamp that the sheet's edge cuts.
      @param {import('../types.js').Stamp} stamp
      @param {number} cx
      @param {number} cy */
  cut(stamp, cx, cy) {
    for (const part of [stamp.solid, stamp.soft]) {
      for (const [dx, dy, colour] of part) {
        const x = cx + dx, y = cy + dy, at = y * this.w + x;
        if (x >= 0 && y >= 0 && x < this.w && y < this.h && (part === stamp.solid || !this.pixels[at])) this.pixels[at] = colour;
      }
    }
  }
  /** Draw the sheet over what is on a canvas of the same size; with `box` copy that part, for a canvas that is empty.
      @param {CanvasRenderingContext2D} g
      @param {number[] | null} box */
  show(g, box) {
    if (box) { g.putImageData(this.image, 0, 0, box[0], box[1], box[2] - box[0], box[3] - box[1]); return; }
    this.context.putImageData(this.image, 0, 0);
    g.save();
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.drawImage(this.canvas, 0, 0);
    g.restore();
  }
}
