/* Whom and what the map shows: everyone or the subject, a chip for each group, a chip for each layer. */
import { h } from './dom.js';

/** Build the chips; `show` takes which of them are on. `always`: everyone is shown anyway, so there is no switch for it.
    @param {HTMLElement} box
    @param {import('../types.js').Panel} panel
    @param {boolean} always */
export function buildChips(box, { scene, say, act }, always) {
  const everyone = h('button', { class: 'switch everyone', role: 'switch', 'aria-checked': 'false', title: say('page.everyone.title') }, say('page.everyone'));
  everyone.onclick = () => act.setEveryone(everyone.getAttribute('aria-checked') !== 'true');
  const people = scene.lanes.map((lane) => {
    const chip = h('button', { class: 'chip', 'aria-pressed': 'true', 'data-group': lane.id, 'data-colour': lane.colour }, h('i', { class: 'dot', 'data-colour': lane.colour }), lane.name);
    chip.onclick = () => act.toggleGroup(lane.id);
    return chip;
  });
  const layers = Object.entries(scene.layerNames).map(([id, name]) => {
    const chip = h('button', { class: 'chip layer', 'aria-pressed': 'true', 'data-layer': id }, name);
    chip.onclick = () => act.toggleLayer(id);
    return chip;
  });
  box.replaceChildren(...[
    always ? null : everyone,
    h('div', { class: 'row', role: 'group', 'aria-label': say('page.chips.people') }, ...people),
    h('div', { class: 'row', role: 'group', 'aria-label': say('page.chips.layers') }, ...layers)].filter((node) => node !== null));
  return {
    /** @param {Set<string>} groups
        @param {Set<string>} shownLayers
        @param {boolean} all */
    show(groups, shownLayers, all) {
      everyone.setAttribute('aria-checked', String(all));
      for (const chip of people) chip.setAttribute('aria-pressed', String(groups.has(chip.dataset.group)));
      for (const chip of layers) chip.setAttribute('aria-pressed', String(shownLayers.has(chip.dataset.layer)));
    },
  };
}
