/* The places and times that a way may be changed to: those told near it. Ways that may be the same journey, or the one that
   is denied, may stand further off. Without a DOM. They are found when
   a card opens: written into every card, the lists of a long report would grow with the square of its length. */
const NEAR = 2;                                 // paragraphs before and after the way's own
const MOST = 20;                                // in each direction: a text may be a single paragraph
const QUOTED = 80;                              // characters of a report's words

/** @param {Card[]} cards all of a report, in the order of its text @param {import('../types.js').Say} say */
export function nearby(cards, say) {
  const place = new Map(cards.map((card, at) => [card.id, at]));
  /** @param {number} from @param {number} by -1 or 1 @param {string} kind */
  function toward(from, by, kind) {
    const out = [];
    for (let at = from + by; cards[at] && out.length < MOST; at += by) {
      if (kind !== 'movement' && Math.abs(cards[at].paragraph - cards[from].paragraph) > NEAR) break;
      if (cards[at].kind === kind && (kind !== 'place' || cards[at].candidates.length)) out.push(cards[at]);
    }
    return out;
  }
  /** The values to choose from with their words: none, and the nearest in the order of the text.
      @param {Card} card a way @param {string} kind place or time @param {string[]} now what the way has now; always among them
      @returns {[string, string][]} */
  return function options(card, kind, now) {
    const at = place.get(card.id) ?? 0, listed = [...toward(at, -1, kind).reverse(), ...toward(at, 1, kind)];
    const far = now.filter((id) => place.has(id) && !listed.some((each) => each.id === id));
    const all = [...new Set(far)].map((id) => cards[/** @type {number} */ (place.get(id))]);
    return [['', say('report.unsaid')], ...[...all, ...listed].map((each) => ({ ...each, words: kind === 'movement' ? each.told[0] : each.words })).map(({ id, words, paragraph }) =>
      /** @type {[string, string]} */ ([id, say('report.option', { words: [...words.slice(0, 2 * QUOTED)].slice(0, QUOTED).join(''), n: paragraph })]))];
  };
}

/** @typedef {import('./decisions.js').Card} Card */
