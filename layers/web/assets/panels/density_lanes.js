/* The timeline of many events: a lane shows how many there may be at a time, not each of them. */
import { BIN, counts } from '../core/density.js';
import { keeps } from '../core/visibility.js';
import { h } from './dom.js';

const LANES = 12;                           // at most; of more lanes the rest share the last

/** A lane's track: a bar for each bin, as tall as the logarithm of its count; a darker part for those that are sure.
    @param {import('../types.js').EventMark[]} events
    @param {Pick<import('../types.js').LaneRoom, 'px' | 'width' | 'bars' | 'say'>} room
    @param {number} tall px */
export function track(events, { px, width, bars, say }, tall) {
  const { n, may, sure, stops } = counts(events, px, width), most = Math.log1p(may.slice(0, n).reduce((a, b) => Math.max(a, b), 1));
  const out = h('div', { class: 'track' }), high = (/** @type {number} */ count) => (count ? 3 + (tall - 3) * Math.log1p(count) / most : 0);
  out.style.height = `${tall + 4}px`;
  for (let k = 0; k < n; k++) {
    if (!may[k]) continue;
    const here = stops[k] || [], alone = may[k] === 1 && here.length === 1;
    const title = alone ? here[0].headline : say(sure[k] < may[k] ? 'page.bin.surely' : 'page.bin', { n: may[k], sure: sure[k] });
    const bar = h('div', { class: 'bar fine', 'data-count': may[k], 'data-event': here.length ? here[0].id : null, title });
    bar.style.cssText = `left:${k * BIN}px;width:${BIN - 1}px;bottom:1px;height:${high(may[k])}px`;
    if (sure[k]) {
      const part = h('i', { class: 'sure' });
      part.style.cssText = `left:0;right:0;top:auto;height:${high(sure[k])}px`;
      bar.append(part);
    }
    out.append(bar);
    for (const e of here) bars.set(e.id, [...(bars.get(e.id) || []), bar]);
  }
  return out;
}

/** The lanes in order, each {lane, track, quiet}. Of more than a dozen, the least busy share the last.
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').People} people
    @param {import('../types.js').LaneRoom} view
    @returns {import('../types.js').LaneTrack[]} */
export function densityLanes(scene, people, view) {
  let rows = scene.lanes.map((lane) => ({ lane, events: /** @type {import('../types.js').EventMark[]} */ ([]) }));
  const byLane = new Map(rows.map(({ lane, events }) => [lane.id, events]));
  for (const e of scene.events) if (keeps(e, people)) for (const id of e.lanes) byLane.get(id)?.push(e);
  if (rows.length > LANES) {
    const busy = new Set([...rows].sort((a, b) => b.events.length - a.events.length).slice(0, LANES - 1)), rest = rows.filter((row) => !busy.has(row));
    const lane = { ...rest[0].lane, name: view.say('page.lanes.more', { n: rest.length }) };
    rows = [...rows.filter((row) => busy.has(row)), { lane, events: [...new Set(rest.flatMap((row) => row.events))] }];
  }
  const tall = Math.max(11, Math.min(24, view.room / rows.length - 6));
  return rows.map(({ lane, events }) => ({ lane, track: track(events, view, tall), quiet: !events.length }));
}
