/* What a person does to the proposals: choose one, decide on it, go back. */

/** @param {import('../types.js').Review} review
    @param {{send(): void, show(): void, askForChoice(): void}} on */
export function reviewMoves(review, { send, show, askForChoice }) {
  const { cards, decided } = review;
  /** @param {string | null} to the card that comes next */
  function done(to) {
    if (to !== null) review.current = to;
    send();
    show();
  }
  const moves = {
    /** @param {string} id */
    choose(id) { review.current = id; show(); },
    /** @param {number} by so many cards */
    go(by) {
      const to = cards[cards.findIndex((card) => card.id === review.current) + by];
      if (to) moves.choose(to.id);
    },
    /** @param {string} id @param {number | null} [choice] */
    accept(id, choice = null) { if (decided.accept(id, choice)) done(decided.next(id)); else askForChoice(); },
    acceptSure() { decided.acceptSure(); done(decided.next(null)); },
    /** @param {string} id */
    drop(id) { decided.drop(id); done(decided.next(id)); },
    /** @param {string} id @param {string} name of the field @param {unknown} value */
    change(id, name, value) { decided.change(id, name, value); done(id); },
    undo() { if (decided.undo()) done(null); },
  };
  return moves;
}
