/* The list of many events: of its rows only those in view are there, and a few on either side. */
import { keeps } from '../core/visibility.js';
import { h } from './dom.js';
import { emptyList, noEvents } from './list.js';

const TALL = 54, BEYOND = 8;              // px of a row, two lines of a headline; rows beyond the view

export function longList(box, page) {
  const { scene } = page;
  const { list, row } = emptyList(box, page), rows = new Map();       // rows by their number
  let told = null, kept = scene.events, numbers = new Map(), states = new Map();
  list.style.cssText = 'position:relative;overflow-y:auto;max-height:70vh';
  list.addEventListener('scroll', draw);
  new ResizeObserver(draw).observe(list);

  function make(i) {
    const mark = kept[i], button = row(mark), line = button.querySelector('.line');
    const item = h('li', { 'aria-setsize': kept.length, 'aria-posinset': i + 1 }, button);
    item.style.cssText = `position:absolute;left:0;right:0;top:${i * TALL}px`;
    button.style.height = `${TALL}px`;
    line.style.cssText = 'display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden';
    line.title = mark.headline;
    if (mark.id === told) button.setAttribute('aria-current', 'true');
    return item;
  }
  /** Make the rows that have come into view and drop those that have left it, save one that has the focus. */
  function draw() {
    const first = Math.max(0, Math.floor(list.scrollTop / TALL) - BEYOND);
    const last = Math.min(kept.length, Math.ceil((list.scrollTop + list.clientHeight) / TALL) + BEYOND);
    for (const [i, item] of rows) {
      if ((i >= first && i < last) || item.contains(document.activeElement)) continue;
      item.remove();
      rows.delete(i);
    }
    const there = [...rows.keys()].sort((a, b) => a - b);     // rows stand in the list's order, for those who tab
    for (let i = first; i < last; i++) {
      if (rows.has(i)) continue;
      const item = make(i), after = there.find((k) => k > i);
      list.insertBefore(item, after === undefined ? null : rows.get(after));
      rows.set(i, item);
    }
    state(states);
  }
  function fill() {
    kept = scene.events.filter((e) => keeps(e, people));
    numbers = new Map(kept.map((mark, i) => [mark.id, i]));
    rows.clear();
    const floor = h('li', { role: 'presentation' });          // as tall as all rows together
    floor.style.height = `${kept.length * TALL}px`;
    list.replaceChildren(kept.length ? floor : noEvents(page.say));
    mark(told);
  }
  function mark(id) {
    told = id;
    const i = numbers.get(id), view = list.clientHeight;
    if (i !== undefined && (i * TALL < list.scrollTop || (i + 1) * TALL > list.scrollTop + view)) list.scrollTop = i * TALL - view / 3;
    draw();
    for (const [k, item] of rows) {
      if (k === i) item.firstChild.setAttribute('aria-current', 'true');
      else item.firstChild.removeAttribute('aria-current');
    }
  }
  function state(shown) {
    states = shown;
    for (const item of rows.values()) {
      const { dataset } = item.firstChild, value = states.get(dataset.event);
      if (value && dataset.state !== value) dataset.state = value;
    }
  }
  let people = null;
  fill();
  return { mark, state, filter(to) { people = to.people; fill(); } };
}
