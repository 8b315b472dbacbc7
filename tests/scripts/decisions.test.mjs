/* What is decided on the proposals of a report, and how it is undone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decisions } from '../../layers/web/assets/review/decisions.js';

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
