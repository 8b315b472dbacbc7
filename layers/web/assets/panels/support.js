/* How well an event is supported, as a small bar: full, half or broken. */
import { h } from './dom.js';

const level = (figure) => (figure <= 2 ? 'full' : figure === 3 ? 'half' : 'broken');

/** `named` where its level stands beside it in words; else the bar says it itself. */
export function support(mark, say, named = false) {
  const words = named ? null : levelOf(mark, say);
  return h('span', { class: `support ${level(mark.figure)}`, role: words && 'img', 'aria-label': words, title: words }, h('i'), h('i'));
}

export function levelOf(mark, say) { return say(`page.level.${mark.level.replaceAll(' ', '-')}`); }
