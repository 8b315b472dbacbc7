/* The list of all events. */
import { keeps } from '../core/visibility.js';
import { h } from './dom.js';
import { support } from './support.js';

/** An empty list of events in its box, with what makes the row of an event.
    @param {HTMLElement} box
    @param {import('../types.js').Panel} panel */
export function emptyList(box, { scene, say, act }) {
  const list = h('ol', { class: 'events', 'aria-label': say('page.list') });
  const count = h('p', { class: 'all' });
  box.replaceChildren(count, list);
  const row = (/** @type {import('../types.js').EventMark} */ mark) => {
    const button = h('button', { 'data-event': mark.id }, h('span', { class: 'date' }, mark.time.short),
      h('span', { class: 'line' }, mark.headline), support(mark, say));
    button.onclick = () => act.select(mark.id);
    return button;
  };
  /** Write how many there are, and as of when they are known. */
  const counted = () => { count.textContent = [say('page.list.all', { n: scene.events.length }), scene.asKnown].filter(Boolean).join(' · '); };
  return { list, row, counted };
}
export const noEvents = (/** @type {import('../types.js').Say} */ say) => h('li', { class: 'none' }, say('page.list.none'));

/** Build the list of all events; `mark(id)` highlights the event told.
    @param {HTMLElement} box
    @param {import('../types.js').Panel} page */
export function eventList(box, page) {
  const rows = new Map(), { list, row: made, counted } = emptyList(box, page);
  let told = '', states = new Map();
  /** @type {import('../types.js').People} */
  let people = null;
  function fill() {
    rows.clear();
    counted();
    const kept = page.scene.events.filter((e) => keeps(e, people));
    list.replaceChildren(...kept.map((event) => {
      rows.set(event.id, made(event));
      return h('li', {}, rows.get(event.id));
    }));
    if (!kept.length) list.append(noEvents(page.say));
    states = new Map();
    mark(told);
  }
  /** @param {string} id */
  function mark(id) {
    if (rows.get(told)) rows.get(told).removeAttribute('aria-current');
    told = id;
    const row = rows.get(id);
    if (!row) return;
    row.setAttribute('aria-current', 'true');
    const top = row.offsetTop - list.offsetTop, view = list.clientHeight;
    if (list.scrollHeight > view + 1 && (top < list.scrollTop || top + row.offsetHeight > list.scrollTop + view)) {
      list.scrollTop = top - view / 3;
    }
  }
  /** @param {Iterable<[string, string]>} shown */
  function state(shown) {
    for (const [id, value] of shown) {
      if (states.get(id) === value) continue;
      states.set(id, value);
      const row = rows.get(id);
      if (row) row.dataset.state = value;
    }
  }
  fill();
  return { mark, state, filter(/** @type {import('../types.js').Filter} */ to) { people = to.people || null; fill(); } };
}
