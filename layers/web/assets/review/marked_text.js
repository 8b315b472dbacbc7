/* The report's text with a mark for each proposal: a colour, a line and a shape for its kind. */
import { h } from './elements.js';

/** @param {{part: string, pieces: [string, string[]][]}[]} text @param {import('./decisions.js').Card[]} cards
    @param {(id: string) => void} choose */
export function markedText(text, cards, choose) {
  const kinds = new Map(cards.map((card) => [card.id, card.kind]));
  /** @type {Map<string, HTMLElement>} the first mark of each proposal */
  const firsts = new Map();
  /** @type {{mark: HTMLElement, ids: string[], drawn: string}[]} with what is drawn: of thousands of marks few change */
  const marks = [];
  /** @param {[string, string[]]} piece */
  function piece([words, ids]) {
    if (!ids.length) return document.createTextNode(words);
    const last = ids[ids.length - 1], begins = ids.some((id) => !firsts.has(id));
    const mark = h('mark', { 'data-kind': kinds.get(last), textContent: words, onclick: () => choose(last) });
    mark.toggleAttribute('data-begins', begins);                    // the style sheet puts its shape before it: the text stays as it is
    for (const id of ids) if (!firsts.has(id)) firsts.set(id, mark);
    marks.push({ mark, ids, drawn: '' });
    return mark;
  }
  let number = 0;
  const paragraphs = text.map(({ part, pieces }) => {
    const words = pieces.map(piece);
    if (part !== 'body') return h('p', { 'data-part': part }, words);
    return h('p', { 'data-part': part }, [h('b', { 'aria-hidden': true, textContent: String(++number) }), ...words]);
  });
  const element = h('div', { className: 'text', tabIndex: 0 }, paragraphs);
  return {
    element,
    /** @param {Map<string, string>} states @param {string | null} current */
    show(states, current) {
      for (const each of marks) {
        const state = states.get(each.ids[each.ids.length - 1]) ?? 'open', is = current !== null && each.ids.includes(current);
        const seen = `${state} ${is}`;
        if (each.drawn === seen) continue;
        each.drawn = seen;
        each.mark.dataset.state = state;
        each.mark.toggleAttribute('data-current', is);
      }
      const first = current === null ? undefined : firsts.get(current);
      if (first) within(element, first);
    },
  };
}

/** Scroll an element into view inside its own pane; the page around it does not scroll.
    @param {HTMLElement} pane @param {HTMLElement} element */
export function within(pane, element) {
  const at = element.getBoundingClientRect(), around = pane.getBoundingClientRect();
  if (at.top < around.top || at.bottom > around.bottom) pane.scrollTop += at.top - around.top - Math.max(0, (around.height - at.height) / 3);
}
