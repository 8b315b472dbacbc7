/* Two reports side by side: the choice of them above the list, what they tell in groups below, and the key on the map. */
import { VERDICTS } from '../core/comparison.js';
import { h } from './dom.js';

/** Wrap what makes a list, so that it can be grouped by how two sources tell the events, chosen above it.
    @param {(box: HTMLElement, page: import('../types.js').Panel) => import('../types.js').EventList} listOf */
export function withPairs(listOf) {
  return (/** @type {HTMLElement} */ box, /** @type {import('../types.js').PairPage} */ page) => {
    const { scene, say, act } = page, { sources } = scene.story;
    const inner = listOf(box, page), list = /** @type {HTMLElement} */ (box.querySelector('.events'));
    const choice = (/** @type {string} */ key) => {
      const node = h('select', { 'aria-label': say(key) }, h('option', { value: '' }, say(key)), ...sources.map(({ id, publisher }) => h('option', { value: id }, publisher)));
      node.onchange = chosen;
      return node;
    };
    const first = choice('known.pair.first'), second = choice('known.pair.second');
    const brief = h('summary', { 'aria-label': say('known.pair') }), told = h('ul');
    const key = h('details', { id: 'compared', hidden: '' }, brief, told), phone = window.matchMedia('(max-width: 819px)');
    const folded = () => { key.open = !phone.matches; };      // on a phone it would cover the map
    phone.addEventListener('change', folded);
    folded();
    const off = h('button', { class: 'view' }, say('known.pair.off'));
    off.onclick = () => { first.value = second.value = ''; chosen(); };
    box.prepend(h('div', { class: 'pair' }, h('span', {}, say('known.pair')), first, second, off));
    /** @type {HTMLElement} */ (document.getElementById('stage')).append(key);

    const named = (/** @type {string} */ id) => sources.find((source) => source.id === id)?.publisher;
    const words = (/** @type {string} */ verdict, /** @type {number} */ n) => say(`known.pair.${verdict}`, { n, first: named(first.value), second: named(second.value) });
    const counts = (/** @type {import('../types.js').EventMark[]} */ rows) => VERDICTS.map((verdict) => ({ verdict, own: rows.filter((event) => event.verdict === verdict) })).filter(({ own }) => own.length);
    function chosen() {
      /** @type {[string, string] | null} */
      const pair = first.value && second.value && first.value !== second.value ? [first.value, second.value] : null;
      act.compare(pair);
    }
    /** Put the rows under headings by how they are told. */
    function group() {
      if (scene.compared) [first.value, second.value] = scene.compared;
      else if (first.value !== second.value && first.value && second.value) first.value = second.value = '';
      off.hidden = !first.value && !second.value;
      const rows = counts(scene.events);
      key.hidden = !rows.length;
      const dot = (/** @type {import('../types.js').EventMark[]} */ own) => h('i', { class: 'dot', 'data-colour': own[0].colour });
      brief.replaceChildren(...rows.flatMap(({ own }) => [dot(own), `${own.length}`]));
      told.replaceChildren(...rows.map(({ verdict, own }) => h('li', {}, dot(own), h('span', { title: words(verdict, own.length) }, words(verdict, own.length)))));
      if (!rows.length) return;
      const items = new Map([...list.children].map((item) => [item.firstElementChild?.getAttribute('data-event'), item]));
      list.replaceChildren(...rows.flatMap(({ verdict, own }) => [
        h('li', { class: 'verdict' }, dot(own), words(verdict, own.length)),
        ...own.flatMap(({ id }) => items.get(id) || []),
      ]));
    }
    off.hidden = true;
    return { ...inner, filter(/** @type {import('../types.js').Filter} */ to) { inner.filter(to); group(); } };
  };
}
