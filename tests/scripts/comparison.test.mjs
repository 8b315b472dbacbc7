/* Two reports side by side: the verdict on each row, and what is left of the scene. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sideBySide, verdictOf, VERDICTS } from '../../layers/web/assets/core/comparison.js';
import { byIds } from '../../layers/web/assets/core/scene.js';
import { vector } from './support.mjs';

const claim = (source, stance, more = {}) => ({ source, stance, ...more });
const verdict = (...claims) => verdictOf({ claims }, ['a', 'b']);

test('both tell what both report', () => {
  assert.equal(verdict(claim('a'), claim('b', 'reports')), 'both');
});

test('a source that only denies it does not tell it', () => {
  assert.equal(verdict(claim('a', 'denies'), claim('b', 'denies')), null);
  assert.equal(verdict(claim('b', 'denies'), claim('c')), null);
});

test('they contradict each other where one reports what the other denies', () => {
  assert.equal(verdict(claim('a'), claim('b', 'denies')), 'contradict');
  assert.equal(verdict(claim('a', 'denies'), claim('b')), 'contradict');
  assert.equal(verdict(claim('a'), claim('a', 'denies'), claim('b')), 'contradict');
});

test('what only one source tells is its own, and a third source does not count', () => {
  assert.equal(verdict(claim('a'), claim('c', 'denies')), 'first-alone');
  assert.equal(verdict(claim('b'), claim('c')), 'second-alone');
  assert.equal(verdict(claim('c')), null);
});

test('a source that could not verify it, or did not comment, tells nothing', () => {
  assert.equal(verdict(claim('a'), claim('b', 'unverified')), 'first-alone');
  assert.equal(verdict(claim('a', 'no-comment'), claim('b', 'unverified')), null);
});

test('context and what was withdrawn do not count', () => {
  assert.equal(verdict(claim('a'), claim('b', 'denies', { context: true })), 'first-alone');
  assert.equal(verdict(claim('a', 'reports', { ended: 'withdrawn' }), claim('b')), 'second-alone');
});

test('the page and pictures compare alike', () => {
  const { rows, compared } = vector('known.json'), scene = { ...rows, byId: byIds(rows) };
  const looks = (marks) => marks.map(({ id, colour, questioned }) => [id, colour, questioned]);
  for (const { pair, legs, events, claims, places } of compared) {
    const made = sideBySide(scene, pair);
    assert.deepEqual(looks(made.legs), legs);
    assert.deepEqual(looks(made.events), events);
    assert.deepEqual(made.events.map((event) => event.claims.map(({ source }) => source)), claims);
    assert.deepEqual(made.places.map(({ id }) => id), places);
  }
});

test('a scene keeps only what the two tell, with their claims and its places', () => {
  const { rows } = vector('known.json'), scene = { ...rows, byId: byIds(rows) }, made = sideBySide(scene, ['daily', 'weekly']);
  assert.deepEqual(made.events.map((e) => [e.id, e.verdict]), [['sets-out', 'both'], ['drives', 'first-alone'], ['lands', 'both']]);
  assert.deepEqual(made.legs.map((leg) => [leg.id, leg.verdict]), [['drive', 'first-alone'], ['flight', 'second-alone']]);
  assert.deepEqual([...new Set(made.events.flatMap((e) => e.claims.map(({ source }) => source)))].sort(), ['daily', 'weekly']);
  assert.deepEqual(made.places.map(({ id }) => id), ['paris', 'lyon', 'gdansk']);
  assert.deepEqual(sideBySide(scene, ['daily', 'yearbook']).legs.map((leg) => [leg.id, leg.verdict]), [['drive', 'first-alone']]);
  const colours = new Set(VERDICTS.map((told) => [...made.events, ...made.legs].find((row) => row.verdict === told)?.colour).filter(Boolean));
  assert.equal(colours.size, new Set(made.events.concat(made.legs).map((row) => row.verdict)).size, 'a colour for each verdict');
});
