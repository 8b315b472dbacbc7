/* The buttons that step and play, and what comes next. */
import { h } from './dom.js';
import { icon } from './icons.js';

const SPEEDS = [0.5, 1, 2, 4];

/** Build the buttons into `box`.
    @param {HTMLElement} box
    @param {import('../types.js').Panel} panel */
export function buildTransport(box, { say, act }) {
  /** @param {Parameters<typeof icon>[0]} name
      @param {string} key
      @param {() => void} does */
  const button = (name, key, does, extra = '') => {
    const node = h('button', { class: `step ${extra}`, 'aria-label': say(key), title: say(key) }, icon(name));
    node.onclick = does;
    return node;
  };
  const back = button('back', 'page.previous', () => act.step(-1)), next = button('next', 'page.next', () => act.step(1), 'next');
  const play = button('play', 'page.play', () => act.play(play.getAttribute('aria-pressed') !== 'true'), 'play');
  play.setAttribute('aria-pressed', 'false');
  play.title = say('page.play.key');
  const day = h('span', { class: 'next-day' }), line = h('span', { class: 'next-line' });
  const coming = h('p', { class: 'coming' }, day, line);
  box.replaceChildren(h('div', { class: 'steps' }, back, play, next), coming);
  return {
    /** Write what comes next; null at the end.
        @param {import('../types.js').EventMark | null} event */
    coming(event) {
      day.textContent = event ? say('page.next.event', { day: event.group }) : '';
      line.textContent = event ? event.headline : say('page.last');
    },
    /** @param {boolean} on */
    playing(on) {
      play.setAttribute('aria-pressed', String(on));
      play.setAttribute('aria-label', say(on ? 'page.pause' : 'page.play'));
      play.title = say(on ? 'page.pause.key' : 'page.play.key');
      play.replaceChildren(icon(on ? 'pause' : 'play'));
    },
  };
}

/** Build the controls at the foot: speed, follow, the scale, lanes and list; before them `where`, the slider's position.
    @param {HTMLElement} box
    @param {import('../types.js').Panel} panel
    @param {HTMLElement} where */
export function buildControls(box, { say, act }, where) {
  const speed = h('select', { 'aria-label': say('page.speed'), class: 'speed' },
    ...SPEEDS.map((n) => h('option', { value: n, selected: n === 1 ? '' : null }, say('page.speed.times', { times: n }))));
  const follow = h('button', { class: 'switch', role: 'switch', 'aria-checked': 'true', title: say('page.follow.title') }, say('page.follow'));
  const even = h('button', { role: 'radio', 'aria-checked': 'true' }, say('page.scale.even'));
  const real = h('button', { role: 'radio', 'aria-checked': 'false' }, say('page.scale.true'));
  /** @param {Parameters<typeof icon>[0]} name
      @param {string} words
      @param {string} title */
  const toggle = (name, words, title) => h('button', { class: `view ${name}`, 'aria-pressed': 'false', title }, icon(name), h('span', {}, words));
  const lanes = toggle('lanes', say('page.lanes'), say('page.lanes.title')), list = toggle('list', say('page.list.show'), say('page.list.show.title'));
  const views = h('div', { id: 'views' }, lanes, list);
  let kind = 'even';
  speed.onchange = () => act.setSpeed(+speed.value);
  follow.onclick = () => act.setFollow(follow.getAttribute('aria-checked') !== 'true');
  even.onclick = () => act.setScale('even');
  real.onclick = () => act.setScale('true');
  lanes.onclick = () => act.setLanes(lanes.getAttribute('aria-pressed') !== 'true');
  list.onclick = () => act.setList(list.getAttribute('aria-pressed') !== 'true');
  even.onkeydown = real.onkeydown = (/** @type {KeyboardEvent} */ e) => {
    if (!e.key.startsWith('Arrow')) return;
    e.preventDefault(); e.stopPropagation();
    act.setScale(kind === 'even' ? 'true' : 'even');
    (kind === 'even' ? even : real).focus();
  };
  box.replaceChildren(where, speed, follow, h('div', { role: 'radiogroup', 'aria-label': say('page.scale'), class: 'scales' }, even, real), views);
  return {
    views,
    /** @param {string} to */
    scale(to) {
      kind = to;
      even.setAttribute('aria-checked', String(to === 'even'));
      real.setAttribute('aria-checked', String(to === 'true'));
      even.tabIndex = to === 'even' ? 0 : -1; real.tabIndex = to === 'true' ? 0 : -1;
    },
    /** @param {boolean} on */
    follow(on) { follow.setAttribute('aria-checked', String(on)); },
    /** @param {number} n */
    speed(n) { speed.value = String(n); },
    /** @param {boolean} on */
    lanes(on) { lanes.setAttribute('aria-pressed', String(on)); },
    /** @param {boolean} on */
    list(on) { list.setAttribute('aria-pressed', String(on)); },
  };
}
