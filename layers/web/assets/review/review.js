/* A report's text beside the proposals made from it. The browser has the decisions: they are written into the
   copy in this browser at once (layers/web/assets/streamlit/keep.js), and sent to Python after a pause. */
import { messages } from '../core/messages.js';
import { instances } from '../streamlit/instances.js';
import { ownStory } from '../streamlit/shared_state.js';
import { cardList } from './cards.js';
import { decisions } from './decisions.js';
import { SHAPES, h } from './elements.js';
import { markedText } from './marked_text.js';

const RESTED = 350;                             // ms after the last decision until it is sent to Python
const reviewAt = instances(build, (review, data) => review.id === data.id);

/** @param {any} component */
export function component({ data, parentElement, setStateValue }) {
  const { instance, left } = reviewAt(parentElement, data);
  instance.report = (/** @type {unknown} */ rows) => setStateValue('decided', rows);
  return left;
}

/** @param {any} root @param {any} data */
function build(root, data) {
  const say = messages(data.messages, data.language);
  /** @type {import('./decisions.js').Card[]} */
  const cards = data.cards.map((/** @type {any} */ card) => ({ ...card, candidates: data.candidates[card.candidates] }));
  const { decided } = ownStory, begun = decided && decided.id === data.id ? decided.rows : data.begun;
  const done = decisions(cards, begun);
  /** @type {string | null} */
  let current = done.next(null) ?? cards[0]?.id ?? null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const progress = h('p', { role: 'status' });
  const sure = h('button', { type: 'button', onclick: () => { done.acceptSure(); decidedNow(done.next(null)); } });
  const undo = h('button', { type: 'button', textContent: say('report.undo'), onclick: back });
  const text = markedText(data.text, cards, choose);
  const list = cardList(cards, data.kinds, say, {
    choose, accept, drop, of: done.of,
    change(id, name, value) { done.change(id, name, value); decidedNow(id); },
  });
  const legend = h('p', { className: 'legend' }, [...new Set(cards.map((card) => card.kind))].map((kind) =>
    h('mark', { 'data-kind': kind, 'data-legend': true }, [h('i', { 'aria-hidden': true, 'data-kind': kind, textContent: SHAPES[kind] }), data.kinds[kind].called])));
  const section = h('section', { tabIndex: -1, 'aria-label': say('report.region'), onkeydown: pressed }, [
    h('div', { className: 'bar' }, [progress, sure, undo, h('button', { type: 'button', textContent: say('report.before'), onclick: () => go(-1) }),
      h('button', { type: 'button', textContent: say('report.after'), onclick: () => go(1) })]),
    legend,
    h('div', { className: 'panes' }, [text.element, list.element]),
    h('p', { className: 'keys', textContent: say('report.keys') }),
  ]);
  root.append(section);

  function show() {
    const states = done.states(), looked = done.looked();
    const open = cards.filter((card) => card.sure && states.get(card.id) === 'open').length;
    progress.textContent = cards.length ? say('report.progress', { looked, n: cards.length }) : say('report.none');
    sure.textContent = say('report.sure', { n: open });
    sure.toggleAttribute('disabled', !open);
    undo.toggleAttribute('disabled', !done.undoable());
    const inside = section.contains(root.activeElement ?? document.activeElement);
    list.show(states, current);
    text.show(states, current);
    const at = root.activeElement ?? document.activeElement;                 // keys still work when the pressed button is gone
    if (inside && (!section.contains(at) || at.matches(':disabled'))) section.focus({ preventScroll: true });
  }
  /** @param {number} by so many cards */
  function go(by) {
    const i = cards.findIndex((card) => card.id === current), to = cards[i + by];
    if (to) choose(to.id);
  }
  /** @param {string} id */
  function choose(id) { current = id; show(); }
  /** @param {string | null} to the card that comes next */
  function decidedNow(to) {
    if (to !== null) current = to;
    ownStory.decided = { id: data.id, rows: done.rows() };
    ownStory.again?.();
    show();
    clearTimeout(timer);
    timer = setTimeout(() => it.report({ id: data.id, rows: done.rows() }), RESTED);
  }
  /** @param {string} id @param {number | null} [choice] */
  function accept(id, choice = null) {
    if (done.accept(id, choice)) { decidedNow(done.next(id)); return; }
    const first = list.element.querySelector('[data-current] input[type=radio]');
    if (first instanceof HTMLElement) first.focus();
  }
  /** @param {string} id */
  function drop(id) { done.drop(id); decidedNow(done.next(id)); }
  function back() { if (done.undo()) decidedNow(null); }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const at = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || current === null) return;
    if (at.matches('select,input:not([type=radio],[type=checkbox])')) return;
    if (event.key === 'Enter' && at.matches('button,input[type=checkbox]')) return;
    const card = /** @type {import('./decisions.js').Card} */ (cards.find((each) => each.id === current));
    /** @type {Record<string, () => void>} */
    const keys = {
      j: () => go(1),
      k: () => go(-1),
      Enter: () => accept(card.id),
      x: () => drop(card.id),
      u: back,
    };
    const number = Number(event.key);
    const act = keys[event.key] ?? (number >= 1 && number <= card.candidates.length ? () => accept(card.id, number - 1) : null);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  const it = {
    id: data.id,
    turn: 0,
    /** @param {unknown} _rows */
    report(_rows) {},
    end() { clearTimeout(timer); section.remove(); },
  };
  show();
  section.focus({ preventScroll: true });
  requestAnimationFrame(() => section.scrollIntoView({ block: 'start' }));  // it replaces a longer form
  return it;
}
