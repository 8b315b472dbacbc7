/* How well an event is supported, as a small bar: full, half or broken. */
import { h } from './dom.js';

const level = (/** @type {number} */ figure) => (figure <= 2 ? 'full' : figure === 3 ? 'half' : 'broken');

/** The bar of an event. With `named` its level stands beside it in words; otherwise the bar has the words itself.
    @param {import('../types.js').EventMark} mark
    @param {import('../types.js').Say} say
    @param {boolean} [named] */
export function support(mark, say, named = false) {
  const words = named ? null : levelOf(mark, say);
  return h('span', { class: `support ${level(mark.figure)}`, role: words === null ? null : 'img', 'aria-label': words, title: words }, h('i'), h('i'));
}

/** How well an event is supported, in words.
    @param {import('../types.js').EventMark} mark
    @param {import('../types.js').Say} say */
export function levelOf(mark, say) { return say(`page.level.${mark.level.replaceAll(' ', '-')}`); }
