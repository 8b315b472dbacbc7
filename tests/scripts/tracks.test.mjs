/* Recorded positions as the document reads and draws them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrackDrawing, gapAt, readTrack, recordedBy } from '../../layers/web/assets/map/track_drawing.js';
import { mercator } from '../../layers/web/assets/core/mercator.js';

const GAP = { from: [-179.9, 10], to: [-178, 10], start: 3000, end: 8000, kind: 'inferred', speed: 300, slack: [0, 0], parts: [], region: [[0, 0]], count: 1, landings: [['Suva', 'SUV', 4000, 6000]] };
const ROW = {
  id: 'jet', leg: 'flight', name: 'a jet', colour: 1, ship: false, flying: true, altitude: null, speed: null,
  lon: [17990000, 9000, 1000 - 36000000 + 1000, 100000], lat: [1000000, 0, 0, 0], time: [10, 10, 10, 50], starts: [0, 3], doubted: [1], gaps: [GAP],
};
const say = (key, parts = {}) => [key, ...Object.values(parts)].join(' ');

test('positions are steps from the previous position, and go on over the antimeridian', () => {
  const track = readTrack(ROW);
  assert.deepEqual([...track.time], [1000, 2000, 3000, 8000]);
  assert.deepEqual(track.starts, [0, 3, 4]);
  assert.ok(track.x[2] > track.x[1] && track.x[2] - track.x[1] < 0.001);
  assert.ok(Math.abs(track.x[0] - mercator(179.9, 10)[0]) < 1e-12);
  assert.deepEqual([0, 1000, 2500, 9000].map((t) => recordedBy(track, t)), [0, 1, 2, 4]);
});

test('a moment lies in a gap only between its ends', () => {
  const track = readTrack(ROW);
  assert.deepEqual([3000, 3001, 7999, 8000].map((t) => Boolean(gapAt(track, t))), [false, true, true, false]);
});

test('a gap is told with the airports of the moment', () => {
  const drawing = new TrackDrawing([ROW], { peopleText: ['red'] }, say), zone = { fields: (t) => ({ hour: 0, minute: t / 1000 }) };
  drawing.t = 2000;
  assert.equal(drawing.told('flight', zone), '');
  assert.deepEqual(drawing.labels('flight'), []);
  drawing.t = 5000;
  assert.equal(drawing.told('flight', zone), 'track.silent 00:03 00:08 track.airports 1 track.airports-now Suva (SUV)');
  assert.equal(drawing.labels('flight')[0].text, 'track.could');
  drawing.t = 7000;
  assert.equal(drawing.told('flight', zone), 'track.silent 00:03 00:08 track.airports 1', 'too late for Suva');
  assert.equal(drawing.told('walk', zone), '');
});

test('beside a subject the key explains three signs at most, those of the gap first', () => {
  const drawing = new TrackDrawing([ROW], {}, say), out = new Set(['open', 'before']);
  drawing.signs = new Set(['recorded', 'gap', 'reach']);
  drawing.addSigns(out, true);
  assert.deepEqual([...out].sort(), ['gap', 'reach', 'recorded']);
});
