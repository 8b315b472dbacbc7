/* The list of many events: it has only the rows in view, and a few before and after them. */
import { keeps } from '../core/visibility.js';
import { h } from './dom.js';
import { emptyList, noEvents } from './list.js';

const TALL = 54, BEYOND = 8;              // px of a row, two lines of a headline; rows beyond the view

/** Build the list of many events; `mark(id)` highlights the event told.
    @param {HTMLElement} box
    @param {import('../types.js').Panel} page */
export function longList(box, page) {
  const { scene } = page;
  const { list, row, counted } = emptyList(box, page);
  /** Rows by their number: the item, and the button in it.
      @type {Map<number, {item: HTMLElement, button: HTMLElement}>} */
  const rows = new Map();
  let told = '', kept = scene.events;
  /** @type {Map<string, number>} */
  let numbers = new Map();
  /** @type {{get(id: string): string | undefined}} */
  let states = new Map();
  /** @type {import('../types.js').People} */
  let people = null;
  list.style.cssText = 'position:relative;overflow-y:auto;max-height:70vh';
  list.addEventListener('scroll', draw);
  new ResizeObserver(draw).observe(list);

  /** @param {number} i */
  function make(i) {
    const event = kept[i], button = row(event), line = button.querySelector('.line');
    const item = h('li', { 'aria-setsize': kept.length, 'aria-posinset': i + 1 }, button);
    item.style.cssText = `position:absolute;left:0;right:0;top:${i * TALL}px`;
    button.style.height = `${TALL}px`;
    if (line instanceof HTMLElement) {
      line.style.cssText = 'display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden';
      line.title = event.headline;
    }
    if (event.id === told) button.setAttribute('aria-current', 'true');
    return { item, button };
  }
  /** Make the rows that have come into view and remove those that have left it, except a row with the focus. */
  function draw() {
    const first = Math.max(0, Math.floor(list.scrollTop / TALL) - BEYOND);
    const last = Math.min(kept.length, Math.ceil((list.scrollTop + list.clientHeight) / TALL) + BEYOND);
    for (const [i, { item }] of rows) {
      if ((i >= first && i < last) || item.contains(document.activeElement)) continue;
      item.remove();
      rows.delete(i);
    }
    const there = [...rows.keys()].sort((a, b) => a - b);     // rows are in the list's order, for those who use the tab key
    for (let i = first; i < last; i++) {
      if (rows.has(i)) continue;
      const made = make(i), after = there.find((k) => k > i), next = after === undefined ? undefined : rows.get(after);
      list.insertBefore(made.item, next ? next.item : null);
      rows.set(i, made);
    }
    state(states);
  }
  function fill() {
    kept = scene.events.filter((e) => keeps(e, people));
    numbers = new Map(kept.map((mark, i) => [mark.id, i]));
    rows.clear();
    counted();
    const floor = h('li', { role: 'presentation' });          // as tall as all rows together
    floor.style.height = `${kept.length * TALL}px`;
    list.replaceChildren(kept.length ? floor : noEvents(page.say));
    mark(told);
  }
  /** @param {string} id */
  function mark(id) {
    told = id;
    const i = numbers.get(id), view = list.clientHeight;
    if (i !== undefined && (i * TALL < list.scrollTop || (i + 1) * TALL > list.scrollTop + view)) list.scrollTop = i * TALL - view / 3;
    draw();
    for (const [k, { button }] of rows) {
      if (k === i) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  }
  /** @param {{get(id: string): string | undefined}} shown */
  function state(shown) {
    states = shown;
    for (const { button: { dataset } } of rows.values()) {
      const value = states.get(dataset.event || '');
      if (value && dataset.state !== value) dataset.state = value;
    }
  }
  fill();
  return { mark, state, filter(/** @type {import('../types.js').Filter} */ to) { people = to.people || null; fill(); } };
}
