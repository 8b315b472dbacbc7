/* The chips that filter: one a lane, one a layer. */
import { h } from './dom.js';

/** Build the chips; `show` says which of them are on. */
export function buildChips(box, { scene, style, say, act }) {
  const people = scene.lanes.map((lane) => {
    const chip = h('button', { class: 'chip', 'aria-pressed': 'true', 'data-group': lane.id }, h('i', { class: 'dot' }), lane.name);
    chip.style.setProperty('--colour', style.people[lane.colour - 1]);
    chip.onclick = () => act.toggleGroup(lane.id);
    return chip;
  });
  const layers = Object.entries(scene.layerNames).map(([id, name]) => {
    const chip = h('button', { class: 'chip layer', 'aria-pressed': 'true', 'data-layer': id }, name);
    chip.onclick = () => act.toggleLayer(id);
    return chip;
  });
  box.replaceChildren(
    h('div', { class: 'row', role: 'group', 'aria-label': say('page.chips.people') }, ...people),
    h('div', { class: 'row', role: 'group', 'aria-label': say('page.chips.layers') }, ...layers));
  return {
    show(groups, shownLayers) {
      for (const chip of people) chip.setAttribute('aria-pressed', String(groups.has(chip.dataset.group)));
      for (const chip of layers) chip.setAttribute('aria-pressed', String(shownLayers.has(chip.dataset.layer)));
    },
  };
}
