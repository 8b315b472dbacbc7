/* The data as Python sends them -> the scene that all other scripts read. */

/* What most events, legs and times told have: it is not sent (USUAL in layers/web/web_payload.py). */
const EVENT = { place: null, leg: null, lon: null, lat: null, precision_km: 0, mentions: [], questioned: false };
const LEG = { questioned: false, open_start: false, open_end: false };
const TIME = { words: null, hourly: false };

/** @param {import('../types.js').DocumentData} data
    @returns {import('../types.js').Scene} */
export function readScene(data) {
  const events = data.scene.events.map((event) => ({
    ...EVENT, ...event, time: { ...TIME, ...event.time }, claims: event.claims.map((claim) => ({ informants: 1, stance: 'reports', ...claim })),
  }));
  const { places } = data.scene, legs = data.scene.legs.map((leg) => ({ ...LEG, ...leg }));
  return {
    ...data.scene, legs, events, everyone: data.everyone, base: readBase(data.base), layerNames: data.layerNames,
    byId: byIds({ places, legs, events }),
  };
}

/** The base map. Its names and rivers are sent without the names of their fields, which were a fortieth of a document.
    @param {import('../types.js').SentBaseMap} base
    @returns {import('../types.js').BaseMap} */
function readBase(base) {
  const spots = (/** @type {import('../types.js').SentName[]} */ rows) => rows.map(([name, lon, lat, rank, code]) => ({ name, lon, lat, rank, code }));
  const { countries, seas, cities } = base.names;
  return {
    ...base, rivers: base.rivers.map(([rank, arcs]) => ({ rank, arcs })),
    names: { countries: spots(countries), seas: spots(seas), cities: spots(cities) },
  };
}

/** Rows by their ids.
    @param {{places: import('../types.js').PlaceMark[], legs: import('../types.js').LegMark[], events: import('../types.js').EventMark[]}} rows */
export function byIds({ places, legs, events }) {
  /** @template {{id: string}} T
      @param {T[]} rows */
  const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
  return { place: byId(places), leg: byId(legs), event: byId(events) };
}
