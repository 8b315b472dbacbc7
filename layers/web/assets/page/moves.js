/* Moves of the document: to a moment, to an event, to another filter, to a state from outside. */
import { activeGroups, filterOf, lastBy, stepFrom, takeFilter } from '../core/selection.js';
import { isView } from '../core/url_state.js';

/** @param {import('../types.js').OpenPage} page what a move needs only when it is made is read then */
export function moves(page) {
  const { map, panel, state, event, marks, tracks, view, chips, timeline, list, drawing, outside } = page;
  const { scene, zone, act } = panel, { fly } = view;

  /** Go to a moment; without `id` the event told is the last whose stop has been reached.
      @param {number} t
      @param {string} [id] */
  function go(t, id) {
    state.t = t;
    const events = event.current(), here = lastBy(events, t);
    if (id) state.event = id;
    else if (here && !(event.eventOf(state.event)?.stop === t && events.some((e) => e.id === state.event))) {
      const changed = here.id !== state.event;
      state.event = here.id;
      if (changed && state.follow && state.playing) fly(here.view);
    }
    drawing.schedule();
    if (!state.playing) outside.later();
  }
  /** @param {string} id */
  function tellEvent(id) {
    const mark = event.eventOf(id);
    if (!mark) return;
    go(mark.stop, id);
    fly(mark.view);
    outside.settle();
  }
  /** @param {number} by */
  function step(by) {
    const next = stepFrom(event.current(), state, by);
    if (next) { go(next.stop, next.id); if (state.follow) fly(next.view); outside.settle(); }
  }
  function filtered() {
    event.filterChanged();
    const now = filterOf(state, scene);
    chips.show(activeGroups(state, scene), state.layers, state.everyone);
    timeline.filter(now);
    list.filter(now);
    if (!event.current().some((e) => e.id === state.event)) state.event = lastBy(event.current(), state.t).id;
    drawing.schedule();
    outside.settle();
  }
  /** Part recorded ways by the reader's choice of what is a gap.
      @param {number | null} seconds */
  function part(seconds) { if (tracks) state.gaps = tracks.choose(seconds); }
  /** Show the scene after the rail has changed how much of it is known. */
  function setBack() {
    event.filterChanged();
    drawing.renew();
    marks.renew();
    tracks?.keep((leg) => scene.byId.leg.get(leg)?.path === 'recorded');
    const here = event.eventOf(state.event) ? null : lastBy(event.current(), state.t);
    if (here) [state.event, state.t] = [here.id, here.stop];
    filtered();
    drawing.render();                       // at once: what is drawn may be gone from the scene, and a flight would draw it again
    if (here) fly(here.view);
  }
  /** Take a state from outside: {t, event, people, layers, known, gaps, view, scale, look}. Bad parts are left out.
      @param {any} to */
  function set(to) {
    outside.quietly(() => {
      page.playing.pause();
      const t = typeof to.t === 'string' ? zone.parse(to.t) : null;
      if (page.known) page.known.set(to);
      if (to.gaps !== undefined) part(Number(to.gaps));
      if (takeFilter(state, scene, to)) filtered();
      if (to.scale === 'even' || to.scale === 'true') act.setScale(to.scale);
      const mark = event.eventOf(to.event);
      if (mark && (t === null || t === mark.stop)) go(mark.stop, mark.id);
      else if (t !== null) go(Math.max(scene.span[0], Math.min(scene.span[1], t)), mark && mark.id);
      if (isView(to.view)) map.setView([to.view[0], to.view[1]], to.view[2], { reset: true });   // exactly: a pan would be rounded to pixels
      else if (mark || t !== null) { if (to.look) fly(event.now().view); else view.show(event.now().view); }
    });
  }
  return { go, tellEvent, step, filtered, part, setBack, set };
}
