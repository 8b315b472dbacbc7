/* The signs of the legend, each as a small picture. */
import { painter } from './painter.js';

/** Draw a sign of the legend, 46 x 18 px. Ways of others are pale in several colours on the map; here they are grey, and can be seen.
    @param {string} name
    @param {import('../types.js').Style} style
    @param {number} colour the colour of who is told of, from 1
    @param {string} [look] how lines of context are drawn: solid, dashed or both */
export function sign(name, style, colour, look) {
  const canvas = document.createElement('canvas'), r = window.devicePixelRatio || 1;
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  canvas.width = 46 * r; canvas.height = 18 * r;
  g.scale(r, r);
  const p = painter(g, style), rad = style.radius;
  /** @type {import('../types.js').XY[]} */
  const run = [[3, 9], [22, 9], [43, 9]];
  /** @type {import('../types.js').XY} */
  const at = [23, 9];
  if (style.paths[name]) p.stroke([run], style.ink, style.paths[name]);
  else if (name === 'before' || name === 'meanwhile' || name === 'context') {
    const stroke = style.context[name === 'meanwhile' ? 'meanwhile' : 'before'], solid = { ...stroke, dash: [] };
    if (look === 'both') { p.stroke([run.slice(0, 2)], style.untravelled, solid); p.stroke([run.slice(1)], style.untravelled, stroke); }
    else p.stroke([run], style.untravelled, look === 'solid' ? solid : stroke);
  }
  else if (name === 'may-be') p.stroke([[[10, 9], [36, 9]]], style.bands[colour - 1], style.signBand);
  else if (name === 'open') p.fading([run], style.ink, style.paths.inferred, false, true);
  else if (name === 'intended') { p.stroke([run], style.untravelled, style.notTravelled); p.bar([[3, 9], [12, 9]], style.untravelled, 2.4); }
  else if (name === 'stopped') { p.stroke([[[3, 9], [40, 9]]], style.ink, style.paths.inferred); p.bar([[3, 9], [40, 9]], style.ink, 2.6); }
  else if (name === 'questioned') p.question(at);
  else if (name === 'place') p.ring(at, rad.place, style.ink, 1.7, { fill: style.paper });
  else if (name === 'ahead') p.ring(at, rad.ahead, style.untravelled, 1, { fill: style.paper });
  else if (name === 'past') { p.ring(at, rad.place, style.ink, 1.7, { fill: style.paper }); p.ring(at, rad.past, style.ink, 0, { fill: style.ink }); }
  else if (name === 'perhaps') p.ring(at, rad.ring - 0.5, style.ink, 1.7, { dash: [4, 3] });
  else if (name === 'under way') p.ring(at, rad.ring - 0.5, style.ink, 2);
  else if (name === 'vague') p.ring(at, 8, style.untravelled, 1.2, { dash: [2, 3] });
  else if (name === 'area') {
    g.fillStyle = style.named; g.strokeStyle = style.focusBorder; g.lineWidth = 1;
    g.beginPath(); g.rect(8.5, 3.5, 29, 11); g.fill(); g.stroke();
  }
  /* An image, not a canvas: the browser would make a layer of each canvas in every frame. */
  const image = document.createElement('img');
  image.src = canvas.toDataURL(); image.alt = ''; image.width = 46; image.height = 18; image.className = 'sign';
  return image;
}
