/* The signs of printed points as pixels, each made once for a sheet. */
import { STATES } from '../core/crowd.js';
import { stamp } from '../core/stamps.js';

export class PointStamps {
  /** @param {import('../types.js').Style} style
      @param {number} ratio device pixels in a CSS px */
  constructor(style, ratio) {
    this.style = style;
    this.ratio = ratio;
    /** With soft or with hard edges.
        @type {Map<boolean, {place: import('../types.js').Stamp, ahead: import('../types.js').Stamp, past: import('../types.js').Stamp, rings: Map<number, import('../types.js').Stamp>}>} */
    this.made = new Map();
  }
  /** @param {boolean} hard */
  of(hard) {
    const { ratio: r, style: s } = this, size = s.radius;
    let stamps = this.made.get(hard);
    if (!stamps) {
      stamps = {
        place: stamp(r, hard, { radius: size.place, width: 1.7, colour: s.ink, fill: s.paper }),
        ahead: stamp(r, hard, { radius: size.ahead, width: 1, colour: s.untravelled, fill: s.paper }),
        past: stamp(r, hard, { radius: size.past, fill: s.ink, colour: s.ink }),
        rings: new Map(),
      };
      this.made.set(hard, stamps);
    }
    return stamps;
  }
  /** @param {boolean} hard
      @param {number} code
      @param {number} colour
      @param {number} n how many rings are inside it */
  ring(hard, code, colour, n) {
    const key = (code * 16 + colour) * 4 + n, { style: s } = this, { rings } = this.of(hard);
    let ring = rings.get(key);
    if (!ring) {
      ring = stamp(this.ratio, hard, { radius: s.radius.ring + n * s.radius.step, width: 1.7, colour: s.people[colour - 1],
        dash: STATES[code] === 'perhaps' ? [4, 3] : null });
      rings.set(key, ring);
    }
    return ring;
  }
}
