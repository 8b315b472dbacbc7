/* The document: its parts, put together and opened. */
import { messages } from '../core/messages.js';
import { readScene } from '../core/scene.js';
import { openingState } from '../core/selection.js';
import { clock } from '../core/time.js';
import { EdgeTags } from '../map/edge_tags.js';
import { buildChips } from '../panels/chips.js';
import { buildLegend } from '../panels/legend.js';
import { buildOver } from '../panels/over_map.js';
import { buildTimeline } from '../panels/timeline.js';
import { buildControls, buildTransport } from '../panels/transport.js';
import { actions } from './actions.js';
import { afterPaint, host, post } from './host.js';
import { listenToKeys } from './keys.js';
import { layOver, overMap } from './map_layers.js';
import { mapView } from './map_view.js';
import { moves } from './moves.js';
import { byId, writeFrame } from './page_elements.js';
import { player } from './playing.js';
import { listenToPointer } from './pointer.js';
import { layout, sizeWatcher } from './sizes.js';
import { stepDrawing } from './step_drawing.js';
import { swiped } from './swipe.js';
import { themes } from './theme.js';
import { toldEvent } from './told_event.js';

/** Open the document on a map. `making` says how its points are drawn, its events listed and its lanes made:
    `trackParts` is only there for a story with recorded tracks, `rail` for a story that became known step by step.
    Returns what tests and benchmarks look at.
    @param {L.Map} map
    @param {import('../types.js').DocumentData} data
    @param {import('../types.js').Making} making */
export function open(map, data, making) {
  const scene = readScene(data), say = messages(data.messages, data.language), zone = clock(scene.story.time_zone, say);
  const theme = themes(data), state = openingState(scene);
  writeFrame(scene.story, data.language);
  const layers = layOver(map, { ...data, style: theme.style }, scene, making.Points);
  const page = /** @type {import('../types.js').OpenPage} */ ({ map, state, event: toldEvent(scene, state), view: mapView(map), ...layers });
  page.panel = { scene, style: theme.style, zone, say, act: actions(page, scene) };
  addPanels(page, making);
  addTracks(page, data, making);
  addMoves(page, making);
  listen(page, theme);
  show(page);
  /** The names of what was begun and is not finished; when there is nothing, nothing more will be drawn or told. */
  const pending = () => Object.entries({ move: page.view.moving(), ...page.drawing.pending(), ...page.outside.pending() })
    .filter(([, on]) => on).map(([what]) => what);
  const { marks, names, drawing } = page, { go, set } = page.moves;
  return { map, state, marks, names, scene, zone, set, go, act: page.panel.act, pending, shown: () => (scene.everyone ? marks.all() : drawing.shown()), afterPaint };
}

/** Build the panels around the map.
    @param {import('../types.js').OpenPage} page
    @param {import('../types.js').Making} making */
function addPanels(page, { eventList, lanes, strip }) {
  const { map, panel, names, view } = page, { scene, style, say } = panel;
  page.chips = buildChips(byId('chips'), panel, scene.everyone);
  buildOver(byId('over'), { people: byId('chips'), key: byId('legend') }, { people: say('page.people'), key: say('page.key') },
    () => { names.moved(); if (page.drawing?.begun()) page.drawing.name(); });
  page.timeline = buildTimeline(byId('timeline'), panel, lanes, strip);
  page.transport = buildTransport(byId('transport'), panel);
  page.controls = buildControls(byId('controls'), panel, page.timeline.where);
  page.list = eventList(byId('list'), panel);
  page.legend = buildLegend(byId('signs'), style);
  page.tags = new EdgeTags(byId('tags'), map, scene, say, style.sans, view.fly, () => overMap(map));
  page.fold = layout({
    header: /** @type {HTMLElement} */ (byId('title').parentElement), views: page.controls.views, controls: byId('controls'),
    footer: /** @type {HTMLElement} */ (document.querySelector('footer')), column: byId('column'), page: byId('page'),
  });
}

/** Add the recorded tracks, where the story has any.
    @param {import('../types.js').OpenPage} page
    @param {import('../types.js').DocumentData} data
    @param {import('../types.js').Making} making */
function addTracks(page, data, { trackParts }) {
  const { style, say, zone, act } = page.panel;
  page.tracks = trackParts && trackParts(data, {
    style, say, zone, seek: act.seek, column: byId('column'), key: byId('legend'),
    chosen(seconds) { page.moves.part(seconds); page.moves.filtered(); },
  });
  page.marks.tracks = page.tracks || null;
}

/** Add what draws a step, what moves the page, and what tells the outside of it.
    @param {import('../types.js').OpenPage} page
    @param {import('../types.js').Making} making */
function addMoves(page, { rail }) {
  const { map, panel, state, event, timeline, transport, view } = page, { scene, zone } = panel;
  page.outside = host({ map, scene, state, zone, timeline, view });
  page.drawing = stepDrawing(page);
  page.moves = moves(page);
  page.playing = player({ scene, state, timeline, transport, go: page.moves.go, fly: view.fly, current: event.current, settle: page.outside.settle });
  page.known = rail && rail(byId('timeline'), { ...panel, state, fly: view.fly, changed: page.moves.setBack, line: byId('source') });
}

/** Hear what readers do on the map, and what the map and the browser do.
    @param {import('../types.js').OpenPage} page
    @param {{changed(then: () => void): void}} theme */
function listen(page, theme) {
  const { map, panel, state, base, marks, view, timeline, legend, drawing, moves: { go }, outside, playing: { pause } } = page;
  const { scene, say, act } = panel;
  listenToPointer({ map, marks, scene, state, say, pause, go, settle: outside.settle, fly: view.fly }, byId('tip'));
  listenToKeys({ map, scene, state, timeline, act });
  swiped(byId('column'), (by) => act.step(by));
  map.on('moveend zoomend resize', () => { if (drawing.begun()) { drawing.moved(); outside.tellView(); } });
  map.on('movestart', () => { byId('tags').classList.add('moving'); });
  theme.changed(() => { base.renew(); marks.recolour(); legend.recolour(); timeline.resize(); drawing.render(); drawing.setTags(); });
}

/** Give all parts their sizes, and draw for the first time.
    @param {import('../types.js').OpenPage} page */
function show({ map, state, event, base, names, view, chips, timeline, controls, tracks, fold, drawing, moves: { set }, outside }) {
  const sizes = sizeWatcher();
  const replaced = () => { view.fit(); names.resized(); drawing.setTags(); drawing.name(); };
  const resized = () => { fold(); tracks?.resized(); timeline.resize(); replaced(); };
  sizes.watch(byId('page'), resized);
  sizes.watch(byId('stage'), replaced);
  sizes.watch(byId('timeline'), () => timeline.resize());
  window.matchMedia('print').addEventListener('change', resized);
  fold();
  controls.scale(state.scale);
  timeline.scale(state.scale);
  timeline.resize();
  tracks?.step(state.t, event.now(), event.beside());
  map.invalidateSize({ animate: false });
  view.show(event.now().view);
  names.resized();
  chips.show(state.groups, state.layers, state.everyone);
  outside.listen(set, drawing.render);
  drawing.begin();
  sizes.done(byId('page'), byId('stage'), byId('timeline'));
  outside.tellView();
  base.held = false;
  base.renew();
  afterPaint(() => post('ready', outside.now()));
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
