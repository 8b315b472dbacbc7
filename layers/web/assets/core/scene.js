/* The data as Python sends them -> the scene that all other scripts read. */
/** @param {import('../types.js').DocumentData} data
    @returns {import('../types.js').Scene} */
export function readScene(data) {
  for (const event of data.scene.events) event.claims = event.claims.map((claim) => ({ informants: 1, stance: 'reports', ...claim }));
  return {
    ...data.scene, everyone: data.everyone, base: { ...data.base, names: namedSpots(data.base.names) }, layerNames: data.layerNames,
    byId: byIds(data.scene),
  };
}

/** The names on the base map, from rows without the names of their fields: these were a fortieth of a document.
    @param {import('../types.js').SentNames} names
    @returns {import('../types.js').BaseMap['names']} */
function namedSpots({ countries, seas, cities }) {
  const spots = (/** @type {import('../types.js').SentName[]} */ rows) => rows.map(([name, lon, lat, rank, code]) => ({ name, lon, lat, rank, code }));
  return { countries: spots(countries), seas: spots(seas), cities: spots(cities) };
}

/** Rows by their ids.
    @param {{places: import('../types.js').PlaceMark[], legs: import('../types.js').LegMark[], events: import('../types.js').EventMark[]}} rows */
export function byIds({ places, legs, events }) {
  /** @template {{id: string}} T
      @param {T[]} rows */
  const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
  return { place: byId(places), leg: byId(legs), event: byId(events) };
}
