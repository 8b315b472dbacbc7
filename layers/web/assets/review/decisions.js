/* What a person has decided on each proposal, with undo, without a DOM. Rows are as
   articles/drafting/decision_rows.py reads them: {action: 'accept' | 'drop', choice?, changes?}. */
const MOST_STEPS = 500;                         // that can be undone

/** @param {Card[]} cards @param {Record<string, Row>} begun */
export function decisions(cards, begun = {}) {
  const byId = new Map(cards.map((card) => [card.id, card]));
  /** @type {Map<string, Row>} */
  const now = new Map(Object.entries(begun).filter(([id]) => byId.has(id)));
  /** What rows were before each step; all of them at each step would be 500 times a long report's.
      @type {[string, Row | undefined][][]} */
  const past = [];
  /** @type {Map<string, State> | null} */
  let known = null;

  /** Decide on any number of proposals, in a single step that can be undone. @param {[string, Row][]} rows */
  function step(rows) {
    if (!rows.length) return;
    past.push(rows.map(([id]) => [id, now.get(id)]));
    if (past.length > MOST_STEPS) past.shift();
    for (const [id, row] of rows) now.set(id, row);
    known = null;
  }

  /** Whether somebody has entered where it is. @param {Row | undefined} row */
  const told = (row) => Boolean(row?.changes?.where);

  /** Whether a candidate has still to be chosen. @param {Card} card @param {Row | undefined} row */
  const open = (card, row) => card.candidates.length > 1 && (row?.choice ?? null) === null && !told(row);

  /** The state of each proposal: accepted, dropped, held (the same name was confirmed before) or open. */
  function states() {
    if (known) return known;
    /** @type {Map<string, State>} */
    const out = new Map();
    const held = new Set();
    for (const card of cards) {
      const row = now.get(card.id);
      if (row?.action === 'drop') out.set(card.id, 'dropped');
      else if (row && !open(card, row)) {
        out.set(card.id, 'accepted');
        if (card.holds && (card.candidates.length || told(row))) held.add(card.holds);
      } else out.set(card.id, card.later && held.has(card.holds) ? 'held' : 'open');
    }
    known = out;
    return out;
  }

  return {
    states,
    /** @param {string} id */
    of: (id) => now.get(id),
    rows: () => Object.fromEntries(now),
    looked: () => [...states().values()].filter((state) => state !== 'open').length,
    undoable: () => past.length > 0,
    /** Accept a proposal with those that it rests on, as its card shows. False if a candidate has to be chosen first.
        @param {string} id @param {number | null} [choice] */
    accept(id, choice = null) {
      const card = /** @type {Card} */ (byId.get(id)), before = now.get(id);
      const row = { ...before, action: /** @type {const} */ ('accept') };
      if (choice !== null) {
        row.choice = choice;
        if (told(row)) delete (row.changes = { ...row.changes }).where;
      }
      if (open(card, row)) return false;
      const is = states();
      /** @type {[string, Row][]} */
      const rows = card.rests.map((needed) => /** @type {Card} */ (byId.get(needed)))
        .filter((rest) => is.get(rest.id) === 'open' && !open(rest, now.get(rest.id)) && !rest.asked)
        .map((rest) => [rest.id, { ...now.get(rest.id), action: 'accept' }]);
      step([...rows, [id, row]]);
      return true;
    },
    /** @param {string} id */
    drop(id) { step([[id, { ...now.get(id), action: 'drop' }]]); },
    /** Change a field, which also accepts the proposal. @param {string} id @param {string} name @param {unknown} value */
    change(id, name, value) {
      const before = now.get(id);
      step([[id, { ...before, action: 'accept', changes: { ...before?.changes, [name]: value } }]]);
    },
    /** Accept all that are open and sure, with a single candidate and a reported date. Returns how many they are. */
    acceptSure() {
      const is = states();
      /** @type {[string, Row][]} */
      const rows = cards.filter((card) => card.sure && is.get(card.id) === 'open')
        .map((card) => [card.id, { ...now.get(card.id), action: 'accept' }]);
      step(rows);
      return rows.length;
    },
    undo() {
      const before = past.pop();
      for (const [id, row] of before ?? []) { if (row) now.set(id, row); else now.delete(id); }
      known = null;
      return Boolean(before);
    },
    /** The next open proposal after this one, or else from the top; null if none is open. @param {string | null} id */
    next(id) {
      const is = states(), at = cards.findIndex((card) => card.id === id);
      const after = [...cards.slice(at + 1), ...cards.slice(0, at + 1)];
      return after.find((card) => is.get(card.id) === 'open')?.id ?? null;
    },
  };
}

/** @typedef {{action: 'accept' | 'drop', choice?: number | null, changes?: Record<string, unknown>}} Row
    @typedef {'accepted' | 'dropped' | 'held' | 'open'} State
    @typedef {{name: string, label: string, form: string, kind?: string, options?: [string, string][], most?: number}} Field
    @typedef {{name: string, why: string}} Candidate
    @typedef {{id: string, kind: string, paragraph: number, words: string, told: string[], asked: string, sure: boolean, holds: string,
      later: boolean, candidates: Candidate[], rests: string[], now: Record<string, any>}} Card `now` has the card's fields */
