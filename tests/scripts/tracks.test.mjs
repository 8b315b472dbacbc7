/* Recorded positions as the document reads and draws them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrackDrawing, gapAt, readTrack, recordedBy } from '../../layers/web/assets/map/track_drawing.js';
import { regapped, shortestLine } from '../../layers/web/assets/core/gap_threshold.js';
import { mercator } from '../../layers/web/assets/core/mercator.js';

const GAP = { from: [-179.9, 10], to: [-178, 10], start: 3000, end: 8000, kind: 'inferred', speed: 300, slack: [0, 0], parts: [], region: [[0, 0]], count: 1, row: 3, landings: [['Suva', 'SUV', 4000, 6000]] };
const ROW = {
  id: 'jet', leg: 'flight', name: 'a jet', colour: 1, ship: false, flying: true, altitude: null, speed: null,
  lon: [17990000, 9000, 1000 - 36000000 + 1000, 100000], lat: [1000000, 0, 0, 0], time: [10, 10, 10, 50], starts: [0, 3], doubted: [1], gaps: [GAP], after: 4, concealed: false,
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

test('a reader parts a recording anew, and gets it back as its story has it', () => {
  const before = { ...GAP, start: 0, end: 1000, row: null };
  const drawing = new TrackDrawing([{ ...ROW, gaps: [before, GAP] }], {}, say), track = drawing.tracks.get('flight');
  drawing.part(0.5);
  assert.deepEqual(track.starts, [0, 1, 2, 3, 4]);
  assert.deepEqual(track.gaps.map((gap) => [gap.start, gap.end, gap.region]), [[0, 1000, [[0, 0]]], [1000, 2000, null], [2000, 3000, null], [3000, 8000, [[0, 0]]]]);
  assert.equal(drawing.told('flight', { fields: (t) => ({ hour: 0, minute: t / 1000 }) }), '', 'no gap at 0');
  drawing.part(5);
  assert.deepEqual([track.starts, track.gaps], [[0, 4], [before]], 'as long as the threshold is no gap; what lies before all positions stays');
  drawing.part(null);
  assert.deepEqual([track.starts, track.gaps], [[0, 3, 4], [before, GAP]]);
});

test('a way that was concealed is never drawn as recorded by a choice', () => {
  const track = readTrack({ ...ROW, concealed: true });
  assert.equal(regapped(track, 3600), track.own);
  assert.deepEqual(regapped(track, 0.5).gaps.map((gap) => gap.kind), ['concealed', 'concealed', 'inferred']);
});

test('the line of a gap is the shortest, and goes on over the antimeridian', () => {
  assert.deepEqual(shortestLine([10, 50], [10, 50]), [[10, 50]]);
  const line = shortestLine([170, 60], [-170, 60]);
  assert.ok(line.length > 10 && line.every(([lon], i) => !i || lon > line[i - 1][0]));
  assert.ok(Math.abs(line[line.length - 1][0] - 190) < 1e-9 && line.some(([, lat]) => lat > 60.3));
});

test('the key says what was chosen though no gap is as long', () => {
  const drawing = new TrackDrawing([ROW], {}, say), out = new Set();
  drawing.signs = new Set(['recorded']);
  drawing.part(5);
  drawing.addSigns(out, true);
  assert.deepEqual([...out].sort(), ['gap', 'recorded']);
});
