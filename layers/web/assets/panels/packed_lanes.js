/* The lanes of the timeline, with a bar for each event. */
import { keeps } from '../core/visibility.js';
import { h } from './dom.js';

/** Put bars that overlap on different rows: gives each [from, to] the first row with room.
    @param {import('../types.js').XY[]} spans
    @param {number} gap */
function pack(spans, gap) {
  /** @type {number[]} */
  const ends = [];
  return spans.map(([from, to]) => {
    let row = ends.findIndex((end) => end + gap <= from);
    if (row < 0) row = ends.length;
    ends[row] = to;
    return row;
  });
}

const SOFT = 5;                             // px over which the end of a bar fades where it is about then, as in page.css

/** A bar, and in it the part in which the event surely goes on. Its ends are soft where the report says "about".
    @param {import('../types.js').EventMark} e
    @param {import('../types.js').XY} span
    @param {(t: number) => number} px
    @param {{top: number, thick: number, fine: boolean}} size */
function barOf(e, [from, to], px, { top, thick, fine }) {
  const exact = e.s0 === e.s1 && e.e0 === e.e1 && e.s0 === e.e0;
  const soft = ['from', 'to'].filter((_, i) => e.approximate?.[i]).map((end) => ` ${end}-about`).join('');
  const bar = h('div', { class: `bar${exact ? ' tick' : ''}${soft}${fine ? ' fine' : ''}${e.questioned ? ' questioned' : ''}`, 'data-event': e.id, title: e.headline });
  bar.style.left = `${from}px`;
  bar.style.width = `${Math.max(to - from, 3)}px`;
  bar.style.top = `${top}px`;
  bar.style.height = `${thick + (exact ? 1.5 : 0)}px`;
  if (!exact && e.s1 < e.e0) {
    const sure = h('i', { class: 'sure' });
    sure.style.left = `${px(e.s1) - from}px`;
    sure.style.width = `${px(e.e0) - px(e.s1)}px`;
    bar.append(sure);
  }
  return bar;
}

/** The lanes in order, each {lane, track, quiet}; `bars` takes the nodes of each event.
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').People} people
    @param {import('../types.js').LaneRoom} room
    @returns {import('../types.js').LaneTrack[]} */
export function packedLanes(scene, people, { px, room, bars }) {
  const laid = scene.lanes.map((lane) => {
    const events = scene.events.filter((e) => e.lanes.includes(lane.id) && keeps(e, people))
      .sort((a, b) => a.s0 - b.s0 || a.stop - b.stop);
    /** @type {import('../types.js').XY[]} */
    const spans = events.map((e) => {
      const from = px(e.s0), to = px(Math.max(e.e1, e.s1));
      const half = e.approximate ? SOFT : 1.5;
      return to - from < 5 ? [(from + to) / 2 - half, (from + to) / 2 + half] : [from, to];
    });
    const rows = pack(spans, 3);
    return { lane, events, spans, rows, deep: Math.max(0, ...rows.map((r) => r + 1)) };
  });
  const deep = laid.reduce((sum, lane) => sum + Math.max(lane.deep, 2), 0);
  const pitch = Math.max(3.6, Math.min(9, (room - scene.lanes.length * 6) / deep)), thick = pitch > 6 ? 7 : pitch - 1.4;
  return laid.map(({ lane, events, spans, rows, deep: depth }) => {
    const track = h('div', { class: 'track' });
    events.forEach((e, i) => {
      const bar = barOf(e, spans[i], px, { top: rows[i] * pitch + 3, thick, fine: pitch <= 6 });
      track.append(bar);
      bars.set(e.id, [...(bars.get(e.id) || []), bar]);
    });
    track.style.height = `${Math.max(depth * pitch + 5, 17)}px`;
    return { lane, track, quiet: !events.length };
  });
}
