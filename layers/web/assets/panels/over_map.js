/* The buttons over the map, and the panels that they open: whom the map shows, and on a small screen the key. */
import { h } from './dom.js';

/** Build the buttons into `box`; `opens` has the panels that they open and `words` their texts, each by its name.
    @param {HTMLElement} box
    @param {Record<string, HTMLElement>} opens
    @param {Record<string, string>} words
    @param {() => void} changed */
export function buildOver(box, opens, words, changed) {
  const buttons = Object.entries(opens).map(([key, panel]) => {
    const button = h('button', { class: `open ${key}`, 'aria-expanded': 'false', 'aria-controls': panel.id }, words[key], h('i', { class: 'caret', 'aria-hidden': 'true' }));
    button.onclick = () => toggle(key, button.getAttribute('aria-expanded') !== 'true');
    return button;
  });
  const names = Object.keys(opens);
  box.replaceChildren(...buttons);
  /** @param {string} key
      @param {boolean} on */
  function toggle(key, on) {
    for (const [i, name] of names.entries()) {
      const open = on && name === key;
      if (buttons[i].getAttribute('aria-expanded') === String(open)) continue;
      buttons[i].setAttribute('aria-expanded', String(open));
      opens[name].classList.toggle('opened', open);
      if (name === 'people') opens[name].hidden = !open;
    }
    changed();
  }
  const close = () => toggle('', false);
  document.addEventListener('keydown', (e) => {
    const open = buttons.find((button) => button.getAttribute('aria-expanded') === 'true');
    if (e.key !== 'Escape' || !open) return;
    close();
    open.focus();
  });
  document.addEventListener('pointerdown', (e) => {
    const on = e.target;
    if (on instanceof Node && ![box, ...Object.values(opens)].some((node) => node.contains(on)) && buttons.some((button) => button.getAttribute('aria-expanded') === 'true')) close();
  });
  return { close, toggle };
}
