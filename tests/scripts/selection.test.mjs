/* The state of a document: who and what is shown, and which event is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  activeGroups, fieldsOf, filterOf, keptEvents, lastBy, openingState, stepFrom, takeFilter, toggleGroup, toggleLayer,
} from '../../layers/web/assets/core/selection.js';
import { clock } from '../../layers/web/assets/core/time.js';
import { say } from './support.mjs';

const event = (id, stop, people) => ({ id, stop, people });

/** Two groups: a and b; three events, at 0, 10 and 20. */
function made() {
  const events = [event('one', 0, ['ann']), event('two', 10, ['ben']), event('three', 20, ['ann', 'ada'])];
  return {
    story: { opens_at: 'two', people: { ann: {}, ada: {}, ben: {} } }, events,
    lanes: [{ id: 'a', people: ['ann', 'ada'] }, { id: 'b', people: ['ben'] }],
    layerNames: { places: 'Places', legs: 'Routes' },
    byId: { event: new Map(events.map((row) => [row.id, row])) },
  };
}
const ids = (events) => events.map(({ id }) => id);

test('a document opens at the opening event, with everything shown', () => {
  const scene = made(), state = openingState(scene);
  assert.deepEqual([state.event, state.t], ['two', 10]);
  assert.deepEqual(filterOf(state, scene), { people: null, layers: null });
  assert.deepEqual(fieldsOf(state, scene, clock('UTC', say)), { t: '1970-01-01T00:00', event: 'two', people: null, layers: null });
});

test('the first chip shows its group alone, the next adds its own, and none left means all', () => {
  const scene = made(), state = openingState(scene);
  toggleGroup(state, scene, 'a');
  assert.deepEqual([...state.groups], ['a']);
  assert.deepEqual(ids(keptEvents(state, scene)), ['one', 'three']);
  toggleGroup(state, scene, 'b');
  assert.equal(filterOf(state, scene).people, null);
  toggleGroup(state, scene, 'b');
  toggleGroup(state, scene, 'b');
  assert.equal(state.groups.size, 2);
});

test('a person from outside is kept with the groups named beside them', () => {
  const scene = made(), state = openingState(scene);
  assert.equal(takeFilter(state, scene, { people: ['ada'] }), true);
  assert.deepEqual([...filterOf(state, scene).people], ['ada']);
  assert.deepEqual([...activeGroups(state, scene)], ['a']);
  takeFilter(state, scene, { people: ['ada', 'b'] });
  assert.deepEqual([...filterOf(state, scene).people], ['ada', 'ben']);
  assert.deepEqual(fieldsOf(state, scene, clock('UTC', say)).people, ['ada', 'ben']);
  toggleGroup(state, scene, 'b');
  assert.equal(state.persons, null, 'a chip ends the choice of persons');
});

test('names that are unknown are left out, and where none is known all show', () => {
  const scene = made(), state = openingState(scene);
  takeFilter(state, scene, { people: ['toString', 'nobody'], layers: ['legs', 'nothing'] });
  assert.deepEqual(filterOf(state, scene), { people: null, layers: new Set(['legs']) });
  takeFilter(state, scene, { layers: ['nothing'] });
  assert.equal(filterOf(state, scene).layers, null);
  takeFilter(state, scene, { layers: [] });
  assert.deepEqual([...filterOf(state, scene).layers], [], 'no layer at all can be asked for');
  takeFilter(state, scene, { people: null, layers: null });
  assert.deepEqual(filterOf(state, scene), { people: null, layers: null });
});

test('everyone at full strength is asked for, told where it is not as the story opens, and taken back', () => {
  const scene = made(), state = openingState(scene), zone = clock('UTC', say);
  assert.equal(fieldsOf(state, scene, zone).everyone, undefined);
  for (const asked of ['1', '0']) {
    assert.equal(takeFilter(state, scene, { everyone: asked }), true);
    assert.equal(state.everyone, asked === '1');
    assert.equal(fieldsOf(state, scene, zone).everyone, state.everyone === scene.everyone ? undefined : asked);
  }
  for (const asked of [null, 'true', 7]) {
    state.everyone = !scene.everyone;
    takeFilter(state, scene, { everyone: asked });
    assert.equal(state.everyone, scene.everyone);
  }
});

test('what is not named stays as it is', () => {
  const scene = made(), state = openingState(scene);
  toggleLayer(state, 'legs');
  assert.equal(takeFilter(state, scene, {}), false);
  assert.deepEqual([...state.layers], ['places']);
});

test('when the filter keeps no event, all events can be told', () => {
  const scene = made(), state = { ...openingState(scene), persons: new Set(['nobody']) };
  assert.equal(keptEvents(state, scene).length, 3);
});

test('the last event whose stop has been reached is told, before all stops the first', () => {
  const { events } = made();
  assert.deepEqual([-5, 0, 9, 10, 99].map((t) => lastBy(events, t).id), ['one', 'one', 'one', 'two', 'three']);
});

test('steps go from event to event and stay within them', () => {
  const { events } = made(), from = (id, t, by) => stepFrom(events, { event: id, t }, by).id;
  assert.equal(from('two', 10, 1), 'three');
  assert.equal(from('two', 10, -1), 'one');
  assert.equal(from('two', 15, -1), 'two', 'back to the stop that was left');
  assert.equal(from('three', 20, 1), 'three');
  assert.equal(from('one', 0, -1), 'one');
});
