/* Where somebody could have been while nothing was recorded: an area of dots with a dotted edge. */
import { disc } from '../core/geodesic.js';
import { mercator } from '../core/mercator.js';

/* Distances between the dots of a reach, and of the part that is possible at the moment, px; as in layers/picture/track_drawing.py. */
const DOTS = 7, DENSE_DOTS = 4.5;

export class ReachDrawing {
  /** @param {import('../types.js').Style} style */
  constructor(style) {
    this.style = style;
    /** Dots by colour and distance. @type {Map<string, CanvasPattern>} */
    this.patterns = new Map();
    /** Reaches as paths, and where on screen they were made. @type {Map<number[][], {at: string, path: Path2D}>} */
    this.regions = new Map();
  }

  /** Draw the reach of all of a gap: an area of dots with a dotted edge.
      @param {CanvasRenderingContext2D} g
      @param {import('../types.js').TrackGap} gap
      @param {import('../types.js').Put} px
      @param {string} colour
      @returns {boolean} whether it has one */
  draw(g, gap, px, colour) {
    if (!gap.region) return false;
    this._dotted(g, this._region(gap.region, px), colour, DOTS);
    return true;
  }

  /** Draw the part of it that is possible at the moment: what both discs share, within the reach of all of the gap.
      @param {CanvasRenderingContext2D} g
      @param {import('../types.js').TrackGap} gap
      @param {number} t
      @param {import('../types.js').Put} px
      @param {string} colour */
  drawMoment(g, gap, t, px, colour) {
    if (!gap.region) return;
    const near = discPath(gap.from, (t - gap.start) * gap.speed + gap.slack[0], px);
    const far = gap.to && discPath(gap.to, (gap.end - t) * gap.speed + gap.slack[1], px);
    g.save();
    g.clip(this._region(gap.region, px), 'evenodd');
    if (far) { g.save(); g.clip(far, 'evenodd'); }
    this._dotted(g, near, colour, DENSE_DOTS);
    if (far) { g.restore(); g.clip(near, 'evenodd'); this._dotted(g, far, colour, 0); }
    g.restore();
  }

  /** Fill a path with dots `apart` px from each other and stroke its edge; with 0 only the edge.
      @param {CanvasRenderingContext2D} g
      @param {Path2D} path
      @param {string} colour
      @param {number} apart */
  _dotted(g, path, colour, apart) {
    const { width, dash = [] } = this.style.paths.reach;
    if (apart) { g.fillStyle = this._dots(g, colour, apart); g.fill(path, 'evenodd'); }
    g.strokeStyle = colour; g.lineWidth = width; g.setLineDash(dash); g.lineCap = 'round';
    g.stroke(path);
    g.setLineDash([]);
  }
  /** A pattern of dots, every second row shifted by half; drawn larger and scaled down, so that it is sharp on any screen.
      @param {CanvasRenderingContext2D} g
      @param {string} colour
      @param {number} apart */
  _dots(g, colour, apart) {
    const key = `${colour} ${apart}`, known = this.patterns.get(key);
    if (known) return known;
    const tile = document.createElement('canvas'), p = /** @type {CanvasRenderingContext2D} */ (tile.getContext('2d')), fine = 4;
    tile.width = apart * fine; tile.height = 2 * apart * fine;
    p.scale(fine, fine); p.fillStyle = colour; p.globalAlpha = 0.65;
    for (const [x, y] of [[0.25, 0.5], [0.75, 1.5]]) { p.beginPath(); p.arc(x * apart, y * apart, 0.65, 0, 7); p.fill(); }
    const made = /** @type {CanvasPattern} */ (g.createPattern(tile, 'repeat'));
    made.setTransform(new DOMMatrix().scale(1 / fine));
    this.patterns.set(key, made);
    return made;
  }

  /** @param {number[][]} rings
      @param {import('../types.js').Put} px */
  _region(rings, px) {
    const at = String([...px(0, 0), ...px(1, 1)]), known = this.regions.get(rings);
    if (known && known.at === at) return known.path;
    const path = new Path2D();
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const [u, v] = px(...mercator(ring[i], ring[i + 1]));
        if (i) path.lineTo(u, v); else path.moveTo(u, v);
      }
      path.closePath();
    }
    this.regions.set(rings, { at, path });
    return path;
  }
}

/** A disc on the ellipsoid as a path, also in the worlds at its sides; a disc with a pole goes on to the map's edge.
    @param {import('../types.js').XY} at
    @param {number} radius
    @param {import('../types.js').Put} px */
function discPath([lon, lat], radius, px) {
  const { ring, north, south, all } = disc(lon, lat, radius), path = new Path2D();
  const box = () => { path.moveTo(...px(-1, 0)); path.lineTo(...px(2, 0)); path.lineTo(...px(2, 1)); path.lineTo(...px(-1, 1)); path.closePath(); };
  if (all) { box(); return path; }
  if (north && south) box();
  const points = ring.map(([x, y]) => mercator(x, y));
  if (north !== south) {
    const edge = north ? 0 : 1, [x0, y0] = points[0], x1 = points[points.length - 1][0], turn = Math.sign(x1 - x0);
    points.push([x0 + turn, y0], [x0 + turn, edge], [x0, edge]);
  }
  for (const by of [-1, 0, 1]) {
    points.forEach(([x, y], i) => { const at = px(x + by, y); if (i) path.lineTo(...at); else path.moveTo(...at); });
    path.closePath();
  }
  return path;
}
