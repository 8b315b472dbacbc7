/* The scripts compute the same as Python: both are compared with tests/vectors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axisMarks, clock, eventState, evenScale, progress, trueScale } from '../../layers/web/assets/core/time.js';
import { groundInBox, linesOf } from '../../layers/web/assets/core/area_in_view.js';
import { gapAfter, splitRows } from '../../layers/web/assets/core/gap_threshold.js';
import { disc, onward } from '../../layers/web/assets/core/geodesic.js';
import { sceneAsKnown, stepNamed } from '../../layers/web/assets/core/known_by.js';
import { byIds } from '../../layers/web/assets/core/scene.js';
import { mercator } from '../../layers/web/assets/core/mercator.js';
import { middleOf } from '../../layers/web/assets/core/polyline.js';
import { besideSubject, contextLook, keySigns, turnsOf } from '../../layers/web/assets/core/roles.js';
import { marksAt, signs } from '../../layers/web/assets/core/visibility.js';
import { decisions } from '../../layers/web/assets/review/decisions.js';
import { documentData, say, shippedScene, vector } from './support.mjs';

const rowsOf = (shown) => shown.map((m) => [m.kind, m.id, m.state, m.least, m.furthest]);

test('the rows of a scene are whole again, though what most of them have is not sent', () => {
  const { rows, scene: sent } = documentData(), scene = shippedScene();
  const claims = (event) => ({ ...event, claims: event.claims.map(({ source }) => source) });
  assert.deepEqual(scene.legs, rows.legs);
  assert.deepEqual(scene.events.map(claims), rows.events.map(claims));
  assert.ok(JSON.stringify(sent.events).length < JSON.stringify(rows.events).length - 2000);
});

test('progress', () => {
  for (const { times: [d0, d1, a0, a1], arrives, at, least, furthest } of vector('progress.json')) {
    assert.equal(arrives ? progress(d1, a1, at) : 0, least);
    assert.equal(progress(d0, a0, at), furthest);
  }
});

test('states of events', () => {
  for (const { times: [s0, s1, e0, e1], at, state, approximate } of vector('states.json')) assert.equal(eventState({ s0, s1, e0, e1, approximate }, at), state);
});

test('marks and signs of the shipped story', () => {
  const scene = shippedScene(), { vagueKm } = documentData().style, rows = vector('marks.json').moments;
  assert.ok(rows.length > 20);
  for (const row of rows) {
    const shown = marksAt(scene, row.at);
    assert.deepEqual(rowsOf(shown), row.shown, row.clock);
    assert.deepEqual([...signs(scene, shown, vagueKm)].sort(), row.signs, row.clock);
  }
});

test('marks and signs of made-up scenes', () => {
  const { vagueKm } = documentData().style, byId = (rows) => new Map(rows.map((row) => [row.id, row]));
  for (const { scene, moments } of vector('made_up.json')) {
    scene.byId = { place: byId(scene.places), leg: byId(scene.legs), event: byId(scene.events) };
    for (const row of moments) {
      const shown = marksAt(scene, row.at);
      assert.deepEqual(rowsOf(shown), row.shown, row.at);
      assert.deepEqual([...signs(scene, shown, vagueKm)].sort(), row.signs, row.at);
    }
  }
});

test('what shows beside each subject', () => {
  const scene = shippedScene(), turns = turnsOf(scene), rows = vector('beside.json'), seen = new Set();
  for (const { event, at, legs, places } of rows) {
    const drawn = besideSubject(scene, marksAt(scene, at), scene.byId.event.get(event), turns);
    const of = (...kinds) => drawn.filter(({ kind }) => kinds.includes(kind)).map(({ id, role }) => [id, role]).sort();
    assert.deepEqual(of('leg'), legs, event);
    assert.deepEqual(of('place', 'area'), places, event);
    for (const [, role] of legs) seen.add(role);
    const signs = keySigns(scene, drawn, false, 20);
    assert.ok(signs.size <= 3, `${event}: ${[...signs]}`);
  }
  assert.deepEqual([...seen].sort(), ['before', 'meanwhile', 'subject']);
});

test('the sample of what was told before is drawn as such lines are on the map', () => {
  const legs = { flown: 'recorded', told: 'reported', guessed: 'inferred' }, scene = { byId: { leg: new Map(Object.entries(legs).map(([id, path]) => [id, { path }])) } };
  const look = (...ids) => contextLook(scene, ids.map((id) => ({ kind: 'leg', id, role: 'before' })));
  assert.deepEqual([look(), look('flown', 'told'), look('guessed'), look('told', 'guessed')], ['', 'solid', 'dashed', 'both']);
  assert.equal(contextLook(scene, [{ kind: 'leg', id: 'guessed', role: 'subject' }]), '');
});

test('what was known at each step', () => {
  const { rows, steps } = vector('known.json'), latest = { ...rows, byId: byIds(rows) }, sets = new Set();
  for (const [step, { said, events, legs, places }] of steps.entries()) {
    const scene = sceneAsKnown(latest, step), or = (value) => value ?? null;
    const claims = (event) => event.claims.map((claim) => [claim.source, Boolean(claim.ended)]);
    const told = (e) => [e.id, e.figure, e.level, e.questioned, e.group, or(e.leg), or(e.text), or(e.support_reason), e.time.said, e.subject.label, or(e.first?.said), claims(e)];
    assert.deepEqual(scene.events.map(told), events, said);
    assert.deepEqual(scene.legs.map((leg) => [leg.id, leg.questioned]), legs, said);
    assert.deepEqual(scene.places.map((place) => [place.id, place.since, place.rank]), places, said);
    assert.deepEqual([...scene.byId.event.keys()], events.map(([id]) => id), said);
    if (said) assert.equal(rows.known.steps[step].said, said);
    sets.add(JSON.stringify([events, legs, places]));
  }
  assert.equal(sets.size, steps.length - 1, 'each step changes something, except the end of a month in which something may have been corrected before');
});

test('a step is looked up by its id, and any other id is now', () => {
  const steps = [{ id: '1784' }, { id: '1790' }, { id: '1822' }];
  assert.deepEqual(['1784', '1790', '1822', '1800', null].map((name) => stepNamed(steps, name)), [0, 1, 2, 2, 2]);
});

test('countries in view by their ground', () => {
  const { codes, shipped, made_up: made } = vector('areas.json'), { base } = documentData();
  for (const { view: [west, south, east, north], seen } of shipped) {
    const [x0, y0] = mercator(west, north), [x1, y1] = mercator(east, south);
    assert.deepEqual(codes.filter((code) => groundInBox(linesOf(base, code), [x0, y0, x1, y1], 1)), seen, `${[west, south, east, north]}`);
  }
  for (const { rings, views } of made) {
    const lines = rings.map((ring) => ring.flat());
    for (const { view, seen } of views) assert.equal(groundInBox(lines, view, 360), seen, `${view}`);
  }
});

test('the middle of the longest of several lines', () => {
  for (const { runs, middle } of vector('lines.json')) {
    middleOf(runs).forEach((side, i) => assert.ok(Math.abs(side - middle[i]) < 1e-6, `${side} for ${middle[i]}`));
  }
});

test('marks of a filtered story', () => {
  const scene = shippedScene(), rows = vector('marks.json').filtered;
  assert.ok(rows.length);
  for (const { at, people, layers, shown } of rows) {
    const filter = { people: people && new Set(people), layers: layers && new Set(layers) };
    assert.deepEqual(rowsOf(marksAt(scene, at, filter)), shown, `${people} ${layers} ${at}`);
  }
});

test('moments in words', () => {
  for (const { zone, at, words, offset, iso, parsed } of vector('words.json').moments) {
    const told = clock(zone, say);
    assert.deepEqual([told.moment(at), told.offset(at), told.iso(at)], [words, offset, iso], zone);
    assert.ok(parsed.includes(told.parse(iso)), `${zone} ${at}`);
  }
});

test('a text that is no moment gives null', () => {
  for (const [zone, text] of vector('words.json').none) assert.equal(clock(zone, say).parse(text), null, text);
  for (const nothing of [null, undefined]) assert.equal(clock('UTC', say).parse(nothing), null);
});

for (const [kind, make] of [['even', evenScale], ['true', trueScale]]) {
  test(`a scale goes there and back: ${kind}`, () => {
    const { span, stops } = vector('scales.json'), [begin, end] = span, scale = make(span, stops);
    const times = Array.from({ length: 2001 }, (_, i) => begin + (end - begin) * i / 2000), places = times.map(scale.place);
    assert.equal(places[0], 0);
    assert.equal(places[2000], 1);
    places.slice(1).forEach((place, i) => assert.ok(place > places[i]));
    places.forEach((place, i) => assert.ok(Math.abs(scale.time(place) - times[i]) < 1, 'within a millisecond'));
    if (kind === 'true') assert.ok(Math.abs(places[1000] - 0.5) < 1e-9);
  });

  test(`a scale holds what lies beyond its ends: ${kind}`, () => {
    const { span, stops } = vector('scales.json'), scale = make(span, stops);
    assert.deepEqual([scale.place(span[0] - 1e9), scale.place(span[1] + 1e9), scale.time(-1), scale.time(2)], [0, 1, ...span]);
  });

  for (const [span, stops] of [[[0, 0], []], [[0, 0], [0]], [[0, 60000], []], [[0, 60000], [0, 60000]], [[5, 9], [5, 5, 7]]]) {
    test(`a scale of next to nothing still works: ${kind} ${JSON.stringify([span, stops])}`, () => {
      const scale = make(span, stops);
      assert.deepEqual([scale.place(span[0]), scale.time(0), scale.place(span[0] + 1) >= 0], [0, span[0], true]);
    });
  }
}

test('a place that is confirmed once holds for its later mentions', () => {
  const { cards, ways } = vector('held.json');
  const places = cards.map((card) => ({ ...card, kind: 'place', rests: [], asked: '', sure: false }));
  for (const { rows, states } of ways) {
    assert.deepEqual(Object.fromEntries(decisions(places, rows).states()), states, JSON.stringify(rows));
  }
});

test('even stops are even', () => {
  const { span, stops } = vector('scales.json'), places = [...new Set(stops.map(evenScale(span, stops).place))].sort((a, b) => a - b);
  const gaps = places.slice(1).map((place, i) => place - places[i]), near = (a, b) => Math.abs(a - b) < 1e-9;
  assert.equal(places.length, new Set(stops).size);
  assert.ok(gaps.every((gap) => near(gap, gaps[0])));
  assert.ok(near(places[0], gaps[0]), 'room before the first stop');
  assert.ok(near(places[places.length - 1], 1 - gaps[0]), 'room after the last');
});

test("the axis is marked in the story's zone", () => {
  const { span } = vector('scales.json'), marks = axisMarks(clock('Asia/Damascus', say), span), midnight = Date.parse('2024-12-07T21:00Z');
  const at = new Map(marks.map((mark) => [mark.t, mark.text]));
  assert.ok(marks.every(({ t }) => span[0] <= t && t <= span[1]));
  assert.equal(at.get(midnight), '8 Dec');
  assert.equal(at.get(midnight + 3 * 3600000), '03:00');
  assert.equal(at.get(1733000400000), '1 Dec');
  assert.deepEqual(marks.map((mark) => mark.level), marks.map((mark) => mark.level).sort((a, b) => a - b));
});

test('discs on the ellipsoid', () => {
  for (const { at: [lon, lat], metres, north, south, edge } of vector('discs.json')) {
    const made = disc(lon, lat, metres, edge.length);
    assert.deepEqual([made.north, made.south], [north, south], `${lon}, ${lat}`);
    edge.forEach(([x, y], i) => {
      const [u, v] = onward(lon, lat, 360 * i / edge.length, metres), across = (u - x) - 360 * Math.round((u - x) / 360);
      assert.ok(Math.abs(across) * Math.cos(y * Math.PI / 180) < 2e-6 && Math.abs(v - y) < 2e-6, `${u}, ${v} is not ${x}, ${y}`);
      if (i) assert.ok(Math.abs(made.ring[i][0] - made.ring[i - 1][0]) <= 180, 'a ring leaps');
    });
  }
});

test('where a recording is parted by a threshold of the reader', () => {
  for (const { own, concealed, chosen, after, time, starts } of vector('thresholds.json')) {
    assert.equal(gapAfter({ after: own, concealed }, chosen), after);
    assert.deepEqual(splitRows(time, after), starts, `${chosen} s`);
  }
});
