/* What is drawn at a step of the slider, at once or when it rests. */
import { filterOf } from '../core/selection.js';
import { besideSubject, contextLook, keySigns, turnsOf } from '../core/roles.js';
import { drawInset } from '../map/inset.js';
import { nameCandidates } from '../map/name_candidates.js';
import { showCard } from '../panels/card.js';
import { byId } from './page_elements.js';

const RESTED = 60;                            // ms without a step until a drag counts as at rest

/** Waits for a pause: `then` is called when nothing has come for RESTED ms at least, and for twice as long at most. One timer
    serves many steps: to stop one and to start another at each takes time. A step that takes longer than RESTED is no pause.
    @param {() => void} then */
function pause(then) {
  let timer = 0, came = false;
  const look = () => {
    timer = 0;
    if (came) { came = false; timer = setTimeout(look, RESTED); } else then();
  };
  return {
    wait() { came = true; timer = timer || setTimeout(look, RESTED); },
    stop() { clearTimeout(timer); timer = 0; came = false; },
    pending: () => timer,
  };
}

/** @param {import('../types.js').OpenPage} page */
export function stepDrawing({ map, panel, state, event, base, marks, names, view, timeline, transport, list, legend, tags, tracks }) {
  const { scene, style, say } = panel;
  let turns = turnsOf(scene), begun = false, telling = 0, frame = 0;
  /** @type {import('../types.js').Shown[]} */
  let shown = [];
  /** Those of them that are drawn, with their roles beside the subject. @type {import('../types.js').Shown[]} */
  let drawn = [];
  /** @type {string | null} */
  let told = null;
  const paused = pause(() => { rest(); tell(); });

  /** Draw everything that depends on the moment. Called at each step of the slider. */
  function render() {
    const mark = event.eventOf(state.event), subject = event.beside();
    shown = marks.marksAt(state.t, filterOf(state, scene));
    drawn = subject && mark ? besideSubject(scene, shown, mark, turns, state.layers.has('legs')) : shown;
    tracks?.step(state.t, mark, subject);
    marks.show(drawn, state.event);
    timeline.show(state.t, mark);
    if (timeline.dragging()) { paused.wait(); return; }            // the base map, the names, the card and the list wait until the drag pauses
    paused.stop();
    rest();
    if (!telling) telling = setTimeout(tell);                     // after the map has been painted
  }
  /** What is drawn when a step rests: the countries named, the tags, the labels and the key. */
  function rest() {
    list.state(scene.everyone ? marks.states() : new Map(shown.filter(({ kind }) => kind === 'event').map(({ id, state: is }) => [id, is])));
    base.setNamed(new Set(drawn.flatMap(({ kind, id }) => (kind === 'area' && scene.byId.place.get(id)?.area) || [])));
    if (!view.moving()) setTags();
    name();
    explain();
  }
  /** Show the event told in the card and in the list. */
  function tell() {
    clearTimeout(telling);
    telling = 0;
    const mark = event.eventOf(state.event);
    if (!mark || told === mark.id) return;
    told = mark.id;
    const all = scene.events, turn = all.indexOf(mark), next = event.current()[event.current().indexOf(mark) + 1];
    showCard(byId('card'), panel, mark, turn + 1, all.length);
    byId('column').scrollTop = 0;
    transport.coming(next || null);
    list.mark(mark.id);
  }
  function name() {
    const now = event.now();
    names.set([...nameCandidates({ scene, style, say, marks }, drawn, now, event.beside()), ...(tracks?.labels(now.leg) || [])], marks.linePoints());
  }
  function explain() {
    const beside = event.beside(), seen = marks.inView(), signs = beside ? keySigns(scene, seen, names.shows('how'), style.vagueKm) : marks.signs();
    tracks?.addSigns(signs, beside);
    tracks?.rest(event.now().leg);
    legend.show(signs, beside ? event.eventOf(state.event)?.colour || 1 : 1, beside ? contextLook(scene, seen) : '');
    byId('legend').classList.toggle('empty', !signs.size);
  }
  function setTags() {
    const before = byId('tags').childElementCount, beyond = tags.leaving(marks);
    byId('tags').classList.remove('moving');
    drawInset(/** @type {HTMLCanvasElement} */ (byId('inset')), { map, base, marks, style }, beyond.map(({ place }) => place.id));
    tags.set(beyond, marks);
    if (before || beyond.length) names.moved();
  }

  return {
    render, name, setTags,
    /** Draw with the next frame, at most once in it. */
    schedule() { if (!frame) frame = requestAnimationFrame(() => { frame = 0; render(); }); },
    /** Place tags, labels and key anew after the map has moved. */
    moved() { setTags(); names.moved(); name(); explain(); },
    /** Draw for the first time, once all has its place. */
    begin() { begun = true; render(); },
    begun: () => begun,
    /** Take a scene that holds more or less than before. */
    renew() { told = null; turns = turnsOf(scene); },
    shown: () => shown,
    pending: () => ({ frame, tint: paused.pending(), card: telling, slider: timeline.pending() }),
  };
}
