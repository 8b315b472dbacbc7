/* Labels, lines, cells, counts and dots: what is computed before anything is drawn. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { STATES, States, grid } from '../../layers/web/assets/core/crowd.js';
import { BIN, counts } from '../../layers/web/assets/core/density.js';
import { meets, place } from '../../layers/web/assets/core/label_placement.js';
import { mercator } from '../../layers/web/assets/core/mercator.js';
import { aside, lengthOf, lineOf, middleOf, offRun, stretch, thinned } from '../../layers/web/assets/core/polyline.js';
import { Rest, stamp } from '../../layers/web/assets/core/stamps.js';
import { placeTags, roomForTags } from '../../layers/web/assets/core/tag_placement.js';
import { evenScale, eventState, pitchOf } from '../../layers/web/assets/core/time.js';
import { KeptDrawing } from '../../layers/web/assets/map/kept_drawing.js';

const turns = JSON.parse(readFileSync(new URL('../../layers/style/symbols.json', import.meta.url), 'utf8'));
const label = (id, x, y, more = {}) => ({ id, spots: [[x, y]], w: 60, h: 16, gap: 8, ...more });

test('labels never overlap each other or what is taken, and stay in the frame', () => {
  const labels = Array.from({ length: 60 }, (_, i) => label(`l${i}`, (i * 37) % 400, (i * 53) % 300)), taken = [[0, 0, 120, 40]];
  const boxes = [...place(labels, [400, 300], turns, taken).values()].map(({ box }) => box);
  assert.ok(boxes.length > 10);
  boxes.forEach((a, i) => {
    assert.ok(a[0] >= 3 && a[1] >= 3 && a[2] <= 397 && a[3] <= 297);
    assert.ok(!meets(a, taken[0]));
    for (const b of boxes.slice(i + 1)) assert.ok(!meets(a, b));
  });
});

test('the first label is to the right, the second at the same spot elsewhere, and a label keeps its side', () => {
  const set = place([label('a', 200, 150), label('b', 200, 150)], [400, 300], turns);
  assert.equal(set.get('a').side, '0:1,0');
  assert.notEqual(set.get('b').side, '0:1,0');
  assert.equal(place([label('a', 200, 150, { last: '0:-1,0' })], [400, 300], turns).get('a').side, '0:-1,0');
});

test('a centred label moves no farther than it may, and is otherwise left out', () => {
  const taken = [[150, 140, 250, 160]], centred = { centred: true };
  assert.equal(place([label('sea', 200, 150, { ...centred, reach: 5 })], [400, 300], turns, taken).size, 0);
  assert.equal(place([label('sea', 200, 150, { ...centred, reach: 60 })], [400, 300], turns, taken).size, 1);
});

test('the mercator square has Greenwich and the equator in its middle', () => {
  assert.deepEqual(mercator(0, 0), [0.5, 0.5]);
  assert.ok(Math.abs(mercator(180, 85.0511)[1]) < 1e-6);
});

test('parts that meet at the antimeridian are joined into one run', () => {
  const runs = lineOf([[[170, 0, 0], [180, 0, 0.5]], [[-180, 0, 0.5], [-170, 0, 1]]]);
  assert.equal(runs.length, 1);
  assert.deepEqual(runs[0].map(([x]) => Math.round(x * 360)), [350, 360, 370]);
});

test('a stretch is cut where its fractions lie', () => {
  const line = [[[0, 0, 0], [1, 0, 0.5], [2, 0, 1]]];
  assert.deepEqual(stretch(line, 0.25, 0.75, (x, y) => [x, y]), [[[0.5, 0], [1, 0], [1.5, 0]]]);
  assert.equal(lengthOf(stretch(line, 0, 1, (x, y) => [x * 10, y])), 20);
});

test('a run is moved aside, and has a middle and a distance from a point', () => {
  const run = [[0, 0], [10, 0]];
  assert.deepEqual(aside(run, 4), [[0, 4], [10, 4]]);
  assert.deepEqual(middleOf([run]), [5, 0]);
  assert.equal(offRun(run, 5, 3), 3);
  assert.equal(offRun(run, 13, 4), 5);
});

test('a thinned line has few points, and passes all that were left out closely enough', () => {
  const line = Array.from({ length: 101 }, (_, i) => [i * 5, 30 * Math.sin(i / 20), i / 100]), thin = thinned(line, 0.25, 80);
  assert.ok(thin.length < 25, `${thin.length} points`);
  assert.deepEqual([thin[0], thin[thin.length - 1]], [line[0], line[100]]);
  for (const [x, y, at] of line) {                            // where it is by its fraction, which tells where somebody may be
    const [[[u, v]]] = stretch([thin], at, 1, (a, b) => [a, b]).concat([[thin[thin.length - 1]]]);
    assert.ok(Math.hypot(u - x, v - y) <= 0.26);
  }
  for (let i = 1; i < thin.length; i++) assert.ok(thin[i][0] - thin[i - 1][0] <= 80);
  const slow = [[0, 0, 0], [50, 0, 0.9], [100, 0, 1]];        // straight, but half of it takes nine tenths of the way
  assert.deepEqual(thinned(slow, 0.25, 500), slow);
  assert.deepEqual([thinned([], 1, 1), thinned([[1, 2, 0]], 1, 1)], [[], [[1, 2, 0]]]);
});

test('a label finds room along its line, closer to it where the map is narrow', () => {
  const run = [[0, 100], [200, 100]], how = [{ ...label('how', 0, 0), w: 150, h: 34, gap: 17, run }];
  const room = (taken, frame = [200, 200]) => place(how, frame, turns, taken, run).get('how');
  assert.equal(room([]).side, 'run:0');
  const aside = room([[0, 0, 40, 200]]);                       // something stands at the left, on both sides of the line
  assert.ok(aside && !meets(aside.box, [0, 0, 40, 200]));
  const close = room([[0, 0, 200, 50], [0, 101, 200, 200]]);
  assert.ok(close && close.box[3] <= 95 && close.box[1] >= 50);
});

test('a tag slides along the edge rather than cover a way that is told', () => {
  const frame = [10, 10, 390, 290], tag = [{ id: 'moscow', at: [390, 150], w: 120 }];
  const way = Array.from({ length: 40 }, (_, i) => [i * 10, 150]), on = ([x0, y0, x1, y1]) => way.filter(([x, y]) => x > x0 && x < x1 && y > y0 && y < y1);
  assert.ok(on(placeTags(tag, frame, []).get('moscow')).length > 5);
  const beside = placeTags(tag, frame, [], way).get('moscow');
  assert.deepEqual(on(beside), []);
  assert.ok(Math.abs(beside[1] + 15 - 150) < 60);
});

test('tags that find no room beside each other have their names alone, and the least important chooses first', () => {
  const frame = [0, 0, 200, 66], tags = [{ id: 'moscow', at: [200, 33], w: 80, short: 80 }, { id: 'hmeimim', at: [0, 0], w: 199, short: 190 }];
  assert.equal(placeTags(tags, frame, []).size, 1);
  const room = roomForTags(tags, frame, [], []);
  assert.deepEqual([...room.values()].map(({ short }) => short), [true, true]);
  assert.ok(!meets(room.get('moscow').box, room.get('hmeimim').box));
  assert.equal(roomForTags(tags, [0, 0, 200, 200], [], []).get('hmeimim').short, false);
});

/* A canvas of 64 by 48 pixels, in as much as signs need it, and a painter whose rings are squares with a soft edge. */
function smallCanvas() {
  const pixels = new Array(64 * 48).fill(0);
  let touched = 0;
  const fill = (x0, y0, x1, y1, put) => {
    for (let y = Math.max(y0, 0); y < Math.min(y1, 48); y++) for (let x = Math.max(x0, 0); x < Math.min(x1, 64); x++) { pixels[y * 64 + x] = put(pixels[y * 64 + x]); touched += 1; }
  };
  const clear = (x, y, w, h) => fill(x, y, x + w, y + h, () => 0);
  const ring = ([x, y], radius, colour) => { fill(x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1, (under) => under + 100); fill(x - radius, y - radius, x + radius, y + radius, () => colour); };
  const stroke = ([[[, y]]], colour, { width }) => fill(0, y, 64, y + width, () => colour);
  return { clear, painter: { ring, stroke }, pixels, touched: () => { const now = touched; touched = 0; return now; } };
}

test('where only what changes is drawn again, the canvas is as if all were', () => {
  const frame = { scale: 256, x: 0, y: 0, w: 64, h: 48, r: 1 }, canvas = smallCanvas(), kept = new KeptDrawing(canvas.painter, canvas.clear);
  const draw = (p, marks, line) => marks.forEach(([x, y, colour], i) => { if (line && i === 9) p.stroke([[[0, line], [64, line]]], 9, { width: 2 }); p.ring([x, y], 2, colour, 1); });
  const step = (marks, { keeps = true, line = 0, at = frame } = {}) => {
    const anew = smallCanvas();
    draw(kept.begin(at, keeps), marks, line);
    kept.end();
    draw(anew.painter, marks, line);
    assert.deepEqual(canvas.pixels, anew.pixels);
    return canvas.touched() / (64 * 48 + anew.touched());
  };
  const marks = Array.from({ length: 30 }, (_, i) => [((i >> 1) * 37) % 64 + (i % 2) * 3, ((i >> 1) * 23) % 48, 1 + i % 3]);      // in pairs that overlap
  const parts = [];
  for (let n = 0; n < 80; n++) {
    marks[(n * 7) % marks.length][2] = 1 + (n * 5) % 4;
    if (n % 9 === 4) [marks[0], marks[1]] = [marks[1], marks[0]];
    if (n % 11 === 3) marks.pop();
    if (n % 13 === 5) marks.push([...marks[0]]);               // the same sign twice
    parts.push(step(marks, { keeps: n % 17 !== 8, line: n % 10 === 6 ? 20 : 0 }));
  }
  assert.ok(parts.filter((part) => part < 0.9).length > 20, 'most steps draw a part');
  step(marks);
  assert.equal(step(marks), 0, 'what stays is not drawn again');
  const others = marks.map(([x, y, colour], i) => [x, y, i ? colour : 8]);
  assert.ok(step(others, { keeps: false }) > 0.9, 'where others draw on the canvas too, all is');
  step(marks);
  step(marks, { line: 20 });
  assert.equal(step(marks, { line: 20 }), 0, 'nor is it beside a line that stays');
  step(marks, { line: 21 });
  marks[4][2] = 7;
  assert.ok(step(marks, { line: 21 }) > 0.9, 'beside a line all is drawn, so that no line is cut');
  step(marks);
  [marks[2], marks[3]] = [marks[3], marks[2]];
  step(marks);
  assert.ok(step(marks, { at: { ...frame, x: 1 } }) > 0.9, 'another view is drawn anew');
});

test('states that are updated from moment to moment are the same as computed from scratch', () => {
  const events = Array.from({ length: 200 }, (_, i) => ({ s0: i, s1: i + (i % 7), e0: i + (i % 7), e1: i + (i % 7) + (i % 11) })), states = new States(events);
  for (const t of [50, 51, 51.5, 300, 0, -1, 120]) {
    states.go(t);
    assert.deepEqual([...states.codes].map((code) => STATES[code]), events.map((event) => eventState(event, t)), `at ${t}`);
  }
});

test('a grid gives all points of a box, and none twice', () => {
  const xs = Float64Array.from({ length: 500 }, (_, i) => (i * 0.618034) % 1), ys = Float64Array.from({ length: 500 }, (_, i) => (i * 0.414214) % 1);
  xs[7] = NaN; ys[7] = NaN;
  const numbers = [];
  grid(xs, ys, 16)(0.2, 0.3, 0.6, 0.5, (items, from, to) => numbers.push(...items.subarray(from, to)));
  const inside = (i) => xs[i] >= 0.2 && xs[i] <= 0.6 && ys[i] >= 0.3 && ys[i] <= 0.5;
  assert.equal(new Set(numbers).size, numbers.length);
  assert.ok(!numbers.includes(7));
  for (let i = 0; i < 500; i++) if (inside(i)) assert.ok(numbers.includes(i), `point ${i}`);
});

test('a bin counts every event whose bounds reach into it', () => {
  const event = (s0, s1, e0, e1) => ({ s0, s1, e0, e1, stop: s0 });
  const { n, may, sure, stops } = counts([event(0, 0, 30, 30), event(12, 30, 12, 30)], (t) => t, 60);
  assert.equal(n, 60 / BIN);
  assert.deepEqual([...may].slice(0, 7), [1, 1, 2, 2, 2, 2, 0]);
  assert.deepEqual([...sure].slice(0, 7), [1, 1, 1, 1, 1, 1, 0]);
  assert.equal(stops[2].length, 1);
});

test('a dot taken away leaves what was there before it', () => {
  const sheet = { w: 20, pixels: new Int32Array(400) }, dot = stamp(1, true, { radius: 2, fill: '#102030', colour: '#102030' });
  const rest = new Rest(sheet, [dot], [dot]), at = 10 * 20 + 10;
  rest.add(0, at, 1); rest.add(0, at + 1, 1);
  const two = rest.pixels.slice();
  rest.add(0, at, 1);
  rest.add(0, at, -1);
  assert.deepEqual(rest.pixels, two);
  rest.add(0, at, -1); rest.add(0, at + 1, -1);
  assert.ok(rest.pixels.every((pixel) => pixel === 0));
});

test('the days of even stops are as far apart as the stops, though the scale has ends of its own', () => {
  const scale = evenScale([0, 100], [0, 10, 40]), at = [0, 10, 40].map((t) => scale.place(t) * 300);
  assert.equal(pitchOf(at, 300), 100);
  assert.equal(pitchOf([at[0], at[0], at[2]], 300), 200);  // two at once, and one that is filtered out
  assert.equal(pitchOf([at[1]], 300), 300);
});
