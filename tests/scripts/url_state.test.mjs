/* The state of a document in its own address, and in that of the page around it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHash, isView, merged, toHash, viewOf } from '../../layers/web/assets/core/url_state.js';
import { addressOf } from '../../layers/web/assets/frame/address_bar.js';

test('a state goes into the address and comes back', () => {
  const now = { t: '2024-12-08T03:00', event: 'flight', people: ['a', 'b'], layers: ['legs'], known: '1790-06', compare: ['a', 'b'], everyone: '1', gaps: '300' }, view = [33.5, -36.25, 6.5];
  const hash = toHash(now, view);
  assert.equal(hash, '#t=2024-12-08T03:00&event=flight&people=a,b&layers=legs&known=1790-06&compare=a,b&everyone=1&gaps=300&view=33.5,-36.25,6.5');
  assert.deepEqual(fromHash(hash), { ...now, view });
});

test('a filter that shows all is not written', () => {
  assert.equal(toHash({ t: 'T', event: 'e', people: null, layers: null }, [1, 2, 3]), '#t=T&event=e&view=1,2,3');
  assert.deepEqual(fromHash('#event=e'), { t: null, event: 'e', people: null, layers: null, known: null, compare: null, everyone: null, gaps: null, view: undefined });
});

test('an address without a state asks for nothing', () => {
  for (const hash of ['', '#']) assert.equal(fromHash(hash), null);
});

test('a view is three numbers on earth', () => {
  for (const good of [[33, 36, 6], [90, -3600, 0], [0, 0, 19]]) assert.equal(isView(good), true);
  for (const bad of [undefined, null, 'x', [1, 2], [1, 2, 3, 4], [91, 0, 3], [0, 3601, 3], [NaN, 0, 3], [0, 0, Infinity], [0, 0, 19.01], [0, 0, 1e9], [0, 0, -1], ['1', 2, 3]]) assert.equal(isView(bad), false);
  for (const text of ['#view=', '#view=1,,3', '#view=1,2,x', '#view=1,2,1e300', '#view=1,2,20']) assert.equal(isView(fromHash(text).view), false, text);
});

test('a view is told with its centre within 180 degrees, however often the map went round', () => {
  const { view, extent } = viewOf({ lat: 10, lng: 725.00049, zoom: 4.256, west: 720, south: 5.123456, east: 730, north: 15 });
  assert.deepEqual([view, extent], [[10, 5, 4.26], [0, 5.1235, 10, 15]]);
});

test('of two states at once the later gives the moment, and what it does not mention stays', () => {
  const first = { t: 'T', event: 'e', look: true, people: ['a'], scale: 'true', seq: 1 };
  assert.deepEqual(merged(null, first), first);
  assert.deepEqual(merged(first, { event: 'f', seq: 2 }), { event: 'f', people: ['a'], scale: 'true', seq: 2 });
  assert.deepEqual(merged(first, { people: null }), { ...first, people: null });
  assert.deepEqual(merged({ view: [1, 2, 3] }, { event: 'f', look: true }), { event: 'f', look: true });
});

const AT = 'https://example.org/app?t=T&lang=de&view=1,2,3&story=a#top', PLAIN = { story: 'b', base: 'plain' };

test('the state of a document stands last in the address, without the view that a link had', () => {
  const now = { t: 'U', event: 'e', people: ['a', 'b'], layers: [], known: null, compare: null, everyone: null, gaps: null };
  assert.equal(addressOf(AT, PLAIN, now), '/app?lang=de&story=b&t=U&event=e&people=a%2Cb&layers=#top');
});

test('another story takes nothing over from the state of the last', () => {
  assert.equal(addressOf(AT, PLAIN, null), '/app?lang=de&story=b#top');
});

test('where only the base map changes, the state in the address stays', () => {
  assert.equal(addressOf(AT, { story: 'a', base: 'osm' }), '/app?lang=de&story=a&base=osm&t=T&view=1%2C2%2C3#top');
});
