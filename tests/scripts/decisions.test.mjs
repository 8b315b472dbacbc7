/* What is decided on the proposals of a report, how it is undone, and what a way may be changed to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decisions } from '../../layers/web/assets/review/decisions.js';
import { nearby } from '../../layers/web/assets/review/nearby.js';

const place = (id, holds, many, more = {}) => ({
  id, kind: 'place', holds, later: true, rests: [], asked: '', sure: many === 1, candidates: Array(many).fill({}), ...more,
});
const CARDS = [
  place('a', 'Colombo', 1),
  place('b', 'Gan', 3),
  { ...place('t', '', 0), kind: 'time', later: false, sure: true },
  { ...place('q', '', 0), kind: 'attribution', later: false, asked: 'What is denied?' },
  { ...place('w', '', 0), kind: 'movement', later: false, rests: ['a', 'b', 't', 'q'] },
  place('b2', 'Gan', 3),
  place('b3', 'Gan', 3, { later: false }),
];
const states = (done) => Object.fromEntries(done.states());

test('nothing is decided at first, and progress counts what is', () => {
  const done = decisions(CARDS);
  assert.equal(done.looked(), 0);
  done.accept('a');
  done.drop('q');
  assert.deepEqual([done.looked(), states(done).a, states(done).q], [2, 'accepted', 'dropped']);
});

test('a place of several candidates is not accepted before one is chosen', () => {
  const done = decisions(CARDS);
  assert.equal(done.accept('b'), false);
  assert.deepEqual(done.rows(), {});
  assert.equal(done.accept('b', 1), true);
  assert.deepEqual(done.rows(), { b: { action: 'accept', choice: 1 } });
});

test('a place that is confirmed holds for its later mentions, but not for a name of those who spoke', () => {
  const done = decisions(CARDS);
  done.accept('b', 0);
  assert.deepEqual([states(done).b2, states(done).b3], ['held', 'open']);
  done.drop('b');
  assert.equal(states(done).b2, 'open');
});

test('a way is accepted with what it rests on, but not with what is open or asked', () => {
  const done = decisions(CARDS);
  done.accept('w');
  assert.deepEqual(Object.keys(done.rows()).sort(), ['a', 't', 'w']);
  done.undo();
  assert.deepEqual(done.rows(), {});
});

test('what was dropped is not accepted with a way that rests on it', () => {
  const done = decisions(CARDS);
  done.drop('a');
  done.accept('w');
  assert.equal(done.of('a').action, 'drop');
});

test('all that is sure is accepted in a single step, which can be undone', () => {
  const done = decisions(CARDS);
  assert.equal(done.acceptSure(), 2);
  assert.equal(done.looked(), 2);
  assert.equal(done.acceptSure(), 0);
  done.undo();
  assert.deepEqual([done.looked(), done.undoable()], [0, false]);
});

test('a change accepts, and a later one keeps it', () => {
  const done = decisions(CARDS);
  done.change('w', 'outcome', 'arrived');
  done.change('w', 'mode', 'ship');
  done.accept('w');
  assert.deepEqual(done.of('w'), { action: 'accept', changes: { outcome: 'arrived', mode: 'ship' } });
});

test('the next open proposal comes, from the top if there is none below', () => {
  const done = decisions(CARDS, { b: { action: 'drop' }, gone: { action: 'drop' } });
  assert.deepEqual(Object.keys(done.rows()), ['b'], 'rows of another text are left out');
  assert.equal(done.next('a'), 't');
  assert.equal(done.next('b3'), 'a');
  for (const { id } of CARDS) done.drop(id);
  assert.equal(done.next('a'), null);
});

test('a place that is entered by hand needs no candidate and holds for later mentions', () => {
  const done = decisions(CARDS);
  done.change('b', 'where', '36.19, 44.01');
  assert.deepEqual([states(done).b, states(done).b2], ['accepted', 'held']);
  done.accept('b', 1);
  assert.deepEqual(done.rows().b, { action: 'accept', choice: 1, changes: {} });
});

test('undo gives back row after row, and what was not decided before is not decided again', () => {
  const done = decisions(CARDS, { q: { action: 'drop' } });
  done.accept('b', 1);
  done.accept('b', 2);
  done.change('q', 'source', 'officials');
  done.undo();
  done.undo();
  assert.deepEqual(done.rows(), { q: { action: 'drop' }, b: { action: 'accept', choice: 1 } });
  done.undo();
  assert.deepEqual([done.rows(), states(done).b2], [{ q: { action: 'drop' } }, 'open']);
});

/* ---- what a way may be changed to -------------------------------------------------------------- */
const say = (key, { words, n } = {}) => (key === 'report.option' ? `${words} ${n}` : key);
const card = (id, kind, paragraph, candidates = 1) => ({ id, kind, paragraph, words: id, candidates: Array(candidates).fill({}) });
const ids = (options) => options.map(([id]) => id);

test('a way offers what is told at most two paragraphs away, and what it has now', () => {
  const cards = [card('far', 'place', 1), card('a', 'place', 2), card('t', 'time', 3, 0), card('w', 'movement', 4),
    card('harbour', 'place', 4, 0), card('b', 'place', 6), card('later', 'place', 7)];
  const options = nearby(cards, say);
  assert.deepEqual(options(cards[3], 'place', []), [['', 'report.unsaid'], ['a', 'a 2'], ['b', 'b 6']]);
  assert.deepEqual(ids(options(cards[3], 'place', ['far', 'a', '', 'far', 'gone'])), ['', 'far', 'a', 'b']);
  assert.deepEqual(ids(options(cards[3], 'place', ['harbour'])), ['', 'harbour', 'a', 'b']);
  assert.deepEqual(ids(options(cards[3], 'time', [null])), ['', 't']);
});

test('a way may be the same journey as one told anywhere, and is offered by what it tells', () => {
  const way = (id, paragraph) => ({ ...card(id, 'movement', paragraph, 0), told: [`${id}: from A to B`] });
  const cards = [way('first', 1), card('a', 'place', 1), way('second', 9)];
  assert.deepEqual(nearby(cards, say)(cards[2], 'movement', ['']), [['', 'report.unsaid'], ['first', 'first: from A to B 1']]);
});

test('a report of one paragraph offers the nearest in each direction, not all of its places', () => {
  const cards = Array.from({ length: 3000 }, (_, i) => card(`p${i}`, 'place', 1));
  cards[1500] = card('w', 'movement', 1);
  const listed = ids(nearby(cards, say)(cards[1500], 'place', []));
  assert.equal(listed.length, 41);
  assert.deepEqual([listed[1], listed[20], listed[21], listed[40]], ['p1480', 'p1499', 'p1501', 'p1520']);
});
