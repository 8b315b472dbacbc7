/* The strip: a stop for each event, all of the same size, grouped under the days that are reported. */
import { pitchOf } from '../core/time.js';
import { h } from './dom.js';

const BETWEEN = 3, ROOM = 10, OVER = 12;    // px between two groups, between their labels, and beyond the ends of the strip
const pencil = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));

/** Events that follow each other under the same day: [{words, events}].
    @param {import('../types.js').EventMark[]} events */
export function groupsOf(events) {
  /** @type {{words: string, events: import('../types.js').EventMark[]}[]} */
  const out = [];
  for (const event of events) {
    const last = out[out.length - 1];
    if (last && last.words === event.group) last.events.push(event); else out.push({ words: event.group, events: [event] });
  }
  return out;
}

/** Give a node the colour of an event, where it has another: the browser looks at all styles again for each change.
    @param {HTMLElement} node
    @param {import('../types.js').EventMark} event */
function paint(node, { colour }) { if (node.dataset.colour !== `${colour}`) node.dataset.colour = `${colour}`; }

/** The stop of the event told, over all others, on a layer of its own: a step moves it. Were one of many stops made larger and
    another smaller, each step would lay out and paint the strip again. */
export function toldStop() {
  const node = h('i', { class: 'stop told', hidden: '' });
  return {
    node,
    /** Put it at an event's stop; without a place, hide it.
        @param {import('../types.js').EventMark} event
        @param {number | null} at px of the strip */
    put(event, at) {
      if (node.hidden !== (at === null)) node.hidden = at === null;
      node.title = event.headline;
      node.dataset.event = event.id;
      paint(node, event);
      node.style.transform = `translateX(${Math.round(at ?? 0)}px)`;
    },
  };
}

const SMALL = 11 / 13;                      // how much smaller words are that are longer than the strip

/** Build the strip of some events into `box`; `px` places a moment on it. Returns what marks the event told.
    @param {HTMLElement} box
    @param {import('../types.js').EventMark[]} events
    @param {{px: (t: number) => number, width: number, even: boolean, sans: string}} room */
export function stopStrip(box, events, { px, width, even, sans }) {
  const pitch = even ? pitchOf(events.map(({ stop }) => px(stop)), width) : 14, size = Math.max(3, Math.min(11, pitch * 0.55));
  /** @type {HTMLElement[]} */
  const nodes = [];
  const stops = new Set(events.map(({ id }) => id)), marker = toldStop();
  for (const event of events) {
    const dot = h('i', { class: 'stop', 'data-event': event.id, 'data-colour': event.colour, title: event.headline });
    dot.style.cssText = `left:${px(event.stop)}px;--size:${size}px`;
    nodes.push(dot);
  }
  pencil.font = `600 13px ${sans}`;
  const groups = even ? groupsOf(events).map(({ words, events: own }) => {
    const from = Math.max(px(own[0].stop) - pitch / 2 + BETWEEN, -OVER);
    const to = Math.min(px(own[own.length - 1].stop) + pitch / 2 - BETWEEN, width + OVER);
    const wide = (/** @type {string} */ text) => pencil.measureText(text).width + 4, room = width + 24;
    const said = wide(words) * SMALL > width ? words.split(/[,،]/)[0] : words;      // "undated" without its bounds
    const line = h('i', { class: 'under' }), label = h('span', { class: 'day', title: words }, said), long = wide(said);
    const share = long > room ? SMALL : 1;                  // smaller if it is longer than the strip
    if (share < 1) label.style.fontSize = '11px';
    line.style.cssText = `left:${from}px;width:${Math.max(to - from, 2)}px`;
    nodes.push(line, label);
    return { ids: new Set(own.map(({ id }) => id)), label, half: long * share / 2, middle: (from + to) / 2, line };
  }) : [];
  const bracket = h('i', { class: 'bracket', hidden: '' });
  box.replaceChildren(bracket, ...nodes, marker.node);

  /** Show the labels of the days that have room: first that of the event told.
      @param {string} id */
  function setDays(id) {
    /** @type {import('../types.js').XY[]} */
    const taken = [];
    const current = groups.find(({ ids }) => ids.has(id));
    for (const group of current ? [current, ...groups.filter((day) => day !== current)] : groups) {
      const at = Math.max(group.half - OVER, Math.min(width - group.half + OVER, group.middle));
      const free = taken.every(([x, half]) => Math.abs(at - x) > half + group.half + ROOM);
      group.label.hidden = !free;
      group.label.classList.toggle('told', group === current);
      group.line.classList.toggle('told', group === current);
      if (!free) continue;
      taken.push([at, group.half]);
      group.label.style.left = `${at - group.half}px`;
    }
  }
  return {
    /** Mark the event told, and the bounds that it is drawn with.
        @param {import('../types.js').EventMark} event */
    tell(event) {
      const from = px(event.s0), long = px(Math.max(event.e1, event.s1)) - from;
      marker.put(event, stops.has(event.id) ? px(event.stop) : null);
      if (bracket.hidden !== long < 3) bracket.hidden = long < 3;
      bracket.style.transform = `translateX(${Math.round(from)}px)`;
      const wide = `${Math.round(long)}px`;
      if (bracket.style.width !== wide) bracket.style.width = wide;
      paint(bracket, event);
      setDays(event.id);
    },
  };
}

/** The event whose stop is nearest to a place on the strip, px.
    @param {import('../types.js').EventMark[]} events
    @param {(t: number) => number} px
    @param {number} x */
export function nearestStop(events, px, x) {
  let best = events[0], least = Infinity;
  for (const event of events) {
    const off = Math.abs(px(event.stop) - x);
    if (off < least) { least = off; best = event; }
  }
  return best;
}
