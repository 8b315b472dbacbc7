/* The days and hours below the lanes of the timeline, as many as there is room for. */
import { h } from './dom.js';

const MOST = 40;

/** @param {{t: number, text: string, level: number}[]} marks the most important first
    @param {(t: number) => number} px where a moment lies
    @param {number} width of the lanes, px
    @param {number} left where they begin, px
    @returns {HTMLElement[]} */
export function axisNodes(marks, px, width, left) {
  /** @type {number[]} */
  const placed = [];
  const nodes = [], room = width < 500 ? 50 : 62;
  for (const { t, text, level } of marks) {
    const x = px(t), half = text.length * 3.6;
    if (x < half - 6 || x > width - half + 6) continue;
    if (placed.some((u) => Math.abs(u - x) < room)) continue;
    placed.push(x);
    const node = h('span', { class: level <= 2 ? 'day' : '' }, text);
    node.style.left = `${left + x}px`;
    nodes.push(node);
    if (nodes.length > MOST) break;
  }
  return nodes;
}
