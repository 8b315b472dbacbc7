/* Recorded positions as the document reads and draws them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gapAt, gapWords, readTrack, recordedBy } from '../../layers/web/assets/core/recorded_track.js';
import { TrackDrawing } from '../../layers/web/assets/map/track_drawing.js';
import { regapped, shortestLine } from '../../layers/web/assets/core/gap_threshold.js';
import { lineRows, visibleRows } from '../../layers/web/assets/core/track_rows.js';
import { mercator } from '../../layers/web/assets/core/mercator.js';

const GAP = { from: [-179.9, 10], to: [-178, 10], start: 3000, end: 8000, kind: 'inferred', speed: 300, slack: [0, 0], parts: [], region: [[0, 0]], count: 1, row: 3, landings: [['Suva', 'SUV', 4000, 6000]] };
const ROW = {
  id: 'jet', leg: 'flight', name: 'a jet', colour: 1, listed: 'airport', altitude: null, speed: null,
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
  assert.equal(gapWords(drawing.tracks.get('flight'), drawing.t, zone, say), '');
  assert.deepEqual(drawing.labels('flight'), []);
  drawing.t = 5000;
  assert.equal(gapWords(drawing.tracks.get('flight'), drawing.t, zone, say), 'track.silent 00:03 00:08 track.airports 1 track.landings-now Suva (SUV)');
  assert.equal(drawing.labels('flight')[0].text, 'track.could');
  drawing.t = 7000;
  assert.equal(gapWords(drawing.tracks.get('flight'), drawing.t, zone, say), 'track.silent 00:03 00:08 track.airports 1', 'too late for Suva');
  assert.equal(gapWords(undefined, drawing.t, zone, say), '');
});

test('a gap of a ship is told with harbours', () => {
  const zone = { fields: (/** @type {number} */ t) => ({ hour: 0, minute: t / 1000 }) }, landings = [['Latakia', 'SYLTK', 4000, 6000]];
  const told = (/** @type {object} */ row) => gapWords(readTrack({ ...ROW, ...row }), 5000, zone, say);
  assert.equal(told({ listed: 'harbour', gaps: [{ ...GAP, landings }] }), 'track.silent 00:03 00:08 track.harbours 1 track.landings-now Latakia (SYLTK)');
  assert.equal(told({ listed: 'harbour', gaps: [{ ...GAP, landings: [], count: 0 }] }), 'track.silent 00:03 00:08 track.no-harbours');
  assert.equal(told({ listed: null }), 'track.silent 00:03 00:08', 'nothing is listed for a car');
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
  assert.equal(gapWords(track, drawing.t, { fields: (t) => ({ hour: 0, minute: t / 1000 }) }, say), '', 'no gap at 0');
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

test('the rows of a zoom: ends of runs, what is questioned, and what is a pixel apart', () => {
  const x = [0, 0.4, 0.8, 1.2, 1.3, 1.4, 1.5, 1.6], y = x.map(() => 0), doubted = [0, 0, 0, 0, 0, 1, 0, 0], starts = [0, 3, 8];
  assert.deepEqual(visibleRows({ x, y, doubted, starts }, 1), [0, 2, 3, 5, 6, 7]);
  assert.deepEqual(visibleRows({ x, y, doubted, starts }, 100), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(visibleRows({ x, y, doubted, starts: [0, 8] }, 1), [0, 3, 5, 6, 7]);
});

/** The moves and lines that a recording is drawn with, as a canvas hears them. */
function drawnWith(drawing, from, to) {
  const heard = [], g = { beginPath() {}, stroke() {}, setLineDash() {}, moveTo: (u, v) => heard.push(['M', u, v]), lineTo: (u, v) => heard.push(['L', u, v]) };
  drawing._recorded(g, { frame: { scale: 1e6, w: 1e9, h: 1e9 } }, drawing.tracks.get('flight'), from, to, (x, y) => [x * 1e6, y * 1e6], 'red', 1);
  return heard.map(([kind]) => kind).join('');
}

test('no line leads over a gap or to what is questioned, and the last row reached is drawn', () => {
  const plain = new TrackDrawing([{ ...ROW, doubted: [] }], {}, say);
  assert.equal(drawnWith(plain, 0, 3), 'ML', 'row 1 lies on the line');
  assert.equal(drawnWith(plain, 0, 4), 'MLM');
  assert.equal(drawnWith(plain, 2, 4), 'MM');
  assert.equal(drawnWith(plain, 0, 0), '');
  assert.equal(drawnWith(new TrackDrawing([ROW], {}, say), 0, 3), 'MM', 'row 1 is questioned');
});

test('a line keeps its ends and its bends, and leaves out what lies on it', () => {
  const x = [0, 10, 20, 30, 30, 30, 30, 40], y = [0, 0, 0.1, 0, 10, 20, 30, 30], none = x.map(() => 0), all = x.map((_, i) => i);
  const track = { x, y, doubted: none, starts: [0, 8] };
  assert.deepEqual(lineRows(track, all, 1), [0, 3, 6, 7]);
  assert.deepEqual(lineRows(track, all, 10), [0, 1, 2, 3, 6, 7], 'nearer, a tenth is a pixel');
  assert.deepEqual(lineRows({ ...track, starts: [0, 5, 8] }, all, 1), [0, 3, 4, 5, 6, 7]);
  assert.deepEqual(lineRows({ ...track, doubted: [0, 1, 0, 0, 0, 0, 0, 0] }, all, 1), [0, 1, 2, 3, 6, 7]);
  const straight = { x: [0, 10, 20, 30], y: [0, 0, 0, 0], doubted: [0, 0, 1, 0], starts: [0, 4] };
  assert.deepEqual(lineRows(straight, [0, 1, 2, 3], 1), [0, 1, 2, 3], 'the line goes on up to what is questioned');
  const back = { x: [0, 10, 5, 20], y: [0, 0, 0, 0], doubted: none, starts: [0, 4] };
  assert.deepEqual(lineRows(back, [0, 1, 2, 3], 1), [0, 1, 2, 3], 'a turn back on the same line is a bend');
});
