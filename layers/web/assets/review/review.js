/* A report's text beside the proposals made from it. The browser has the decisions: they are written into the
   copy in this browser at once (layers/web/assets/streamlit/keep.js), and sent to Python after a pause. */
import { messages } from '../core/messages.js';
import { instances } from '../streamlit/instances.js';
import { ownStory } from '../streamlit/shared_state.js';
import { decisions } from './decisions.js';
import { decisionSender } from './decision_sender.js';
import { hearKeys } from './review_keys.js';
import { reviewMoves } from './review_moves.js';
import { reviewView } from './review_view.js';

const reviewAt = instances(build, (instance, data) => instance.id === data.id);

/** @param {import('../types.js').Component<import('../types.js').ReviewData>} component */
export function component({ data, parentElement, setStateValue }) {
  const { instance, left } = reviewAt(parentElement, data);
  instance.sender.report = (rows) => setStateValue('decided', rows);
  return left;
}

/** @param {ShadowRoot} root @param {import('../types.js').ReviewData} data */
function build(root, data) {
  const review = begun(data), sender = decisionSender(review);
  const moves = reviewMoves(review, { send: sender.send, show: () => view.show(), askForChoice: () => view.askForChoice() });
  const view = reviewView(root, review, data, moves), { section } = view;
  hearKeys(section, review, moves);
  view.show();
  section.focus({ preventScroll: true });
  requestAnimationFrame(() => section.scrollIntoView({ block: 'start' }));  // it replaces a longer form
  return { id: data.id, turn: 0, sender, end() { sender.end(); section.remove(); } };
}

/** The review as it was left in this browser, or else as Python has it.
    @param {import('../types.js').ReviewData} data
    @returns {import('../types.js').Review} */
function begun(data) {
  const cards = data.cards.map((card) => ({ ...card, candidates: data.candidates[card.candidates] }));
  const kept = ownStory.decided, decided = decisions(cards, kept && kept.id === data.id ? kept.rows : data.begun);
  return { id: data.id, cards, decided, current: decided.next(null) ?? cards[0]?.id ?? null, say: messages(data.messages, data.language) };
}
