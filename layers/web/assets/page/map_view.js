/* Which part of the map is in view: flights, room for what stands over the map, changes of size. */
export const narrow = () => window.innerWidth < 820;
export const still = window.matchMedia('(prefers-reduced-motion: reduce)');
const paper = window.matchMedia('print');

/** @param {L.Map} map */
export function mapView(map) {
  let moving = false;
  /** The view before the page was printed.
      @type {{centre: L.LatLng, zoom: number, bounds: L.LatLngBounds} | null} */
  let looked = null;
  map.on('movestart', () => { moving = true; }).on('moveend', () => { moving = false; });
  const box = (/** @type {import('../types.js').Box} */ e) => L.latLngBounds([e[1], e[0]], [e[3], e[2]]);
  /** Room for what stands over the map; on a narrow map also room for a label beside a way that runs up or down.
      @param {import('../types.js').Box} extent
      @returns {{paddingTopLeft: import('../types.js').XY, paddingBottomRight: import('../types.js').XY}} */
  const padding = ([west, south, east, north]) => {
    if (!narrow()) return { paddingTopLeft: [24, 46], paddingBottomRight: [24, 34] };
    const upright = (east - west) * Math.cos((south + north) / 2 * Math.PI / 180) < (north - south) * 0.95;
    return { paddingTopLeft: [14, 58], paddingBottomRight: [upright ? 170 : 14, 40] };
  };
  /** @param {L.LatLngBounds} bounds
      @param {import('../types.js').Box} extent */
  const fitted = (bounds, extent) => {
    const { paddingTopLeft: [a, b], paddingBottomRight: [c, d] } = padding(extent);
    return map.getBoundsZoom(bounds, false, L.point(a + c, b + d));
  };
  return {
    moving: () => moving,
    /** Show an extent at once.
        @param {import('../types.js').Box} extent */
    show(extent) { map.fitBounds(box(extent), { animate: false, ...padding(extent) }); },
    /** Fly to an extent, the shorter way round the world; for readers who want no motion, show it at once.
        @param {import('../types.js').Box} extent */
    fly(extent) {
      const turn = 360 * Math.round((map.getCenter().lng - (extent[0] + extent[2]) / 2) / 360);
      const bounds = box([extent[0] + turn, extent[1], extent[2] + turn, extent[3]]);
      const options = { ...padding(extent), maxZoom: Math.min(fitted(bounds, extent), 9) };
      if (still.matches) map.fitBounds(bounds, { ...options, animate: false });
      else map.flyToBounds(bounds, { ...options, duration: 0.7 });
    },
    /** Take a new size and keep the exact centre, which is in copied links; a flight keeps its own target. In print, where
        the map has another shape, all that was in view stays in view. */
    fit() {
      const container = map.getContainer(), known = map.getSize();
      if (container.clientWidth === known.x && container.clientHeight === known.y) return;
      const { centre, zoom } = looked || { centre: map.getCenter(), zoom: map.getZoom() };
      looked = paper.matches ? looked || { centre, zoom, bounds: map.getBounds() } : null;
      map.invalidateSize({ animate: false });
      if (looked) map.fitBounds(looked.bounds, { animate: false, padding: [1, 1] });        // as a map begins at a whole pixel
      else if (!moving) map.setView(centre, zoom, { reset: true });
    },
  };
}
