/* Signs as pixels, and dots that are kept from step to step: no canvas, only numbers. */
/** @param {string} colour */
const channels = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));

/** A ring or a dot as pixels, `r` of them in a CSS px. A pixel at its edge is as opaque as the share that it covers;
    a hard stamp has only the pixels of which it covers at least half, and those are opaque.
    @param {number} r
    @param {boolean} hard
    @param {{radius: number, width?: number, colour?: string, dash?: number[] | null, fill?: string | null}} look
    @returns {import('../types.js').Stamp} */
export function stamp(r, hard, { radius, width = 0, colour = '#000000', dash = null, fill = null }) {
  const half = Math.ceil((radius + width / 2) * r + 0.5), solid = /** @type {[number, number, number][]} */ ([]), soft = /** @type {[number, number, number][]} */ ([]);
  const cover = (/** @type {number} */ inside) => Math.max(0, Math.min(1, inside * r + 0.5));
  for (let dy = -half; dy <= half; dy++) {
    for (let dx = -half; dx <= half; dx++) {
      const d = Math.hypot(dx, dy) / r, along = (Math.atan2(dy, dx) + 2 * Math.PI) % (2 * Math.PI) * radius;
      const gap = dash && along % (dash[0] + dash[1]) >= dash[0];
      const line = width && !gap ? cover(width / 2 - Math.abs(d - radius)) : 0, disc = fill ? cover(radius - d) * (1 - line) : 0;
      const alpha = hard ? (line + disc < 0.5 ? 0 : 255) : Math.round((line + disc) * 255);
      if (!alpha) continue;
      const inner = channels(fill || colour), part = hard ? Math.round(line / (line + disc)) : line / (line + disc);
      const bytes = channels(colour).map((v, i) => Math.round(v * part + inner[i] * (1 - part)));
      (alpha === 255 ? solid : soft).push([dx, dy, new Int32Array(Uint8Array.of(...bytes, alpha).buffer)[0]]);
    }
  }
  return { half, solid, soft };
}

/** The offsets from a stamp's centre to its pixels, on a sheet of that width; kept with the stamp.
    @param {import('../types.js').Stamp} sign
    @param {number} wide
    @returns {import('../types.js').FlatStamp} */
export function flatten(sign, wide) {
  if (sign.flat && sign.flat.wide === wide) return sign.flat;
  sign.flat = {
    wide,
    solidAt: Int32Array.from(sign.solid, ([dx, dy]) => dy * wide + dx),
    softAt: Int32Array.from(sign.soft, ([dx, dy]) => dy * wide + dx),
    solidOf: Int32Array.from(sign.solid, ([, , colour]) => colour),
    softOf: Int32Array.from(sign.soft, ([, , colour]) => colour),
  };
  return sign.flat;
}

/** Thousands of dots, kept from step to step: each pixel counts the dots that cover it, so that a single dot can be
    removed again. `order` has the stamps with the topmost first. */
export class Rest {
  /** @param {{w: number, pixels: Int32Array}} sheet
      @param {import('../types.js').Stamp[]} dots
      @param {import('../types.js').Stamp[]} order */
  constructor(sheet, dots, order) {
    const coloured = (/** @type {import('../types.js').Stamp} */ dot) => [...new Set(dot.solid.map(([, , colour]) => colour))];
    this.pixels = new Int32Array(sheet.pixels.length);
    this.coats = order.flatMap(coloured).map((colour) => ({ colour, counts: new Int32Array(this.pixels.length) }));
    this.parts = dots.map((dot) => this.coats.map(({ colour, counts }) => ({
      counts, steps: Int32Array.from(dot.solid.filter(([, , paint]) => paint === colour), ([dx, dy]) => dy * sheet.w + dx),
    })).filter(({ steps }) => steps.length));
  }
  clear() {
    this.pixels.fill(0);
    for (const { counts } of this.coats) counts.fill(0);
    this.begun = false;
  }
  /** Add many dots; a spot of -1 is left out. They are visible after `settle`.
      @param {number} code
      @param {Int32Array} spots
      @param {number} count */
  lay(code, spots, count) {
    for (const { counts, steps } of this.parts[code]) {
      for (let n = 0; n < count; n++) {
        const at = spots[n];
        if (at >= 0) for (let k = 0; k < steps.length; k++) counts[at + steps[k]] += 1;
      }
    }
  }
  /** Add a dot (`by` 1) or remove it (`by` -1), and colour its pixels.
      @param {number} code
      @param {number} at
      @param {number} by */
  add(code, at, by) {
    for (const { counts, steps } of this.parts[code]) {
      for (let k = 0; k < steps.length; k++) {
        counts[at + steps[k]] += by;
        this.pixels[at + steps[k]] = this._colour(at + steps[k]);
      }
    }
  }
  /** @param {number} at */
  _colour(at) {
    for (const { counts, colour } of this.coats) if (counts[at]) return colour;
    return 0;
  }
  settle() {
    for (const { colour, counts } of [...this.coats].reverse()) {
      for (let at = 0; at < counts.length; at++) if (counts[at]) this.pixels[at] = colour;
    }
    this.begun = true;
  }
}
