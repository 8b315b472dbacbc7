/* The rail under the strip, for what was known by when: it stops only at publications, and its end is now. */
import { sideBySide } from '../core/comparison.js';
import { sceneAsKnown, stepNamed } from '../core/known_by.js';
import { h } from './dom.js';

const LETTER = 7, BETWEEN = 10;             // px: of a letter at most, and between two labels

/** Build the rail into `box`. It changes the scene itself, then calls `changed`; `line` is the line of the sources.
    @param {HTMLElement} box
    @param {import('../types.js').KnownRailPage} page */
export function knownRail(box, { scene, say, act, state, fly, changed, line }) {
  const latest = { ...scene, asKnown: '' }, { steps, sources } = scene.known, last = steps.length - 1;
  const shorts = steps.map(({ short }, i) => (i === last ? say('known.now') : short));
  const ticks = steps.map(({ who }) => h('i', { title: who })), labels = shorts.map((short) => h('span', {}, short));
  for (const nodes of [ticks, labels]) nodes.forEach((node, i) => { node.style.left = `${100 * i / last}%`; });
  const track = h('div', { class: 'known-line' }, ...ticks, ...labels);
  const rail = h('div', { class: 'known', role: 'slider', tabindex: '0', 'aria-label': say('known.rail'), 'aria-valuemin': 0, 'aria-valuemax': last }, h('span', { class: 'known-by' }, say('known.rail')), track);
  let at = last;
  /** The sources that are compared. @type {[string, string] | null} */
  let pair = null;

  /** Show which step it is at, and the labels that have room: first that of this step. */
  function write() {
    /** @type {number[]} */
    const taken = [];
    const pitch = track.clientWidth / last, half = (/** @type {number} */ i) => shorts[i].length * LETTER / 2;
    for (const i of [at, last, 0, ...steps.keys()]) {
      if (taken.includes(i)) continue;
      const free = taken.every((k) => Math.abs(k - i) * pitch > half(k) + half(i) + BETWEEN);
      labels[i].hidden = !free;
      if (free) taken.push(i);
    }
    for (const [i, tick] of ticks.entries()) {
      tick.classList.toggle('told', i === at);
      labels[i].classList.toggle('told', i === at);
      tick.classList.toggle('later', i > at);
    }
    rail.setAttribute('aria-valuenow', at);
    rail.setAttribute('aria-valuetext', at === last ? say('known.now.said') : steps[at].said);
  }
  /** @param {number} step */
  function go(step) {
    const to = Math.max(0, Math.min(last, step));
    if (to === at) return;
    act.play(false);
    at = to;
    const back = at < last;
    state.known = back ? steps[at].id : null;
    const open = sources.filter(([since]) => since <= at).map(([, dated]) => dated);
    line.textContent = back ? say('source.line', { sources: open.reduce((first, next) => say('clauses', { first, next })), borders: say('borders') }) : scene.story.source_line;
    write();
    stage();
  }
  /** Put what was known by then into the scene, or of that only what two sources tell, if they tell anything. */
  function stage() {
    state.compare = pair;
    Object.assign(scene, latest, { compared: pair }, at < last ? { ...sceneAsKnown(latest, at), asKnown: steps[at].said } : {});
    const compared = pair && sideBySide(scene, pair);
    if (compared && compared.events.length) Object.assign(scene, compared);
    changed();
  }
  const nearest = (/** @type {PointerEvent} */ e) => { const { left, width } = track.getBoundingClientRect(); go(Math.round((e.clientX - left) / width * last)); };
  rail.addEventListener('pointerdown', (/** @type {PointerEvent} */ e) => {
    if (e.button) return;
    rail.setPointerCapture(e.pointerId);
    nearest(e);
  });
  rail.addEventListener('pointermove', (/** @type {PointerEvent} */ e) => { if (rail.hasPointerCapture(e.pointerId)) nearest(e); });
  rail.addEventListener('keydown', (/** @type {KeyboardEvent} */ e) => {
    const to = /** @type {Record<string, number>} */ ({ ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: last })[e.key];
    if (to === undefined) return;
    e.preventDefault();
    go(to);
  });
  act.compare = (to) => {
    pair = to;
    stage();
    act.setEveryone(scene.everyone || Boolean(pair));
    if (!pair) return;
    act.seek(scene.span[1]);
    fly(scene.home);
  };
  box.append(rail);
  new ResizeObserver(write).observe(track);
  return {
    /** Take what the address asks for; two sources only if they can be chosen in the list.
        @param {{known?: unknown, compare?: any}} asked */
    set({ known, compare }) {
      if (known !== undefined) go(stepNamed(steps, known));
      if (compare === undefined || !document.getElementById('compared')) return;
      const sound = compare?.length === 2 && compare[0] !== compare[1] && compare.every((/** @type {unknown} */ id) => scene.story.sources.some((source) => source.id === id));
      const to = sound ? compare : null;
      if (String(to) === String(pair)) return;
      pair = to;
      stage();
    },
  };
}
