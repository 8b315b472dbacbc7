/* What part of the map is in view: flights, the room that other things take, and a change of size. */
export const narrow = () => window.innerWidth < 820;
export const still = window.matchMedia('(prefers-reduced-motion: reduce)');

export function mapView(map) {
  let moving = false;
  map.on('movestart', () => { moving = true; }).on('moveend', () => { moving = false; });
  const box = (e) => L.latLngBounds([e[1], e[0]], [e[3], e[2]]);
  const padding = () => (narrow() ? { paddingTopLeft: [14, 58], paddingBottomRight: [14, 40] } : { paddingTopLeft: [24, 46], paddingBottomRight: [24, 34] });
  return {
    moving: () => moving,
    /** Look at an extent at once. */
    show(extent) { map.fitBounds(box(extent), { animate: false, ...padding() }); },
    /** Fly to an extent, the shorter way round the world; where motion is not wanted, be there. */
    fly(extent) {
      const turn = 360 * Math.round((map.getCenter().lng - (extent[0] + extent[2]) / 2) / 360);
      const bounds = box([extent[0] + turn, extent[1], extent[2] + turn, extent[3]]);
      const target = map.getBoundsZoom(bounds, false, L.point(narrow() ? [28, 98] : [48, 80]));
      const options = { ...padding(), maxZoom: Math.min(target, 9) };
      if (still.matches) map.fitBounds(bounds, { ...options, animate: false });
      else map.flyToBounds(bounds, { ...options, duration: 0.7 });
    },
    /** Take a new size and keep the exact centre, which a copied link holds; a flight keeps its own. */
    fit() {
      const container = map.getContainer(), known = map.getSize();
      if (container.clientWidth === known.x && container.clientHeight === known.y) return;
      const centre = map.getCenter(), zoom = map.getZoom();
      map.invalidateSize({ animate: false });
      if (!moving) map.setView(centre, zoom, { reset: true });
    },
  };
}
