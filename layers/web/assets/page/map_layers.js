/* The layers of the map, and what of the page stands over it. */
import { BaseLayer } from '../map/base_layer.js';
import { MarkLayer } from '../map/mark_layer.js';
import { Names } from '../map/names.js';

/** The elements of a selector that are laid out.
    @param {string} selector
    @returns {HTMLElement[]} */
const laidOut = (selector) => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)].filter((node) => node instanceof HTMLElement && node.offsetParent));

/** Put the layers on the map: the base, held until the page has its size; the marks; their names.
    @param {L.Map} map
    @param {import('../types.js').DocumentData} data
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').Making['Points']} Points */
export function layOver(map, data, scene, Points) {
  for (const [name, zIndex] of Object.entries({ base: 150, marks: 420 })) Object.assign(map.createPane(name).style, { zIndex, pointerEvents: 'none' });
  map.attributionControl && map.attributionControl.setPrefix(false);
  const base = new BaseLayer(scene.base, data.style, scene.story.focus, !data.tiles);
  base.held = true;
  base.addTo(map);
  /* Not over tiles, and not under marks in their thousands, which come as pixels of their own. */
  const ground = data.tiles || Points.prints ? null : base;
  const marks = new MarkLayer(scene, data.style, Points, ground).addTo(map);
  if (ground) base.above = marks;
  const names = new Names(map, scene, data.style, {
    bare: data.tiles?.labelled,
    obstacles: () => laidOut('.tag, .open, #inset, #chips, .leaflet-control'),
  });
  return { base, marks, names };
}

/** The boxes of what stands over the map, px, which tags leave free.
    @param {L.Map} map
    @returns {import('../types.js').Box[]} */
export function overMap(map) {
  const here = map.getContainer().getBoundingClientRect();
  return laidOut('#over, #inset, .leaflet-control').map((node) => {
    const r = node.getBoundingClientRect();
    return [r.left - here.left, r.top - here.top, r.right - here.left, r.bottom - here.top];
  });
}
