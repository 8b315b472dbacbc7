/* The proposals as cards, in the order of the text; the current card is open. */
import { SHAPES, h } from './elements.js';
import { within } from './marked_text.js';
import { nearby } from './nearby.js';

/** @typedef {import('./decisions.js').Card} Card
    @typedef {import('./decisions.js').Field} Field
    @typedef {import('./decisions.js').Row} Row */

/** @param {Card[]} cards @param {Record<string, {called: string, fields: Field[]}>} kinds @param {any} say
    @param {{choose: (id: string) => void, accept: (id: string, choice?: number | null) => void, drop: (id: string) => void,
      change: (id: string, name: string, value: unknown) => void, of: (id: string) => Row | undefined}} on */
export function cardList(cards, kinds, say, on) {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const rows = new Map(cards.map((card) => [card.id, h('li', { 'data-kind': card.kind })]));
  const element = h('ol', {}, [...rows.values()]);
  /** @type {Map<string, string>} what each row shows, so that only rows that change are drawn again */
  const drawn = new Map();
  /** @type {Map<string, HTMLElement>} the state's words in each closed row: one confirmed name may settle thousands of rows */
  const stateWords = new Map();
  const near = nearby(cards, say);
  let names = 0;

  /** @param {Card} card @param {string} state */
  const head = (card, state) => [
    h('i', { 'aria-hidden': true, textContent: SHAPES[card.kind] }),
    h('span', { className: 'kind', textContent: kinds[card.kind].called }),
    h('q', { textContent: card.words }),
    h('span', { className: 'state', textContent: says[state] }),
  ];
  /** @type {Record<string, string>} */
  const says = {
    accepted: say('report.state.accepted'), dropped: say('report.state.dropped'),
    held: say('report.state.held'), open: say('report.state.open'),
  };

  /** @param {Card} card @param {string} state */
  function closed(card, state) {
    const line = head(card, state);
    stateWords.set(card.id, line[line.length - 1]);
    return [h('button', { type: 'button', className: 'closed', onclick: () => on.choose(card.id) }, [
      ...line, h('span', { className: 'told', textContent: card.told[0] })])];
  }

  /** @param {Card} card @param {string} state @param {Map<string, string>} states */
  function opened(card, state, states) {
    const row = on.of(card.id);
    stateWords.delete(card.id);
    return [
      h('div', { className: 'head' }, head(card, state)),
      h('p', { className: 'where', textContent: say('report.where', { n: card.paragraph }) }),
      ...card.told.map((line) => h('p', { textContent: line })),
      card.asked ? h('p', { className: 'asked', textContent: card.asked }) : null,
      card.candidates.length ? candidates(card, row) : null,
      card.rests.length ? h('ul', { className: 'rests' }, [
        h('li', { className: 'where', textContent: say('report.rests') }),
        ...card.rests.map((id) => rest(id, states)),
      ]) : null,
      h('div', { className: 'fields' }, kinds[card.kind].fields.filter(({ name }) => name in card.now).map((field) => change(card, field, row))),
      h('div', { className: 'buttons' }, [
        h('button', { type: 'button', className: 'accept', textContent: say('report.accept'), onclick: () => on.accept(card.id) }),
        h('button', { type: 'button', textContent: say('report.drop'), onclick: () => on.drop(card.id) }),
      ]),
    ];
  }

  /** @param {string} id @param {Map<string, string>} states */
  function rest(id, states) {
    const card = /** @type {Card} */ (byId.get(id));
    return h('li', { 'data-kind': card.kind }, [
      h('button', { type: 'button', onclick: () => on.choose(id) }, [
        h('i', { 'aria-hidden': true, textContent: SHAPES[card.kind] }),
        say('report.rest', { words: card.words, told: card.told[0], state: says[states.get(id) ?? 'open'] })]),
    ]);
  }

  /** @param {Card} card @param {Row | undefined} row */
  function candidates(card, row) {
    const group = `candidates-${++names}`, only = card.candidates.length === 1;
    return h('fieldset', {}, [
      h('legend', { textContent: only ? say('report.candidate') : say('report.candidates') }),
      ...card.candidates.map(({ name, why }, i) => h('label', {}, [
        h('input', { type: 'radio', name: group, checked: (row?.choice ?? (only ? 0 : null)) === i, onchange: () => on.accept(card.id, i) }),
        h('span', {}, [h('span', { textContent: name }), h('small', { textContent: why })]),
      ])),
    ]);
  }

  /** @param {Card} card @param {Field} field @param {Row | undefined} row */
  function change(card, field, row) {
    const changed = row?.changes && Object.hasOwn(row.changes, field.name);
    const now = changed ? row.changes?.[field.name] ?? '' : card.now[field.name];
    const options = field.kind ? near(card, field.kind, [card.now[field.name], /** @type {string} */ (now)]) : field.options ?? [];
    const tell = (/** @type {unknown} */ value) => on.change(card.id, field.name, value);
    return h('label', { 'data-form': field.form, 'data-changed': Boolean(changed) }, [
      h('span', { textContent: field.label }), input(field, now, options, tell)]);
  }

  return {
    element,
    /** @param {Map<string, string>} states @param {string | null} current */
    show(states, current) {
      for (const [id, row] of rows) {
        const card = /** @type {Card} */ (byId.get(id)), state = states.get(id) ?? 'open', is = id === current;
        const seen = is ? JSON.stringify([state, on.of(id), card.rests.map((needed) => states.get(needed))]) : state;
        if (drawn.get(id) === seen) continue;
        drawn.set(id, seen);
        row.dataset.state = state;
        const words = stateWords.get(id);
        if (!is && words) { words.textContent = says[state]; continue; }
        row.toggleAttribute('data-current', is);
        if (is) row.setAttribute('aria-current', 'true'); else row.removeAttribute('aria-current');
        row.replaceChildren(...(is ? opened(card, state, states) : closed(card, state)).filter((node) => node !== null));
      }
      const row = current === null ? undefined : rows.get(current);
      if (row) within(element, row);
    },
  };
}

/** @param {Field} field @param {any} now @param {[string, string][]} options @param {(value: unknown) => void} tell */
function input(field, now, options, tell) {
  const of = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target);
  if (field.form === 'choice' || field.form === 'nearby') {
    const listed = options.map(([value, words]) => h('option', { value, textContent: words, selected: value === (now ?? '') }));
    return h('select', { onchange: (/** @type {Event} */ event) => tell(of(event).value) }, listed);
  }
  if (field.form === 'flag') return h('input', { type: 'checkbox', checked: Boolean(now), onchange: (/** @type {Event} */ event) => tell(of(event).checked) });
  if (field.form === 'when') return h('input', { type: 'datetime-local', value: now, onchange: (/** @type {Event} */ event) => tell(of(event).value || null) });
  if (field.form === 'count') {
    return h('input', { type: 'number', min: 1, max: 999, value: now, onchange: (/** @type {Event} */ event) => {
      if (of(event).checkValidity() && of(event).value) tell(Number(of(event).value));
    } });
  }
  return h('input', { type: 'text', maxLength: field.most, value: now, onchange: (/** @type {Event} */ event) => {
    if (of(event).value.trim()) tell(of(event).value);
  } });
}
