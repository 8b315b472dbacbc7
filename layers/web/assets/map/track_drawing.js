/* What was recorded, where nothing was, and where somebody could have been: drawn as three different things.
   Positions are a solid line with its fixes, a gap is dashes or dots, reach is an area with a dotted edge. */
import { regapped } from '../core/gap_threshold.js';
import { disc } from '../core/geodesic.js';
import { mercator } from '../core/mercator.js';
import { first } from '../core/time.js';
import { lineRows, visibleRows } from '../core/track_rows.js';

/* Distances between the dots of a reach, and of the part that is possible at the moment, px; as in layers/picture/track_drawing.py. */
const DOTS = 7, DENSE_DOTS = 4.5;
const UNIT = 100000, TICK = 100;            // as in layers/web/track_payload.py
/** Steps from one number to the next -> the numbers.
    @param {number[]} steps
    @param {number} unit */
const summed = (steps, unit) => {
  const out = new Float64Array(steps.length);
  let sum = 0;
  steps.forEach((step, i) => { sum += step; out[i] = sum * unit; });
  return out;
};
/** Positions in the mercator square. A line over the antimeridian is one line: its x goes on past 0 or 1.
    @param {ArrayLike<number>} lon
    @param {ArrayLike<number>} lat */
const placed = (lon, lat) => {
  const x = new Float64Array(lon.length), y = new Float64Array(lon.length);
  for (let i = 0; i < lon.length; i++) {
    [x[i], y[i]] = mercator(lon[i], lat[i]);
    if (i) x[i] += Math.round(x[i - 1] - x[i]);
  }
  return { x, y };
};

/** A flag for each of `count` rows, 1 for those listed.
    @param {ArrayLike<number>} rows
    @param {number} count */
const flagged = (rows, count) => {
  const out = new Uint8Array(count);
  for (let i = 0; i < rows.length; i++) out[rows[i]] = 1;
  return out;
};

/** A track as Python sends it -> what is drawn.
    @param {any} row
    @returns {import('../types.js').Track} */
export function readTrack(row) {
  const lon = summed(row.lon, 1 / UNIT), lat = summed(row.lat, 1 / UNIT), time = summed(row.time, TICK);
  const own = { starts: [...row.starts, time.length], gaps: row.gaps };
  return { ...row, ...own, own, ...placed(lon, lat), lon, lat, time, doubted: flagged(summed(row.doubted, 1), time.length) };
}

/** How many positions were recorded up to a moment.
    @param {import('../types.js').Track} track
    @param {number} t */
export const recordedBy = (track, t) => first(track.time.length, (i) => track.time[i] > t);

/** The gap that a moment lies in.
    @param {import('../types.js').Track} track
    @param {number} t */
export const gapAt = (track, t) => track.gaps.find((gap) => gap.start < t && t < gap.end);

export class TrackDrawing {
  /** @param {any[]} rows
      @param {import('../types.js').Style} style
      @param {import('../types.js').Say} say */
  constructor(rows, style, say) {
    this.style = style;
    this.say = say;
    this.all = this.tracks = new Map(rows.map((row) => [row.leg, readTrack(row)]));
    /** Signs that the last drawing showed. @type {Set<string>} */
    this.signs = new Set();
    this.t = 0;
    /** The threshold of gaps that the reader has chosen, seconds. @type {number | null} */
    this.chosen = null;
    /** Dots by colour and distance. @type {Map<string, CanvasPattern>} */
    this.patterns = new Map();
    /** Of each track the rows that a zoom can tell apart. @type {Map<import('../types.js').Track, {scale: number, starts: number[], rows: number[], line: number[]}>} */
    this.visible = new Map();
    /** Reaches as paths, and where on screen they were made. @type {Map<number[][], {at: string, path: Path2D}>} */
    this.regions = new Map();
  }
  begin() { this.signs.clear(); }
  /** Keep the tracks of the legs that are known, for what is drawn next.
      @param {(leg: string) => boolean} known */
  keep(known) { this.tracks = new Map([...this.all].filter(([leg]) => known(leg))); }

  /** Part all tracks anew; null is by each source's own threshold.
      @param {number | null} seconds */
  part(seconds) {
    this.chosen = seconds;
    for (const track of this.all.values()) Object.assign(track, regapped(track, seconds));
  }

  /** Draw the tracks of the legs that show.
      @param {import('./mark_layer.js').MarkLayer} layer
      @param {import('../types.js').Painter} p
      @param {import('../types.js').DrawnLeg[]} legs
      @param {import('../types.js').Put} px */
  paint(layer, p, legs, px) {
    const g = layer._context;
    for (const { shown, mark } of legs) {
      const track = this.tracks.get(mark.id), { role } = shown;
      if (!track || !track.time.length) continue;
      if (role === 'before' || role === 'meanwhile') {
        this._recorded(g, layer, track, 0, track.time.length, px, this.style[role][mark.colour - 1], this.style.context[role].width);
        continue;
      }
      const count = recordedBy(track, this.t), all = track.time.length, now = gapAt(track, this.t);
      const inside = count > 0 && (count < all || now), seen = inside || !role ? count : all, colour = this.style.people[mark.colour - 1];
      if (role && !now) for (const gap of track.gaps) this._reach(g, gap, px, colour);
      if (now) { this._reach(g, now, px, colour); this._moment(g, now, px, colour); }
      if (role && seen < all) this._recorded(g, layer, track, Math.max(seen - 1, 0), all, px, this.style.before[mark.colour - 1], 1.4);
      this._recorded(g, layer, track, 0, seen, px, colour, this.style.paths.recorded.width);
      for (const gap of track.gaps) this._gap(p, gap, px, colour, !!role || gap.end <= this.t);
      this._fixes(p, layer, track, seen, px, colour);
      if (inside) p.ring(px(track.x[count - 1], track.y[count - 1]), this.style.radius.place, colour, 2, { fill: this.style.paper });
      this.signs.add('recorded');
    }
  }

  /** The rows that a zoom can tell apart: worked out once for it, and not at each step of the slider.
      @param {import('../types.js').Track} track
      @param {number} scale
      @returns {{rows: number[], line: number[]}} what has a dot, and what the line needs */
  _rows(track, scale) {
    const known = this.visible.get(track);
    if (known && known.scale === scale && known.starts === track.starts) return known;
    const rows = visibleRows(track, scale), made = { scale, starts: track.starts, rows, line: lineRows(track, rows, scale) };
    this.visible.set(track, made);
    return made;
  }

  /** Draw the unbroken runs of some rows; pieces shorter than a pixel are left out, and what is out of view.
      @param {CanvasRenderingContext2D} g
      @param {import('./mark_layer.js').MarkLayer} layer
      @param {import('../types.js').Track} track
      @param {number} from
      @param {number} to
      @param {import('../types.js').Put} px
      @param {string} colour
      @param {number} width */
  _recorded(g, layer, track, from, to, px, colour, width) {
    const { x, y, starts, doubted } = track, [ox, oy] = px(0, 0), { scale, w, h } = layer.frame, rows = this._rows(track, scale).line;
    let k = 0, lx = 0, ly = 0, open = false, skipped = false;
    const lead = (/** @type {number} */ i) => {
      while (i >= starts[k + 1]) { k += 1; open = false; }
      if (doubted[i]) { open = false; return; }         // no solid line to a position that is questioned
      const u = x[i] * scale + ox, v = y[i] * scale + oy;
      const out = (u < -40 && lx < -40) || (v < -40 && ly < -40) || (u > w + 40 && lx > w + 40) || (v > h + 40 && ly > h + 40);
      if (!open) { g.moveTo(u, v); open = true; skipped = false; } else if (out) skipped = true;
      else {
        if (skipped) { g.moveTo(lx, ly); skipped = false; }
        g.lineTo(u, v);
      }
      lx = u; ly = v;
    };
    g.strokeStyle = colour; g.lineWidth = width; g.lineJoin = 'round'; g.lineCap = 'round'; g.setLineDash([]);
    g.beginPath();
    if (from < to) lead(from);
    let last = from;
    for (let n = first(rows.length, (i) => rows[i] > from); n < rows.length && rows[n] < to; n++) { last = rows[n]; lead(last); }
    if (last < to - 1) lead(to - 1);
    g.stroke();
  }

  /** Draw each fix as a dot, where there is room between two; fixes that are questioned all have a dot, in ink.
      @param {import('../types.js').Painter} p
      @param {import('./mark_layer.js').MarkLayer} layer
      @param {import('../types.js').Track} track
      @param {number} count
      @param {import('../types.js').Put} px
      @param {string} colour */
  _fixes(p, layer, track, count, px, colour) {
    const { x, y, doubted } = track, [ox, oy] = px(0, 0), { scale, w, h } = layer.frame;
    let lx = -99, ly = -99;
    for (const i of this._rows(track, scale).rows) {
      if (i >= count) break;
      const u = x[i] * scale + ox, v = y[i] * scale + oy;
      if (u < 0 || v < 0 || u > w || v > h) continue;
      if (doubted[i]) { p.ring([u, v], 2.8, this.style.ink, 0, { fill: this.style.ink }); this.signs.add('doubted'); continue; }
      if (Math.abs(u - lx) + Math.abs(v - ly) < 9) continue;
      p.ring([u, v], 2.1, colour, 0, { fill: colour });
      lx = u; ly = v;
    }
  }

  /** @param {import('../types.js').Painter} p
      @param {import('../types.js').TrackGap} gap
      @param {import('../types.js').Put} px
      @param {string} colour
      @param {boolean} shows */
  _gap(p, gap, px, colour, shows) {
    if (!shows || !gap.parts.length) return;
    const runs = gap.parts.map((part) => part.map(([lon, lat]) => px(...mercator(lon, lat))));
    p.stroke(runs, colour, gap.kind === 'concealed' ? this.style.paths.concealed : this.style.paths.gap);
    this.signs.add('gap');
  }

  /** Draw the reach of all of a gap: an area of dots with a dotted edge.
      @param {CanvasRenderingContext2D} g
      @param {import('../types.js').TrackGap} gap
      @param {import('../types.js').Put} px
      @param {string} colour */
  _reach(g, gap, px, colour) {
    if (!gap.region) return;
    this._dotted(g, this._region(gap.region, px), colour, DOTS);
    this.signs.add('reach');
  }

  /** Draw the part of it that is possible at the moment: what both discs share, within the reach of all of the gap.
      @param {CanvasRenderingContext2D} g
      @param {import('../types.js').TrackGap} gap
      @param {import('../types.js').Put} px
      @param {string} colour */
  _moment(g, gap, px, colour) {
    if (!gap.region) return;
    const near = this._disc(gap.from, (this.t - gap.start) * gap.speed + gap.slack[0], px);
    const far = gap.to && this._disc(gap.to, (gap.end - this.t) * gap.speed + gap.slack[1], px);
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

  /** A disc on the ellipsoid as a path, also in the worlds at its sides; a disc with a pole goes on to the map's edge.
      @param {import('../types.js').XY} at
      @param {number} radius
      @param {import('../types.js').Put} px */
  _disc([lon, lat], radius, px) {
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

  /** Add what the key has to explain; when a subject is told, keep three signs at most.
      @param {Set<string>} out
      @param {boolean} beside */
  addSigns(out, beside) {
    for (const sign of this.signs) out.add(sign);
    if (this.chosen && out.has('recorded')) out.add('gap');     // the key says what was chosen, though no gap is as long
    for (const sign of ['meanwhile', 'before', 'context', 'vague', 'open', 'recorded']) if (beside && out.size > 3) out.delete(sign);
  }

  /** The label at a reach: somebody could have been there.
      @param {string | null} leg the leg told
      @returns {import('../types.js').NameCandidate[]} */
  labels(leg) {
    const track = this.tracks.get(leg || ''), gap = track && gapAt(track, this.t);
    if (!track || !gap || !gap.region) return [];
    const share = (this.t - gap.start) / (gap.end - gap.start), [lon, lat] = gap.from, [to, up] = gap.to || gap.from;
    const across = to - lon - 360 * Math.round((to - lon) / 360);
    return [{ id: 'reach:' + leg, kind: 'context', text: this.say('track.could'), at: [lon + across * share, lat + (up - lat) * share], colour: this.style.peopleText[track.colour - 1] }];
  }

  /** What is told of the gap at the moment, in a few sentences; "" where there is no gap.
      @param {string | null} leg
      @param {import('../types.js').Zone} zone */
  told(leg, zone) {
    const track = this.tracks.get(leg || ''), gap = track && gapAt(track, this.t), { say } = this;
    if (!track || !gap) return '';
    const clock = (/** @type {number} */ t) => { const f = zone.fields(t); return String(f.hour).padStart(2, '0') + ':' + String(f.minute).padStart(2, '0'); };
    const silent = gap.to ? say('track.silent', { from: clock(gap.start), to: clock(gap.end) }) : say('track.silent-since', { from: clock(gap.start) });
    if (!gap.region) return silent;
    if (!track.listed) return silent;
    const now = gap.landings.filter(([, , since, until]) => since <= this.t && this.t <= until).map(([name, code]) => `${name} (${code})`);
    const [some, none] = track.listed === 'harbour' ? ['track.harbours', 'track.no-harbours'] : ['track.airports', 'track.no-airports'];
    const listed = gap.count ? say(some, { n: gap.count }) : say(none);
    return [silent, listed, now.length ? say('track.landings-now', { names: now.slice(0, 6).join(', ') }) : ''].filter(Boolean).join(' ');
  }
}
