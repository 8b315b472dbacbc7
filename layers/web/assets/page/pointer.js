/* The pointer over the map: a tip says what lies there, and a click tells it. */
import { h } from '../panels/dom.js';

/** @param {{map: L.Map, marks: import('../map/mark_layer.js').MarkLayer, scene: import('../types.js').Scene, state: import('../types.js').State, say: import('../types.js').Say, pause: () => void,
      go: (t: number, id?: string) => void, settle: () => void, fly: (extent: import('../types.js').Box) => void}} page
    @param {HTMLElement} tip */
export function listenToPointer({ map, marks, scene, state, say, pause, go, settle, fly }, tip) {
  /** The event at a place whose stop was reached last, else the first there.
      @param {string} id */
  const toldAt = (id) => {
    const there = scene.events.filter(({ subject }) => subject.places.includes(id));
    return there.filter(({ stop }) => stop <= state.t).pop() || there[0];
  };
  /** Open a group of places: fly so close that each has a sign of its own.
      @param {import('../types.js').PlaceMark[]} places */
  const open = (places) => {
    const lons = places.map(({ lon }) => lon), lats = places.map(({ lat }) => lat);
    fly([Math.min(...lons) - 0.02, Math.min(...lats) - 0.02, Math.max(...lons) + 0.02, Math.max(...lats) + 0.02]);
  };
  const describe = (/** @type {import('../types.js').Hit} */ hit) => (hit.kind === 'place' ? say('page.tip.within', { place: hit.mark.name, km: hit.mark.precision_km }) : hit.mark.headline);
  map.on('mousemove', (e) => {
    const hits = marks.at(e.containerPoint);
    map.getContainer().classList.toggle('over', hits.length > 0);
    const lines = [...new Set(hits.filter((hit) => hit.state !== 'ahead').slice(0, 4).map(describe))];
    if (!lines.length) { tip.hidden = true; return; }
    tip.replaceChildren(...lines.map((line) => h('p', {}, line)));
    tip.hidden = false;
    const size = map.getSize(), x = Math.min(e.containerPoint.x + 14, size.x - tip.offsetWidth - 6);
    const y = e.containerPoint.y + 16 + tip.offsetHeight > size.y ? e.containerPoint.y - tip.offsetHeight - 10 : e.containerPoint.y + 16;
    tip.style.transform = `translate(${Math.max(4, x)}px,${Math.max(4, y)}px)`;
  });
  map.on('mouseout', () => { tip.hidden = true; });
  map.on('click', (e) => {
    const hits = marks.at(e.containerPoint).filter((hit) => hit.state !== 'ahead');
    const pick = hits.find((hit) => hit.kind === 'event' && hit.mark.id !== state.event && hit.state !== 'past') || hits.find((hit) => hit.kind === 'leg')
      || hits.find((hit) => hit.kind === 'event') || hits.find((hit) => hit.kind === 'place');
    if (!pick) return;
    const group = marks.points.groups.get(pick.mark.id);
    if (pick.kind === 'place' && group && group.length) { open([pick.mark, ...group.map((id) => scene.byId.place.get(id))]); return; }
    pause();
    const event = pick.kind === 'event' ? pick.mark : pick.kind === 'leg' ? scene.events.find(({ leg }) => leg === pick.mark.id) : toldAt(pick.mark.id);
    if (event) { go(event.stop, event.id); settle(); }
  });
}
