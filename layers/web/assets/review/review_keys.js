/* The keys of a report's review; those of a field that is being filled in stay its own. */

/** @param {HTMLElement} section
    @param {import('../types.js').Review} review
    @param {import('../types.js').ReviewMoves} moves */
export function hearKeys(section, review, { go, accept, drop, undo }) {
  section.addEventListener('keydown', (event) => {
    const at = /** @type {HTMLElement} */ (event.target), card = review.cards.find(({ id }) => id === review.current);
    if (event.ctrlKey || event.metaKey || event.altKey || !card) return;
    if (at.matches('select,input:not([type=radio],[type=checkbox])')) return;
    if (event.key === 'Enter' && at.matches('button,input[type=checkbox]')) return;
    /** @type {Record<string, () => void>} */
    const keys = { j: () => go(1), k: () => go(-1), Enter: () => accept(card.id), x: () => drop(card.id), u: undo };
    const number = Number(event.key);
    const act = keys[event.key] ?? (number >= 1 && number <= card.candidates.length ? () => accept(card.id, number - 1) : null);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}
