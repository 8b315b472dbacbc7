/* What was recorded, where nothing was, and where somebody could have been: drawn as three different things.
   Positions are a solid line with its fixes, a gap is dashes or dots, reach is an area with a dotted edge. */
import { regapped } from '../core/gap_threshold.js';
import { mercator } from '../core/mercator.js';
import { gapAt, readTrack, recordedBy } from '../core/recorded_track.js';
import { first } from '../core/time.js';
import { lineRows, visibleRows } from '../core/track_rows.js';
import { ReachDrawing } from './reach_drawing.js';


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
    this.reach = new ReachDrawing(style);
    /** Of each track the rows that a zoom can tell apart. @type {Map<import('../types.js').Track, {scale: number, starts: number[], rows: number[], line: number[]}>} */
    this.visible = new Map();
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
      const reached = now ? [now] : role ? track.gaps : [];
      for (const gap of reached) if (this.reach.draw(g, gap, px, colour)) this.signs.add('reach');
      if (now) this.reach.drawMoment(g, now, this.t, px, colour);
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
}
