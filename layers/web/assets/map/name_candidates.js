/* What the map names now, the most important first: the place told, travellers, places, countries. */

/** Labels as Names takes them; `told` is the event told, `shown` are the marks that show.
    @param {{scene: import('../types.js').Scene, style: import('../types.js').Style, say: import('../types.js').Say,
      marks: import('./mark_layer.js').MarkLayer}} map
    @param {import('../types.js').Shown[]} shown
    @param {import('../types.js').EventMark} told
    @returns {import('../types.js').NameCandidate[]} */
export function nameCandidates({ scene, style, say, marks }, shown, told) {
  /** @type {import('../types.js').NameCandidate[]} */
  const travellers = [];
  /** @type {import('../types.js').NameCandidate[]} */
  const out = [];
  const offset = marks.offset(), said = new Set();
  const first = (/** @type {string | null} */ id) => (/** @type {{id: string}} */ { id: each }) => Number(each === id);
  const leads = first(told.leg), here = first(told.place);
  for (const { mark: leg, at } of [...marks.stretches].sort((a, b) => leads(b.mark) - leads(a.mark))) {
    if (said.has(leg.who)) continue;
    said.add(leg.who);
    travellers.push({
      id: 'who:' + leg.id, kind: 'traveller', colour: style.peopleText[leg.colour - 1],
      text: say('page.may-be', { who: leg.who }),
      spots: at.map(([x, y]) => [x + offset.x, y + offset.y]),
    });
  }
  const places = marks.places();
  places.sort((a, b) => here(b) - here(a) || b.rank - a.rank);
  for (const place of places) {
    if (marks.hides(place.id)) continue;
    out.push({ id: 'place:' + place.id, kind: place.id === told.place ? 'told' : 'place', text: place.name, at: [place.lon, place.lat], dot: place.precision_km < style.vagueKm });
  }
  out.splice(2, 0, ...travellers);
  for (const { kind, id } of shown) {
    const place = kind === 'area' && scene.byId.place.get(id);
    if (!place) continue;
    out.push({ id: 'area:' + place.id, kind: 'area', text: place.name, at: [place.lon, place.lat], code: place.area,
      colour: place.id === told.place ? style.peopleText[told.colour - 1] : '' });
  }
  return out;
}
