/* The timeline: the strip of stops, or the lanes with all bounds; the playhead, and the pointer that moves it. */
import { axisMarks, evenScale, first, trueScale } from '../core/time.js';
import { keeps } from '../core/visibility.js';
import { h } from './dom.js';
import { nearestStop } from './stop_strip.js';
import { axisNodes } from './timeline_axis.js';
import { hearDrags } from './timeline_drag.js';

const READ = 200;                            // ms that what is told stays in a drag

/** Build the timeline into `box`; `lanesOf` makes the lanes, `stripOf` the strip.
    @param {HTMLElement} box
    @param {import('../types.js').Panel} panel
    @param {import('../types.js').MakesLanes} lanesOf
    @param {import('../types.js').MakesStrip} stripOf */
export function buildTimeline(box, { scene, style, zone, say, act }, lanesOf, stripOf) {
  const span = scene.span;
  /** @type {number[]} */
  const stops = [];
  /** @type {import('../types.js').Timeline['scales']} */
  const scales = { even: trueScale(span), true: trueScale(span) };
  let scale = scales.even, kind = 'even', width = 1, left = 0, dragging = false, laned = false, at = span[0], reading = 0, late = false;
  /** The event that is told at this step. @type {import('../types.js').EventMark | undefined} */
  let coming;
  /** @type {import('../types.js').People} */
  let people = null;
  /** @type {import('../types.js').Strip | null} */
  let strip = null;
  /** @type {import('../types.js').EventMark | null} */
  let told = null;

  const head = h('div', { class: 'playhead', 'aria-hidden': 'true' }, h('i', { class: 'knob' }));
  const lanes = h('div', { class: 'lanes', hidden: '' }), rail = h('div', { class: 'rail' });
  const axis = h('div', { class: 'axis', 'aria-hidden': 'true', hidden: '' }), where = h('span', { class: 'zone', 'aria-hidden': 'true' });
  const score = h('div', {
    class: 'score', role: 'slider', tabindex: '0', 'aria-label': say('page.time', { zone: scene.story.zone_name }),
    'aria-valuemin': '0', 'aria-valuemax': String(Math.round((span[1] - span[0]) / 60000)), 'aria-orientation': 'horizontal',
  }, lanes, rail, axis, head);
  box.replaceChildren(score);

  function setScales() {
    stops.splice(0, stops.length, ...[...new Set(scene.events.map((e) => e.stop))].sort((a, b) => a - b));
    scales.even = evenScale(span, stops);
    scale = scales[kind];
  }
  setScales();
  const bars = new Map();                              // event id -> its nodes, one in each lane
  const px = (/** @type {number} */ t) => scale.place(t) * width;
  const kept = () => scene.events.filter((e) => keeps(e, people));
  function layOut() {
    bars.clear();
    if (laned) {
      const room = Math.max(118, Math.min(250, window.innerHeight * 0.225));
      lanes.replaceChildren(...lanesOf(scene, people, { px, width, room, bars, say }).map(laneRow));
      rail.replaceChildren();
      strip = null;
    } else {
      lanes.replaceChildren();
      strip = stripOf(rail, kept(), { px, width, even: kind === 'even', sans: style.sans, say });
    }
    lanes.hidden = !laned; rail.hidden = laned;
    axis.hidden = !laned && kind === 'even';
    box.classList.toggle('laned', laned);
    if (!axis.hidden) axis.replaceChildren(...axisNodes(axisMarks(zone, span), px, width, left));
    if (told) mark(told);
  }
  /** @param {import('../types.js').LaneTrack} made */
  function laneRow({ lane, track, quiet }) {
    return h('div', { class: 'lane' + (quiet ? ' quiet' : ''), 'data-colour': lane.colour }, h('span', { class: 'who', title: lane.name }, lane.name), track);
  }
  function measure() {
    const probe = laned ? lanes.querySelector('.track') : rail;
    if (!probe) return;
    const outer = score.getBoundingClientRect(), inner = probe.getBoundingClientRect();
    left = inner.left - outer.left; width = Math.max(inner.width, 1);
  }
  function resize() {
    if (laned && !lanes.firstChild) layOut();
    measure(); layOut(); put();
  }

  function put() { head.style.transform = `translateX(${Math.round(left + scale.place(at) * width)}px)`; }
  /** @param {import('../types.js').EventMark} event */
  function mark(event) {
    if (told) for (const node of bars.get(told.id) || []) node.classList.remove('told');
    told = event;
    for (const node of bars.get(event.id) || []) node.classList.add('told');
    if (strip) strip.tell(event);
  }
  /** Show what a reader cannot follow at each step of a drag: the stop told, its bracket, its words; and where the slider is. Nobody
      reported that: it is written small, and only where the slider is at no stop. */
  function tell() {
    late = false;
    clearTimeout(reading);
    reading = dragging ? setTimeout(() => { reading = 0; if (late) tell(); }, READ) : 0;
    const event = coming, rests = Boolean(event && event.stop === at);
    box.classList.toggle('rests', rests && !dragging);         // the head follows a drag even over a stop
    write(where, rests ? '' : say('page.slider', { at: zone.short(at) }));
    score.setAttribute('aria-valuenow', String(Math.round((at - span[0]) / 60000)));
    if (event && event !== told) {
      mark(event);
      score.setAttribute('aria-valuetext', `${event.headline}, ${spoken(event.time)}`);
    } else if (!event) score.setAttribute('aria-valuetext', zone.short(at));
  }
  /** Show a moment and the event told; called at each step of the slider. In a drag only the head follows each step, the
      rest five times a second: each thing that moves costs the browser time, and the map has to follow too.
      @param {number} t
      @param {import('../types.js').EventMark} [event] */
  function show(t, event) {
    at = t;
    coming = event;
    put();
    if (reading && dragging) late = true; else tell();
  }
  const said = (/** @type {import('../types.js').ToldTime} */ time) => (time.hourly ? say('page.zoned', { said: time.said, zone: scene.story.zone_name }) : time.said);
  const spoken = (/** @type {import('../types.js').ToldTime} */ time) => (time.words ? say('page.quoted-said', { words: time.words, said: said(time) }) : said(time));
  /** @param {any} node
      @param {string} words */
  function write(node, words) {                            // changes the text of a node without a new node
    if (!node.firstChild) node.append('');
    if (node.firstChild.data !== words) node.firstChild.data = words;
  }

  const across = (/** @type {number} */ x) => Math.max(0, Math.min(width, x - score.getBoundingClientRect().left - left));
  const timeAt = (/** @type {number} */ x) => {
    const here = across(x);
    if (kind === 'even' && width > 4 * stops.length) {  // where stops are closer, the pointer does not snap to them
      const k = first(stops.length, (/** @type {number} */ i) => scale.place(stops[i]) * width > here - 4);
      if (k < stops.length && scale.place(stops[k]) * width < here + 4) return stops[k];
    }
    const t = scale.time(here / width), minute = Math.round(t / 60000) * 60000;
    return Math.max(span[0], Math.min(span[1], minute));
  };
  /** Press: on an event, tell it; elsewhere on the strip, tell the nearest stop; on the lanes, go to that moment.
      @param {number} x
      @param {any} on */
  function press(x, on) {
    if (on) act.select(on.dataset.event);
    else if (!laned && kind === 'even' && kept().length) act.select(nearestStop(kept(), px, across(x)).id);
    else act.seek(timeAt(x));
  }
  hearDrags(score, {
    begins() { dragging = true; },
    ends() { dragging = false; },
    seek: (x) => act.seek(timeAt(x)),
    press,
    settle: act.settle,
  });

  return {
    resize, show, scales, stops, where,
    dragging: () => dragging,
    pending: () => late,
    filter(/** @type {import('../types.js').Filter} */ to) { people = to.people || null; setScales(); if (width > 1) layOut(); },
    scale(/** @type {string} */ to) { kind = to; scale = scales[to]; if (width > 1) layOut(); put(); },
    lanes(/** @type {boolean} */ on) { laned = on; layOut(); measure(); layOut(); put(); },
  };
}
