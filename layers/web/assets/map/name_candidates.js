/* What the map names now, the most important first: the subject, its way, travellers, places, countries. */
import { longestOf } from '../core/polyline.js';

/** @typedef {{scene: import('../types.js').Scene, style: import('../types.js').Style, say: import('../types.js').Say,
      marks: import('./mark_layer.js').MarkLayer}} Map */

/** The labels for Names; `told` is the event told, `shown` are the marks that show.
    @param {Map} map
    @param {import('../types.js').Shown[]} shown
    @param {import('../types.js').EventMark} told
    @param {boolean} beside whether the subject is shown with its context, and not everyone
    @returns {import('../types.js').NameCandidate[]} */
export function nameCandidates(map, shown, told, beside) {
  const { scene, style, marks } = map, roles = new Map(shown.map(({ id, role }) => [id, role]));
  /** @type {import('../types.js').NameCandidate[]} */
  const out = [];
  const first = (/** @type {string | null} */ id) => (/** @type {{id: string}} */ { id: each }) => Number(each === id);
  const here = first(told.place), own = (/** @type {{id: string}} */ { id }) => Number(roles.get(id) === 'subject');
  const places = marks.places();
  places.sort((a, b) => own(b) - own(a) || here(b) - here(a) || b.rank - a.rank);
  const lead = places.filter((place) => (beside ? own(place) : here(place)));
  for (const place of places) {
    if (marks.hides(place.id)) continue;
    const kind = lead.includes(place) ? 'told' : beside ? 'context' : 'place';
    out.push({ id: 'place:' + place.id, kind, name: place.name, text: placeWords(map, place, (id) => !beside || roles.get(id) === 'subject'), at: [place.lon, place.lat], dot: place.precision_km < style.vagueKm });
  }
  const travellers = beside ? wayLabel(map, told) : travellerLabels(map, told);
  out.splice(beside ? out.filter((label) => label.kind === 'told').length : Math.min(2, out.length), 0, ...travellers);
  const areas = shown.flatMap(({ kind, id, role }) => {
    const place = kind === 'area' && scene.byId.place.get(id);
    return place ? [{ place, role }] : [];
  }).sort((a, b) => Number(b.role === 'subject') - Number(a.role === 'subject'));
  const tip = beside ? tipOf(map, told) : null;
  for (const { place, role } of areas) {
    if (tip && tip.id === place.id) {
      out.splice(out.filter((label) => label.kind === 'told').length, 0, { id: 'area:' + place.id, kind: 'told', text: place.name, spots: [tip.at], code: place.area, colour: style.peopleText[told.colour - 1] });
      continue;
    }
    const coloured = beside ? role === 'subject' : place.id === told.place;
    out.push({ id: 'area:' + place.id, kind: 'area', text: place.name, at: [place.lon, place.lat], code: place.area,
      colour: coloured ? style.peopleText[told.colour - 1] : '' });
  }
  return out;
}

/** The country to which the way told leads, and the point in the map's container where the way ends at its border.
    @param {Map} map
    @param {import('../types.js').EventMark} told
    @returns {{id: string, at: import('../types.js').XY} | null} */
function tipOf({ scene, marks }, told) {
  const leg = told.leg && scene.byId.leg.get(told.leg), id = leg ? leg.ends[leg.ends.length - 1] : '', offset = marks.offset(), size = marks.mapSize();
  if (!leg || !leg.open_end || !scene.byId.place.get(id)?.area) return null;
  const ends = marks.ways.filter(({ mark }) => mark.id === told.leg).map(({ runs }) => runs[runs.length - 1]).map((run) => run[run.length - 1]);
  const at = ends.map(([x, y]) => /** @type {import('../types.js').XY} */ ([x + offset.x, y + offset.y])).find(([x, y]) => x > 0 && y > 0 && x < size.x && y < size.y);
  return at ? { id, at } : null;
}

/** A place's name, and how many others are drawn as one with it, if any.
    @param {Map} map
    @param {import('../types.js').PlaceMark} place
    @param {(id: string) => boolean} counts whether another place counts */
function placeWords({ say, marks }, place, counts) {
  const others = (marks.points.groups.get(place.id) || []).filter(counts);
  if (others.length) return say('page.group', { place: place.name, n: others.length });
  return place.name;
}

/** The label of the subject's way: how they travelled, how sure that is, and who says so.
    @param {Map} map
    @param {import('../types.js').EventMark} told
    @returns {import('../types.js').NameCandidate[]} */
function wayLabel({ style, marks }, told) {
  const [how, who] = told.subject.label, offset = marks.offset(), size = marks.mapSize();
  const seen = (/** @type {import('../types.js').Way} */ { runs }) => runs.flat().filter(([x, y]) => x + offset.x > 0 && y + offset.y > 0 && x + offset.x < size.x && y + offset.y < size.y).length;
  const way = marks.ways.filter(({ mark }) => mark.id === told.leg).sort((a, b) => seen(b) - seen(a))[0];     // of the copies of the world, the one in view
  if (!way) return [];
  const run = longestOf(way.runs).map(([x, y]) => /** @type {import('../types.js').XY} */ ([x + offset.x, y + offset.y]));
  return [{ id: 'how:' + told.id, kind: 'how', text: `${how}\n${who}`, run, spots: [run[0]], colour: style.peopleText[way.mark.colour - 1] }];
}

/** Who may be where, a label for each traveller; who may be on two ways at once is on one of them.
    @param {Map} map
    @param {import('../types.js').EventMark} told
    @returns {import('../types.js').NameCandidate[]} */
function travellerLabels({ style, say, marks }, told) {
  const offset = marks.offset(), count = new Map(), said = new Set(), out = [];
  const stretches = marks.stretches();
  for (const { mark } of stretches) count.set(mark.who, (count.get(mark.who) || 0) + 1);
  for (const { mark: leg, at } of stretches.sort((a, b) => Number(b.mark.id === told.leg) - Number(a.mark.id === told.leg))) {
    if (said.has(leg.who)) continue;
    said.add(leg.who);
    out.push({
      id: 'who:' + leg.id, kind: 'traveller', colour: style.peopleText[leg.colour - 1],
      text: say(count.get(leg.who) > 1 ? 'page.one-of' : 'page.may-be', { who: leg.who }),
      spots: at.map(([x, y]) => /** @type {import('../types.js').XY} */ ([x + offset.x, y + offset.y])),
    });
  }
  return out;
}
