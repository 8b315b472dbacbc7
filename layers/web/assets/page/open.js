/* The document: its state, its parts, and when each is drawn. */
import { messages } from '../core/messages.js';
import { readScene } from '../core/scene.js';
import {
  activeGroups, filterOf, keptEvents, lastBy, openingState, showsSubject, stepFrom, takeFilter, toggleGroup, toggleLayer,
} from '../core/selection.js';
import { besideSubject, keySigns, turnsOf } from '../core/roles.js';
import { clock } from '../core/time.js';
import { isView } from '../core/url_state.js';
import { BaseLayer } from '../map/base_layer.js';
import { MarkLayer } from '../map/mark_layer.js';
import { EdgeTags } from '../map/edge_tags.js';
import { drawInset } from '../map/inset.js';
import { nameCandidates } from '../map/name_candidates.js';
import { Names } from '../map/names.js';
import { langOf, showCard } from '../panels/card.js';
import { buildChips } from '../panels/chips.js';
import { buildLegend } from '../panels/legend.js';
import { buildOver } from '../panels/over_map.js';
import { buildTimeline } from '../panels/timeline.js';
import { buildControls, buildTransport } from '../panels/transport.js';
import { afterPaint, framed, host, post } from './host.js';
import { listenToKeys } from './keys.js';
import { mapView } from './map_view.js';
import { player } from './playing.js';
import { listenToPointer } from './pointer.js';
import { layout, sizeWatcher } from './sizes.js';
import { swiped } from './swipe.js';
import { themes } from './theme.js';

/** The element of the page with that id.
    @param {string} name */
function $(name) {
  const node = document.getElementById(name);
  if (!node) throw new Error(`The page has no element #${name}.`);
  return node;
}

/** Write what stays the same while the document is open.
    @param {any} story the StoryData, read by the names of its fields
    @param {string} language */
function writeFrame(story, language) {
  document.title = story.title;
  document.documentElement.lang = language;
  for (const name of ['title', 'subtitle']) { $(name).textContent = story[name] || ''; if (langOf(story, name, story)) $(name).lang = story.language; }
  $('source').textContent = story.source_line;
  if (framed) document.documentElement.classList.add('framed');
}

/** The layers of the map: the base, held until the page has its size; the marks; their names.
    @param {L.Map} map
    @param {import('../types.js').DocumentData} data
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').Making['Points']} Points */
function layOver(map, data, scene, Points) {
  for (const [name, zIndex] of Object.entries({ base: 150, marks: 420 })) Object.assign(map.createPane(name).style, { zIndex, pointerEvents: 'none' });
  map.attributionControl && map.attributionControl.setPrefix(false);
  const base = new BaseLayer(data.base, data.style, scene.story.focus, !data.tiles);
  base.held = true;
  base.addTo(map);
  const marks = new MarkLayer(scene, data.style, Points).addTo(map);
  const names = new Names(map, scene, data.style, {
    bare: data.tiles?.labelled,
    obstacles: () => [...document.querySelectorAll('.tag, .open, #inset, #chips, .leaflet-control')].filter((n) => n instanceof HTMLElement && n.offsetParent),
  });
  return { base, marks, names };
}

/** Open the document on a map. The last argument says how its points are drawn, its events listed and its lanes made:
    `trackParts` is only there for a story with recorded tracks, `rail` for a story that became known step by step.
    Returns what tests and benchmarks look at.
    @param {L.Map} map
    @param {import('../types.js').DocumentData} data
    @param {import('../types.js').Making} parts */
export function open(map, data, { Points, eventList, lanes, strip, trackParts, rail }) {
  const scene = readScene(data), story = scene.story;
  const say = messages(data.messages, data.language), zone = clock(story.time_zone, say);
  const theme = themes(data), { style } = theme;
  writeFrame(story, data.language);
  const state = openingState(scene);
  let turns = turnsOf(scene), begun = false, tinting = 0, telling = 0, frame = 0;
  /** Events that the filter keeps. @type {import('../types.js').EventMark[] | null} */
  let kept = null;
  /** @type {import('../types.js').Shown[]} */
  let shown = [];
  /** Those of them that are drawn, with their roles beside the subject. @type {import('../types.js').Shown[]} */
  let drawn = [];
  /** @type {string | null} */
  let told = null;
  const current = () => { kept = kept || keptEvents(state, scene); return kept; };      // the same until the filter changes
  const eventOf = (/** @type {string} */ id) => scene.byId.event.get(id);
  const toldNow = () => /** @type {import('../types.js').EventMark} */ (eventOf(state.event));
  const beside = () => showsSubject(state, scene);

  const { base, marks, names } = layOver(map, { ...data, style }, scene, Points);
  const view = mapView(map), { fly } = view;

  /* ---- the panels --------------------------------------------------------------------------- */
  const act = {
    seek(/** @type {number} */ t) { pause(); go(t); },
    select(/** @type {string} */ id) { pause(); act.setList(false); tellEvent(id); },
    step(/** @type {number} */ by) { pause(); step(by); },
    play(/** @type {boolean} */ on) { if (on) playing.play(); else pause(); },
    setScale(/** @type {string} */ kind) { state.scale = kind; controls.scale(kind); timeline.scale(kind); },
    setSpeed(/** @type {number} */ n) { state.speed = n; },
    setFollow(/** @type {boolean} */ on) { state.follow = on; controls.follow(on); const mark = eventOf(state.event); if (on && mark) fly(mark.view); },
    setLanes(/** @type {boolean} */ on) { controls.lanes(on); timeline.lanes(on); timeline.show(state.t, eventOf(state.event)); },
    setList(/** @type {boolean} */ on) { controls.list(on); $('list').hidden = !on; $('column').hidden = on; if (on) list.mark(state.event); },
    setEveryone(/** @type {boolean} */ on) { state.everyone = on; filtered(); },
    settle() { outside.settle(); },
    toggleGroup(/** @type {string} */ id) { toggleGroup(state, scene, id); filtered(); },
    toggleLayer(/** @type {string} */ id) { toggleLayer(state, id); filtered(); },
  };
  const panel = { scene, style, zone, say, act };
  const chips = buildChips($('chips'), panel, scene.everyone);
  buildOver($('over'), { people: $('chips'), key: $('legend') }, { people: say('page.people'), key: say('page.key') }, () => { names.moved(); if (begun) name(); });
  const timeline = buildTimeline($('timeline'), panel, lanes, strip);
  const transport = buildTransport($('transport'), panel), controls = buildControls($('controls'), panel, timeline.where);
  const list = eventList($('list'), panel);
  const legend = buildLegend($('signs'), style);
  const tags = new EdgeTags($('tags'), map, scene, say, style.sans, fly, overMap);
  const fold = layout({ header: /** @type {HTMLElement} */ ($('title').parentElement), views: controls.views, controls: $('controls'), footer: /** @type {HTMLElement} */ (document.querySelector('footer')), column: $('column'), page: $('page') });
  const tracks = trackParts && trackParts(data.tracks, { style, say, zone, seek: act.seek, timeline: $('timeline'), column: $('column'), key: $('legend') });
  marks.tracks = tracks || null;
  const outside = host({ map, scene, state, zone, timeline, view });
  const playing = player({ scene, state, timeline, transport, go, fly, current, settle: outside.settle }), { pause } = playing;
  const known = rail && rail($('timeline'), { ...panel, state, fly, changed: setBack, line: $('source') });
  const page = { map, marks, scene, state, say, timeline, act, current, go, pause, fly, settle: outside.settle };
  listenToPointer(page, $('tip'));
  listenToKeys(page);
  swiped($('column'), (by) => act.step(by));
  map.on('moveend zoomend resize', () => { if (begun) { setTags(); names.moved(); name(); explain(); outside.tellView(); } });
  map.on('movestart', () => { $('tags').classList.add('moving'); });
  theme.changed(() => { base.redraw(); marks.recolour(); legend.recolour(); timeline.resize(); render(); setTags(); });

  /** The boxes of what stands over the map, px, which tags leave free.
      @returns {import('../types.js').Box[]} */
  function overMap() {
    const here = map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll('#over, #inset, .leaflet-control')].filter((n) => n instanceof HTMLElement && n.offsetParent).map((node) => {
      const r = node.getBoundingClientRect();
      return [r.left - here.left, r.top - here.top, r.right - here.left, r.bottom - here.top];
    });
  }

  /* ---- what is drawn ------------------------------------------------------------------------ */
  /** Draw everything that depends on the moment. Called at each step of the slider. */
  function render() {
    const mark = eventOf(state.event), subject = beside();
    shown = marks.marksAt(state.t, filterOf(state, scene));
    drawn = subject && mark ? besideSubject(scene, shown, mark, turns, state.layers.has('legs')) : shown;
    clearTimeout(tinting);
    tinting = 0;
    const dragging = timeline.dragging();
    if (dragging) tinting = setTimeout(restSoon);            // the base map and the names wait until the drag pauses
    if (tracks?.step(state.t, mark, subject) && begun && mark) { view.fit(); fly(mark.view); }      // the profile has come or gone, and the map has another height
    marks.show(drawn, state.event);
    timeline.show(state.t, mark);
    if (!dragging) rest();
    list.state(scene.everyone ? marks.states() : new Map(shown.filter(({ kind }) => kind === 'event').map((event) => [event.id, event.state])));
    if (mark && told !== mark.id) {
      told = mark.id;
      clearTimeout(telling);
      telling = setTimeout(tellCard, dragging ? 60 : 0, mark);
    }
  }
  /** Rest when nothing has come for a while after this frame, however long it took to paint. */
  function restSoon() { tinting = setTimeout(() => { tinting = 0; rest(); }, 60); }
  /** What is drawn when a step rests: the countries named, the tags, the labels and the key. */
  function rest() {
    base.setNamed(new Set(drawn.flatMap(({ kind, id }) => (kind === 'area' && scene.byId.place.get(id)?.area) || [])));
    if (!view.moving()) setTags();
    name();
    explain();
  }
  /** Show the event in the card and in the list: after the map has been painted, so that a drag stays smooth.
      @param {import('../types.js').EventMark} mark */
  function tellCard(mark) {
    telling = 0;
    const all = scene.events, turn = all.indexOf(mark), next = current()[current().indexOf(mark) + 1];
    showCard($('card'), panel, mark, turn + 1, all.length);
    $('column').scrollTop = 0;
    transport.coming(next || null);
    list.mark(mark.id);
  }
  function name() { names.set([...nameCandidates({ scene, style, say, marks }, drawn, toldNow(), beside()), ...(tracks?.labels(toldNow().leg) || [])], marks.linePoints()); }
  function explain() {
    const signs = beside() ? keySigns(scene, marks.inView(), names.shows('how'), style.vagueKm) : marks.signs();
    tracks?.addSigns(signs, beside());
    tracks?.rest(toldNow().leg);
    legend.show(signs);
    $('legend').classList.toggle('empty', !signs.size);
  }
  function setTags() {
    const before = $('tags').childElementCount, beyond = tags.leaving(marks);
    $('tags').classList.remove('moving');
    drawInset(/** @type {HTMLCanvasElement} */ ($('inset')), { map, base, marks, style }, beyond.map(({ place }) => place.id));
    tags.set(beyond, marks);
    if (before || beyond.length) names.moved();
  }
  function schedule() {                                     // draw at most once in a frame
    if (!frame) frame = requestAnimationFrame(() => { frame = 0; render(); });
  }

  /* ---- moves -------------------------------------------------------------------------------- */
  /** Go to a moment; without `id` the event told is the last whose stop has been reached.
      @param {number} t
      @param {string} [id] */
  function go(t, id) {
    state.t = t;
    const events = current(), here = lastBy(events, t);
    if (id) state.event = id;
    else if (here && !(eventOf(state.event)?.stop === t && events.some((e) => e.id === state.event))) {
      const changed = here.id !== state.event;
      state.event = here.id;
      if (changed && state.follow && state.playing) fly(here.view);
    }
    schedule();
    if (!state.playing) outside.later();
  }
  /** @param {string} id */
  function tellEvent(id) {
    const mark = eventOf(id);
    if (!mark) return;
    go(mark.stop, id);
    fly(mark.view);
    outside.settle();
  }
  /** @param {number} by */
  function step(by) {
    const next = stepFrom(current(), state, by);
    if (next) { go(next.stop, next.id); if (state.follow) fly(next.view); outside.settle(); }
  }
  function filtered() {
    kept = null;
    const now = filterOf(state, scene);
    chips.show(activeGroups(state, scene), state.layers, state.everyone);
    timeline.filter(now);
    list.filter(now);
    if (!current().some((e) => e.id === state.event)) state.event = lastBy(current(), state.t).id;
    schedule();
    outside.settle();
  }
  /** Show the scene after the rail has changed how much of it is known. */
  function setBack() {
    told = kept = null;
    turns = turnsOf(scene);
    marks.renew();
    tracks?.keep((leg) => scene.byId.leg.get(leg)?.path === 'recorded');
    const here = eventOf(state.event) ? null : lastBy(current(), state.t);
    if (here) [state.event, state.t] = [here.id, here.stop];
    filtered();
    render();                               // at once: what is drawn may be gone from the scene, and a flight would draw it again
    if (here) fly(here.view);
  }
  /** Take a state from outside: {t, event, people, layers, known, view, scale, look}. Bad parts are left out.
      @param {any} to */
  function set(to) {
    outside.quietly(() => {
      pause();
      const t = typeof to.t === 'string' ? zone.parse(to.t) : null;
      if (known) known.set(to);
      if (takeFilter(state, scene, to)) filtered();
      if (to.scale === 'even' || to.scale === 'true') act.setScale(to.scale);
      const mark = eventOf(to.event);
      if (mark && (t === null || t === mark.stop)) go(mark.stop, mark.id);
      else if (t !== null) go(Math.max(scene.span[0], Math.min(scene.span[1], t)), mark && mark.id);
      if (isView(to.view)) map.setView([to.view[0], to.view[1]], to.view[2], { reset: true });   // exactly: a pan would be rounded to pixels
      else if (mark || t !== null) { if (to.look) fly(toldNow().view); else view.show(toldNow().view); }
    });
  }

  /* ---- opening ------------------------------------------------------------------------------ */
  const sizes = sizeWatcher();
  const resized = () => { fold(); tracks?.resized(); timeline.resize(); view.fit(); names.resized(); setTags(); name(); };
  sizes.watch($('page'), resized);
  sizes.watch($('stage'), () => { view.fit(); names.resized(); setTags(); name(); });
  sizes.watch($('timeline'), () => timeline.resize());
  window.matchMedia('print').addEventListener('change', resized);
  fold();
  controls.scale(state.scale);
  timeline.scale(state.scale);
  timeline.resize();
  tracks?.step(state.t, toldNow(), beside());
  map.invalidateSize({ animate: false });
  view.show(toldNow().view);
  names.resized();
  chips.show(state.groups, state.layers, state.everyone);
  outside.listen(set, render);
  begun = true;
  render();
  sizes.done($('page'), $('stage'), $('timeline'));
  outside.tellView();
  base.held = false;
  base.redraw();
  afterPaint(() => post('ready', outside.now()));
  /** The names of what was begun and is not finished; when there is nothing, nothing more will be drawn or told. */
  const pending = () => Object.entries({ move: view.moving(), frame, tint: tinting, card: telling, ...outside.pending() })
    .filter(([, on]) => on).map(([what]) => what);
  return { map, state, marks, names, scene, zone, set, go, act, pending, shown: () => (scene.everyone ? marks.all() : shown), afterPaint };
}

/** Open it once the map has a size: a frame that is not shown yet has none, and its map cannot show an extent.
    @param {L.Map} map
    @param {() => void} opened */
export function openWhenShown(map, opened) {
  const box = map.getContainer(), ready = () => box.clientWidth > 0 && box.clientHeight > 0;
  if (ready()) { opened(); return; }
  const watch = new ResizeObserver(() => {
    if (!ready()) return;
    watch.disconnect();
    map.invalidateSize({ animate: false });
    opened();
  });
  watch.observe(box);
}
