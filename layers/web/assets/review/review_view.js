/* The review as it is seen: how far it is, the legend, the text and the cards. */
import { cardList } from './cards.js';
import { SHAPES, h } from './elements.js';
import { markedText } from './marked_text.js';

/** @param {ShadowRoot} root
    @param {import('../types.js').Review} review
    @param {import('../types.js').ReviewData} data
    @param {import('../types.js').ReviewMoves} moves */
export function reviewView(root, review, { text: words, kinds }, moves) {
  const { cards, decided, say } = review;
  const bar = progressBar(review, moves), text = markedText(words, cards, moves.choose);
  const list = cardList(cards, kinds, say, { ...moves, of: decided.of });
  const legend = h('p', { className: 'legend' }, [...new Set(cards.map((card) => card.kind))].map((kind) =>
    h('mark', { 'data-kind': kind, 'data-legend': true }, [h('i', { 'aria-hidden': true, 'data-kind': kind, textContent: SHAPES[kind] }), kinds[kind].called])));
  const section = h('section', { tabIndex: -1, 'aria-label': say('report.region') }, [
    bar.element,
    legend,
    h('div', { className: 'panes' }, [text.element, list.element]),
    h('p', { className: 'keys', textContent: say('report.keys') }),
  ]);
  root.append(section);
  const focused = () => root.activeElement ?? document.activeElement;
  return {
    section,
    show() {
      const states = decided.states(), inside = section.contains(focused());
      bar.show(states);
      list.show(states, review.current);
      text.show(states, review.current);
      const at = focused();                                                  // keys still work when the pressed button is gone
      if (inside && (!section.contains(at) || at?.matches(':disabled'))) section.focus({ preventScroll: true });
    },
    /** Bring the reader to the candidates of the card, of which they have to choose one. */
    askForChoice() {
      const first = list.element.querySelector('[data-current] input[type=radio]');
      if (first instanceof HTMLElement) first.focus();
    },
  };
}

/** The line above the text: how many are looked at, and buttons for all of them.
    @param {import('../types.js').Review} review
    @param {import('../types.js').ReviewMoves} moves */
function progressBar({ cards, decided, say }, { acceptSure, undo, go }) {
  const press = (/** @type {string} */ words, /** @type {() => void} */ onclick) => h('button', { type: 'button', textContent: words, onclick });
  const progress = h('p', { role: 'status' }), sure = press('', acceptSure), back = press(say('report.undo'), undo);
  return {
    element: h('div', { className: 'bar' }, [progress, sure, back, press(say('report.before'), () => go(-1)), press(say('report.after'), () => go(1))]),
    /** @param {Map<string, string>} states */
    show(states) {
      const open = cards.filter((card) => card.sure && states.get(card.id) === 'open').length;
      progress.textContent = cards.length ? say('report.progress', { looked: decided.looked(), n: cards.length }) : say('report.none');
      sure.textContent = say('report.sure', { n: open });
      sure.toggleAttribute('disabled', !open);
      back.toggleAttribute('disabled', !decided.undoable());
    },
  };
}
