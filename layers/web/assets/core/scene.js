/* Data as it comes -> the scene that everything reads. */
/** @param {import('../types.js').DocumentData} data
    @returns {import('../types.js').Scene} */
export function readScene(data) {
  /** @template {{id: string}} T
      @param {T[]} rows */
  const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
  for (const event of data.scene.events) event.claims = event.claims.map((claim) => Object.assign({ informants: 1, stance: 'reports' }, claim));
  return {
    ...data.scene, everyone: data.everyone, base: data.base, layerNames: data.layerNames,
    byId: { place: byId(data.scene.places), leg: byId(data.scene.legs), event: byId(data.scene.events) },
  };
}
