/* Labels without a DOM: boxes set beside their anchors so that none overlaps another. */
ER.labels = (() => {
  'use strict';
  const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]];

  /** Where a box of w x h goes on one side of an anchor, at a distance. */
  function boxAt(label, side) {
    const [sx, sy] = side, gap = label.gap;
    const diagonal = sx && sy ? 0.7 : 1;
    const x = label.x + sx * gap * diagonal + (sx > 0 ? 0 : sx < 0 ? -label.w : -label.w / 2);
    const y = label.y + sy * gap * diagonal + (sy > 0 ? 0 : sy < 0 ? -label.h : -label.h / 2);
    return [x, y, x + label.w, y + label.h];
  }

  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /** Set labels in the order given: [{id, x, y, w, h, gap, centred?, last?}] -> Map id -> {box, side}.
      `frame` is [width, height]; `taken` are boxes that must stay free. A label that finds no free
      side is left out; the side that it had before (`last`) is tried first, so that labels rest. */
  function place(labels, frame, taken = []) {
    const used = taken.slice(), out = new Map();
    const inside = (box) => box[0] >= 3 && box[1] >= 3 && box[2] <= frame[0] - 3 && box[3] <= frame[1] - 3;
    for (const label of labels) {
      const sides = label.centred ? [[0, 0]] : SIDES.slice();
      if (!label.centred && label.last) {
        sides.sort((a, b) => (String(b) === label.last) - (String(a) === label.last));
      }
      for (const side of sides) {
        const box = label.centred
          ? [label.x - label.w / 2, label.y - label.h / 2, label.x + label.w / 2, label.y + label.h / 2]
          : boxAt(label, side);
        if (!inside(box) || used.some((other) => meets(box, other))) continue;
        used.push(box);
        out.set(label.id, { box, side: String(side) });
        break;
      }
    }
    return out;
  }

  return { place, meets };
})();
