/* The timeline: lanes of ticks and bars, a playhead, and the controls that move it. */
import { axisMarks, evenScale, first, trueScale } from '../core/time.js';
import { h } from './dom.js';

const SPEEDS = [0.5, 1, 2, 4];

/** Build the timeline into `box`. `act` has seek(t), select(id), step(by), play(on), setScale, setSpeed, setFollow. */
export function buildTimeline(box, { scene, style, zone, say, act }, lanesOf) {
  const span = scene.span, stops = [...new Set(scene.events.map((e) => e.stop))].sort((a, b) => a - b);
  const scales = { even: evenScale(span, stops), true: trueScale(span) };
  let scale = scales.even, kind = 'even', width = 1, left = 0, dragging = false, people = null;

  const back = h('button', { class: 'step', 'aria-label': say('page.previous'), title: say('page.previous') }, icon('back'));
  const play = h('button', { class: 'step play', 'aria-label': say('page.play'), 'aria-pressed': 'false', title: say('page.play.key') }, icon('play'));
  const next = h('button', { class: 'step', 'aria-label': say('page.next'), title: say('page.next') }, icon('next'));
  const moment = h('span', { class: 'moment' }), where = h('span', { class: 'zone' });
  const speed = h('select', { 'aria-label': say('page.speed'), class: 'speed' },
    ...SPEEDS.map((n) => h('option', { value: n, selected: n === 1 ? '' : null }, say('page.speed.times', { times: n }))));
  const follow = h('button', { class: 'switch', role: 'switch', 'aria-checked': 'true', title: say('page.follow.title') }, say('page.follow'));
  const even = h('button', { role: 'radio', 'aria-checked': 'true' }, say('page.scale.even'));
  const real = h('button', { role: 'radio', 'aria-checked': 'false' }, say('page.scale.true'));
  const tempo = h('div', { class: 'tempo' }, speed, follow,
    h('div', { role: 'radiogroup', 'aria-label': say('page.scale'), class: 'scales' }, even, real));
  const head = h('div', { class: 'playhead', 'aria-hidden': 'true' }, h('i', { class: 'knob' }));
  const lanes = h('div', { class: 'lanes' }), axis = h('div', { class: 'axis', 'aria-hidden': 'true' });
  const score = h('div', {
    class: 'score', role: 'slider', tabindex: '0', 'aria-label': say('page.time', { zone: scene.story.zone_name }),
    'aria-valuemin': '0', 'aria-valuemax': String(Math.round((span[1] - span[0]) / 60000)), 'aria-orientation': 'horizontal',
  }, lanes, axis, head);
  box.replaceChildren(
    h('div', { class: 'transport' }, h('div', { class: 'steps' }, back, play, next),
      h('div', { class: 'now', 'aria-live': 'off' }, moment, where), tempo), score);

  back.onclick = () => act.step(-1);
  next.onclick = () => act.step(1);
  play.onclick = () => act.play(play.getAttribute('aria-pressed') !== 'true');
  speed.onchange = () => act.setSpeed(+speed.value);
  follow.onclick = () => act.setFollow(follow.getAttribute('aria-checked') !== 'true');
  even.onclick = () => act.setScale('even');
  real.onclick = () => act.setScale('true');
  const otherScale = (e) => {
    if (!e.key.startsWith('Arrow')) return;
    e.preventDefault(); e.stopPropagation();
    act.setScale(kind === 'even' ? 'true' : 'even');
    (kind === 'even' ? even : real).focus();
  };
  even.onkeydown = real.onkeydown = otherScale;

  const bars = new Map();                              // event id -> its nodes, one a lane
  function layOut() {
    const again = lanes.firstChild && lanes.firstChild.querySelector('.track');
    bars.clear();
    const room = Math.max(118, Math.min(250, window.innerHeight * 0.225));
    const px = (t) => scale.place(t) * width;
    lanes.replaceChildren(...lanesOf(scene, people, { px, width, room, bars, say }).map(laneRow));
    drawAxis();
    if (again) mark(current);
  }
  function laneRow({ lane, track, quiet }) {
    const row = h('div', { class: 'lane' + (quiet ? ' quiet' : '') }, h('span', { class: 'who', title: lane.name }, lane.name), track);
    row.style.setProperty('--colour', style.people[lane.colour - 1]);
    row.style.setProperty('--word', style.peopleText[lane.colour - 1]);
    row.style.setProperty('--tint', style.bands[lane.colour - 1]);
    row.style.setProperty('--bar', style.bars[lane.colour - 1]);
    return row;
  }
  function drawAxis() {
    const placed = [], nodes = [], room = width < 500 ? 50 : 62;
    for (const one of axisMarks(zone, span)) {
      const x = scale.place(one.t) * width, half = one.text.length * 3.6;
      if (x < half - 6 || x > width - half + 6) continue;
      if (placed.some((other) => Math.abs(other - x) < room)) continue;
      placed.push(x);
      const node = h('span', { class: one.level <= 2 ? 'day' : '' }, one.text);
      node.style.left = `${left + x}px`;
      nodes.push(node);
      if (nodes.length > 40) break;
    }
    axis.replaceChildren(...nodes);
  }
  function measure() {
    const probe = lanes.querySelector('.track');
    if (!probe) return;
    const outer = score.getBoundingClientRect(), inner = probe.getBoundingClientRect();
    left = inner.left - outer.left; width = Math.max(inner.width, 1);
  }
  function resize() {
    if (!lanes.firstChild) layOut();
    measure(); layOut(); put();
  }

  let at = span[0], current = null;
  function put() {
    head.style.transform = `translateX(${left + scale.place(at) * width}px)`;
  }
  function mark(id) {
    for (const node of bars.get(current) || []) node.classList.remove('told');
    current = id;
    for (const node of bars.get(current) || []) node.classList.add('told');
  }
  /** Show a moment and the event that is told; called at each step of the slider. At a stop the
      event's time is told as it was reported; the slider's own position is no statement. */
  function show(t, told) {
    at = t;
    put();
    const rests = told && told.stop === t, quoted = rests && told.time.words ? say('page.quoted', { words: told.time.words }) : '';
    write(moment, rests ? quoted || told.time.said : '');
    write(where, !rests ? say('page.slider', { at: zone.short(t) }) : quoted ? said(told.time) : told.time.hourly ? scene.story.zone_name : '');
    score.setAttribute('aria-valuenow', String(Math.round((t - span[0]) / 60000)));
    score.setAttribute('aria-valuetext', told ? `${told.headline}, ${spoken(told.time)}` : zone.short(t));
    if (told && told.id !== current) mark(told.id);
  }
  const said = (time) => (time.hourly ? say('page.zoned', { said: time.said, zone: scene.story.zone_name }) : time.said);
  const spoken = (time) => (time.words ? say('page.quoted-said', { words: time.words, said: said(time) }) : said(time));
  function write(node, words) {                            // a text in the place of another, no new node
    if (!node.firstChild) node.append('');
    if (node.firstChild.data !== words) node.firstChild.data = words;
  }

  const timeAt = (x) => {
    const px = Math.max(0, Math.min(width, x - score.getBoundingClientRect().left - left));
    if (kind === 'even' && width > 4 * stops.length) {  // where stops are closer, none draws the hand to it
      const k = first(stops.length, (i) => scale.place(stops[i]) * width > px - 4);
      if (k < stops.length && scale.place(stops[k]) * width < px + 4) return stops[k];
    }
    const t = scale.time(px / width), minute = Math.round(t / 60000) * 60000;
    return Math.max(span[0], Math.min(span[1], minute));
  };
  score.addEventListener('pointerdown', (e) => {
    if (e.button) return;
    const bar = e.target.closest('[data-event]');
    dragging = true;
    score.setPointerCapture(e.pointerId);
    score.classList.add('dragging');
    const from = e.clientX;
    let moved = false;
    const move = (m) => {
      if (!moved && Math.abs(m.clientX - from) < 3) return;
      moved = true;
      act.seek(timeAt(m.clientX));
    };
    const up = (m) => {
      dragging = false;
      score.classList.remove('dragging');
      score.removeEventListener('pointermove', move);
      if (!moved && bar) act.select(bar.dataset.event);
      else if (m.type === 'pointerup') act.seek(timeAt(m.clientX));
      act.settle();
    };
    score.addEventListener('pointermove', move);
    score.addEventListener('pointerup', up, { once: true });
    score.addEventListener('pointercancel', up, { once: true });
  });

  return {
    resize, show, scales, stops,
    dragging: () => dragging,
    filter(to) { people = to.people; if (lanes.firstChild) layOut(); },
    scale(to) {
      kind = to; scale = scales[to];
      even.setAttribute('aria-checked', String(to === 'even'));
      real.setAttribute('aria-checked', String(to === 'true'));
      even.tabIndex = to === 'even' ? 0 : -1; real.tabIndex = to === 'true' ? 0 : -1;
      layOut(); put();
    },
    playing(on) {
      play.setAttribute('aria-pressed', String(on));
      play.setAttribute('aria-label', say(on ? 'page.pause' : 'page.play'));
      play.title = say(on ? 'page.pause.key' : 'page.play.key');
      play.replaceChildren(icon(on ? 'pause' : 'play'));
    },
    follow(on) { follow.setAttribute('aria-checked', String(on)); },
    speed(n) { speed.value = String(n); },
  };
}

const SHAPES = {
  play: 'M4 2.5v11l9.5-5.5z', pause: 'M4 2.5h3v11H4zM9 2.5h3v11H9z',
  back: 'M12 2.5v11L4.5 8zM2.5 2.5h2v11h-2z', next: 'M4 2.5v11L11.5 8zM11.5 2.5h2v11h-2z',
};
function icon(name) {
  const space = 'http://www.w3.org/2000/svg', svg = document.createElementNS(space, 'svg'), path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 16 16'); svg.setAttribute('width', '15'); svg.setAttribute('height', '15');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', SHAPES[name]); path.setAttribute('fill', 'currentColor');
  svg.append(path);
  return svg;
}
