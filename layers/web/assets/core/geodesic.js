/* Points at a distance on the WGS84 ellipsoid: geo/tracks/reach.py in the browser; tests/vectors compare the two.
   Vincenty 1975 (Survey Review 23, 88-93); the length of a meridian by the series of Helmert. */
const A = 6378137, F = 1 / 298.257223563, B = A * (1 - F), N = F / (2 - F), RAD = Math.PI / 180;

/** The point at a distance from another, in a direction.
    @param {number} lon
    @param {number} lat
    @param {number} azimuth degrees clockwise from north
    @param {number} metres
    @returns {import('../types.js').XY} */
export function onward(lon, lat, azimuth, metres) {
  const a1 = azimuth * RAD, u1 = Math.atan((1 - F) * Math.tan(lat * RAD)), su = Math.sin(u1), cu = Math.cos(u1);
  const sigma1 = Math.atan2(Math.tan(u1), Math.cos(a1)), sa = cu * Math.sin(a1), c2a = 1 - sa * sa;
  const k = c2a * (A * A - B * B) / (B * B);
  const p = 1 + k / 16384 * (4096 + k * (-768 + k * (320 - 175 * k))), q = k / 1024 * (256 + k * (-128 + k * (74 - 47 * k)));
  let sigma = metres / (B * p), cm = 0, s = 0, c = 1;
  for (let i = 0; i < 20; i++) {
    cm = Math.cos(2 * sigma1 + sigma); s = Math.sin(sigma); c = Math.cos(sigma);
    const next = metres / (B * p) + q * s * (cm + q / 4 * (c * (2 * cm * cm - 1) - q / 6 * cm * (4 * s * s - 3) * (4 * cm * cm - 3)));
    if (Math.abs(next - sigma) < 1e-12) break;
    sigma = next;
  }
  s = Math.sin(sigma); c = Math.cos(sigma); cm = Math.cos(2 * sigma1 + sigma);
  const x = su * s - cu * c * Math.cos(a1);
  const phi = Math.atan2(su * c + cu * s * Math.cos(a1), (1 - F) * Math.hypot(sa, x));
  const lambda = Math.atan2(s * Math.sin(a1), cu * c - su * s * Math.cos(a1)), t = F / 16 * c2a * (4 + F * (4 - 3 * c2a));
  const l = lambda - (1 - t) * F * sa * (sigma + t * s * (cm + t * c * (2 * cm * cm - 1)));
  return [lon + l / RAD, phi / RAD];
}

/** The length of the meridian from the equator to a latitude, metres. */
const meridian = (/** @type {number} */ lat) => {
  const p = lat * RAD, n2 = N * N;
  return A / (1 + N) * ((1 + n2 / 4 + n2 * n2 / 64) * p - 1.5 * (N - n2 * N / 8) * Math.sin(2 * p)
    + 15 / 16 * (n2 - n2 * n2 / 4) * Math.sin(4 * p) - 35 / 48 * n2 * N * Math.sin(6 * p));
};
const POLE = meridian(90);
/** A disc of this radius, metres, or a larger one covers the whole earth. */
const EVERYWHERE = 19900000;

/** The disc around a point, radius in metres: the points of its edge, with longitudes that go on past 180, and which
    poles lie in it.
    @param {number} lon
    @param {number} lat
    @param {number} radius
    @param {number} [count]
    @returns {{ring: import('../types.js').XY[], north: boolean, south: boolean, all: boolean}} */
export function disc(lon, lat, radius, count = 180) {
  radius = Math.max(radius, 1);
  /** @type {import('../types.js').XY[]} */
  const ring = [];
  let last = lon;
  for (let i = 0; i < count; i++) {
    const [x, y] = onward(lon, lat, 360 * i / count, radius), near = x + 360 * Math.round((last - x) / 360);
    ring.push([near, y]);
    last = near;
  }
  return { ring, north: POLE - meridian(lat) <= radius, south: POLE + meridian(lat) <= radius, all: radius >= EVERYWHERE };
}
