/* Lines in the lanes, from each event to when it was first reported. */
import { h } from './dom.js';

/** Wrap what makes lanes, so that they have these lines. The line to a report after the timeline's end stops there,
    without a tick.
    @param {import('../types.js').LanesOf} lanesOf
    @returns {import('../types.js').LanesOf} */
export function withLags(lanesOf) {
  return (scene, people, room) => {
    const rows = lanesOf(scene, people, room);
    for (const [id, bars] of room.bars) {
      const event = scene.byId.event.get(id);
      if (!event || !event.first) continue;
      const to = room.px(event.first.at), beyond = event.first.at > scene.span[1];
      for (const bar of [...bars]) {
        const from = parseFloat(bar.style.left) + parseFloat(bar.style.width);
        if (to <= from) continue;
        const lag = h('i', { class: 'lag', 'data-event': id, title: event.first.said });
        lag.classList.toggle('beyond', beyond);
        lag.style.cssText = `left:${from}px;width:${to - from}px;top:${bar.style.top};height:${bar.style.height}`;
        bar.before(lag);
        bars.push(lag);
      }
    }
    return rows;
  };
}
