/* Thousands of events without a DOM: how each stands, where each lies, and signs as pixels.
   Only a story of many events carries this script and those that build on it. */
ER.crowd = (() => {
  'use strict';
  const STATES = ['ahead', 'past', 'perhaps', 'under way'];       // the later is drawn above the earlier
  const CODE = Object.fromEntries(STATES.map((name, i) => [name, i]));

  /** How events stand, carried from one moment to the next. An event's state changes at its bounds alone,
      so only those are asked again that have a bound between the two moments, both ends counted. */
  class States {
    constructor(events) {
      const times = [], owners = [];
      events.forEach((event, i) => {
        for (const t of new Set([event.s0, event.s1, event.e1])) { times.push(t); owners.push(i); }
      });
      const order = Uint32Array.from(times, (_, k) => k).sort((a, b) => times[a] - times[b]);
      this.times = Float64Array.from(order, (k) => times[k]);
      this.owners = Uint32Array.from(order, (k) => owners[k]);
      this.events = events;
      this.codes = new Uint8Array(events.length);                  // before all bounds every event is ahead
      this.at = -Infinity;
    }
    go(t) {
      const { times, owners, events, codes } = this, low = Math.min(this.at, t), high = Math.max(this.at, t);
      for (let k = ER.time.first(times.length, (i) => times[i] >= low); k < times.length && times[k] <= high; k++) {
        codes[owners[k]] = CODE[ER.time.eventState(events[owners[k]], t)];
      }
      this.at = t;
    }
  }

  /** Points sorted into the cells of a grid, so that a part of the map is asked without the rest of it.
      Points whose place is not known are NaN, and in no cell. */
  function grid(xs, ys, side = 256) {
    let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
    for (let i = 0; i < xs.length; i++) {
      if (xs[i] < west) west = xs[i];
      if (xs[i] > east) east = xs[i];
      if (ys[i] < north) north = ys[i];
      if (ys[i] > south) south = ys[i];
    }
    const held = (v) => Math.max(0, Math.min(side - 1, Math.floor(v)));
    const column = (x) => held((x - west) / (east - west || 1) * side), row = (y) => held((y - north) / (south - north || 1) * side);
    const starts = new Uint32Array(side * side + 1);
    for (let i = 0; i < xs.length; i++) if (xs[i] >= west) starts[row(ys[i]) * side + column(xs[i]) + 1] += 1;
    for (let k = 0; k < side * side; k++) starts[k + 1] += starts[k];
    const next = starts.slice(), items = new Uint32Array(starts[side * side]);
    for (let i = 0; i < xs.length; i++) if (xs[i] >= west) items[next[row(ys[i]) * side + column(xs[i])]++] = i;
    /** Visit the points of all cells that a box touches, a row of cells at a time: visit(numbers, from, to).
        Some of them lie beyond the box. */
    return (x0, y0, x1, y1, visit) => {
      if (x1 < west || x0 > east || y1 < north || y0 > south) return;
      const from = column(x0), to = column(x1), last = row(y1);
      for (let r = row(y0); r <= last; r++) {
        visit(items, starts[r * side + from], starts[r * side + to + 1]);
      }
    };
  }

  const channels = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));

  /** A ring or a dot as pixels, `r` of them a CSS px: the pixels at its edge by how much it covers of them,
      or, for a hard one, those that it covers by half. */
  function stamp(r, hard, { radius, width = 0, colour = '#000000', dash = null, fill = null }) {
    const half = Math.ceil((radius + width / 2) * r + 0.5), solid = [], soft = [];
    const cover = (inside) => Math.max(0, Math.min(1, inside * r + 0.5));
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
    return { half, solid, soft, wide: 0 };
  }

  /** A sheet of pixels over the view that stamps are printed on; it goes to the map's canvas in one piece. */
  class Sheet {
    constructor(w, h, r) {
      Object.assign(this, { r, w: Math.ceil(w * r), h: Math.ceil(h * r), wanted: [w, h, r].join() });
      this.canvas = document.createElement('canvas');
      this.canvas.width = this.w; this.canvas.height = this.h;
      this.context = this.canvas.getContext('2d', { willReadFrequently: true });
      this.image = new ImageData(this.w, this.h);
      this.pixels = new Int32Array(this.image.data.buffer);        // signed: larger numbers would be reckoned with as floats
      this.stacks = new Uint8Array(this.pixels.length);
    }
    /** Begin anew between two rows: with nothing, or with what rests. */
    clear(rest, from = 0, to = this.h) {
      const low = from * this.w, high = to * this.w;
      if (rest) this.pixels.set(rest.pixels.subarray(low, high), low); else this.pixels.fill(0, low, high);
      this.stacks.fill(0, low, high);
    }
    /** How many have asked for this pixel before: rings at one spot stand one around the other. */
    nth(at) {
      if (at < 0) return 0;
      if (this.stacks[at] < 255) this.stacks[at] += 1;
      return this.stacks[at] - 1;
    }
    /** Print a stamp around a point of the view. Its soft edge gives way to what is printed there already. */
    print(stamp, x, y) {
      const at = this.spot(x, y, stamp.half);
      if (at < 0) this.cut(stamp, Math.floor(x * this.r), Math.floor(y * this.r));
      else this.printAll(stamp, [at], 1);
    }
    /** The pixel of a point, if a sign around it so large is wholly on the sheet; else -1. */
    spot(x, y, half) {
      const cx = Math.floor(x * this.r), cy = Math.floor(y * this.r);
      return cx < half || cy < half || cx >= this.w - half || cy >= this.h - half ? -1 : cy * this.w + cx;
    }
    /** Print one stamp at many pixels that `spot` has given; where that was -1, nothing. With `under` all of it gives
        way to what is there. */
    printAll(stamp, spots, count, under = false) {
      if (stamp.wide !== this.w) flatten(stamp, this.w);
      const { pixels } = this, { solidAt, solidOf, softAt, softOf } = stamp, solid = solidAt.length, soft = softAt.length;
      for (let n = 0; n < count; n++) {
        const at = spots[n];
        if (at < 0) continue;
        if (under) { for (let k = 0; k < solid; k++) if (!pixels[at + solidAt[k]]) pixels[at + solidAt[k]] = solidOf[k]; }
        else for (let k = 0; k < solid; k++) pixels[at + solidAt[k]] = solidOf[k];
        for (let k = 0; k < soft; k++) if (!pixels[at + softAt[k]]) pixels[at + softAt[k]] = softOf[k];
      }
    }
    /** The same where the sheet's edge cuts the stamp. */
    cut(stamp, cx, cy) {
      for (const part of [stamp.solid, stamp.soft]) {
        for (const [dx, dy, colour] of part) {
          const x = cx + dx, y = cy + dy, at = y * this.w + x;
          if (x >= 0 && y >= 0 && x < this.w && y < this.h && (part === stamp.solid || !this.pixels[at])) this.pixels[at] = colour;
        }
      }
    }
    /** Lay the sheet over what is drawn on a canvas of the same pixels; one that is bare takes a `box` of it as it is. */
    show(g, box) {
      if (box) { g.putImageData(this.image, 0, 0, box[0], box[1], box[2] - box[0], box[3] - box[1]); return; }
      this.context.putImageData(this.image, 0, 0);
      g.save();
      g.setTransform(1, 0, 0, 1, 0, 0);
      g.drawImage(this.canvas, 0, 0);
      g.restore();
    }
  }
  /** Steps from a stamp's centre to its pixels, on a sheet of that width. */
  function flatten(stamp, wide) {
    stamp.wide = wide;
    stamp.solidAt = Int32Array.from(stamp.solid, ([dx, dy]) => dy * wide + dx);
    stamp.softAt = Int32Array.from(stamp.soft, ([dx, dy]) => dy * wide + dx);
    stamp.solidOf = Int32Array.from(stamp.solid, ([, , colour]) => colour);
    stamp.softOf = Int32Array.from(stamp.soft, ([, , colour]) => colour);
  }

  /** Dots in their thousands, kept from step to step: each pixel counts the dots that cover it, so that one can be
      taken away as it was put there. `order` has the stamps in the order in which they lie one above the other. */
  class Rest {
    constructor(sheet, stamps, order) {
      const coloured = (stamp) => [...new Set(stamp.solid.map(([, , colour]) => colour))];
      this.pixels = new Int32Array(sheet.pixels.length);
      this.coats = order.flatMap(coloured).map((colour) => ({ colour, counts: new Int32Array(this.pixels.length) }));
      this.parts = stamps.map((stamp) => this.coats.map(({ colour, counts }) => ({
        counts, steps: Int32Array.from(stamp.solid.filter(([, , one]) => one === colour), ([dx, dy]) => dy * sheet.w + dx),
      })).filter(({ steps }) => steps.length));
    }
    clear() {
      this.pixels.fill(0);
      for (const { counts } of this.coats) counts.fill(0);
      this.begun = false;
    }
    /** Put many dots there, -1 for none; they show once it has been settled. */
    lay(code, spots, count) {
      for (const { counts, steps } of this.parts[code]) {
        for (let n = 0; n < count; n++) {
          const at = spots[n];
          if (at >= 0) for (let k = 0; k < steps.length; k++) counts[at + steps[k]] += 1;
        }
      }
    }
    /** Put a dot there (by 1) or take it away (by -1), and colour its pixels. */
    add(code, at, by) {
      for (const { counts, steps } of this.parts[code]) {
        for (let k = 0; k < steps.length; k++) {
          counts[at + steps[k]] += by;
          this.pixels[at + steps[k]] = this._colour(at + steps[k]);
        }
      }
    }
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

  return { STATES, States, grid, stamp, Sheet, Rest };
})();
