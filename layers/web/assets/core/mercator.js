/* The mercator square, and the arcs of the base map in it. */
/** Web Mercator (EPSG:3857) as a share of the world, 0..1 both ways.
    @param {number} lon
    @param {number} lat
    @returns {import('../types.js').XY} */
export function mercator(lon, lat) {
  const s = Math.sin(Math.max(Math.min(lat, 85.0511), -85.0511) * Math.PI / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
}

/** The number of an arc, whatever its direction: ~n is arc n backwards.
    @param {number} n */
export const index = (n) => (n < 0 ? ~n : n);

/** An arc, stored as a start and then steps in whole numbers, as points of the mercator square: x, y, x, y, ...
    @param {import('../types.js').BaseMap} base
    @param {number} n */
export function arcOf(base, n) {
  const arc = base.arcs[n], out = new Float64Array(arc.length);
  let lon = 0, lat = 0;
  for (let i = 0; i < arc.length; i += 2) {
    lon += arc[i]; lat += arc[i + 1];
    [out[i], out[i + 1]] = mercator(lon / base.scale, lat / base.scale);
  }
  return out;
}

/** The base map in the mercator square.
    @param {import('../types.js').BaseMap} base */
export function decode(base) {
  const arcs = base.arcs.map((_, n) => arcOf(base, n));
  const seams = new Set(base.seams);
  const bounds = arcs.map((arc) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < arc.length; i += 2) {
      box[0] = Math.min(box[0], arc[i]); box[2] = Math.max(box[2], arc[i]);
      box[1] = Math.min(box[1], arc[i + 1]); box[3] = Math.max(box[3], arc[i + 1]);
    }
    return box;
  });
  const boxOf = (/** @type {number[][]} */ rings) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const n of rings[0]) {
      const b = bounds[index(n)];
      box[0] = Math.min(box[0], b[0]); box[1] = Math.min(box[1], b[1]);
      box[2] = Math.max(box[2], b[2]); box[3] = Math.max(box[3], b[3]);
    }
    return box;
  };
  const polygons = (/** @type {number[][][]} */ list) => list.map((rings) => ({ rings, box: boxOf(rings) }));
  const coast = new Set(base.land.flat(2).map(index));
  for (const n of seams) coast.delete(index(n));
  for (const n of base.borders) coast.delete(index(n));
  return {
    arcs, bounds,
    land: polygons(base.land),
    lakes: polygons(base.lakes),
    countries: Object.fromEntries(Object.entries(base.countries).map(([code, list]) => [code, polygons(list)])),
    borders: base.borders.map(index),
    disputed: new Set(base.disputed.map(index)),
    coast: [...coast],
    seams: new Set([...seams].map(index)),
    rivers: base.rivers.map((river) => ({ rank: river.rank, arcs: river.arcs.map(index) })),
  };
}
