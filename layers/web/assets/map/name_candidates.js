// @ts-nocheck - canvases and the inside of Leaflet, which have no types yet
/* What the map names now, the most important first: the place told, travellers, places, countries. */

/** Labels as Names takes them; `told` is the event told, `shown` are the marks that show. */
export function nameCandidates({ scene, style, say, marks }, shown, told) {
  const offset = marks.offset(), said = new Set(), travellers = [], out = [];
  for (const { mark: leg, at } of [...marks.stretches].sort((a, b) => (b.mark.id === told.leg) - (a.mark.id === told.leg))) {
    if (said.has(leg.who)) continue;
    said.add(leg.who);
    travellers.push({
      id: 'who:' + leg.id, kind: 'traveller', colour: style.peopleText[leg.colour - 1],
      text: say('page.may-be', { who: leg.who }),
      spots: at.map(([x, y]) => [x + offset.x, y + offset.y]),
    });
  }
  const places = marks.places();
  places.sort((a, b) => (b.id === told.place) - (a.id === told.place) || b.rank - a.rank);
  for (const place of places) {
    if (marks.hides(place.id)) continue;
    out.push({ id: 'place:' + place.id, kind: place.id === told.place ? 'told' : 'place', text: place.name, at: [place.lon, place.lat], dot: place.precision_km < style.vagueKm });
  }
  out.splice(2, 0, ...travellers);
  for (const one of shown) {
    if (one.kind !== 'area') continue;
    const place = scene.byId.place.get(one.id);
    out.push({ id: 'area:' + place.id, kind: 'area', text: place.name, at: [place.lon, place.lat], code: place.area,
      colour: place.id === told.place ? style.peopleText[told.colour - 1] : '' });
  }
  return out;
}
