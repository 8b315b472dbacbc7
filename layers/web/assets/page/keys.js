/* The keys: arrows go from event to event, with Shift they move along the scale; Space plays. */
/** @param {{map: L.Map, scene: import('../types.js').Scene, state: import('../types.js').State, timeline: import('../types.js').Timeline, act: import('../types.js').Actions}} page */
export function listenToKeys({ map, scene, state, timeline, act }) {
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    const on = e.target;
    if (!(on instanceof Element)) return;
    const inMap = map.getContainer().contains(on), typed = /^(INPUT|SELECT|TEXTAREA)$/.test(on.tagName);
    if (typed || (inMap && e.key !== ' ')) return;
    const slider = on.getAttribute('role') === 'slider', scale = timeline.scales[state.scale];
    const shift = (/** @type {number} */ by) => act.seek(Math.max(scene.span[0], Math.min(scene.span[1], Math.round(scale.time(scale.place(state.t) + by) / 60000) * 60000)));
    /** @type {Record<string, false | (() => void)>} */
    const keys = {
      ArrowRight: () => (e.shiftKey ? shift(0.005) : act.step(1)), ArrowLeft: () => (e.shiftKey ? shift(-0.005) : act.step(-1)),
      ArrowUp: slider && (() => act.step(1)),
      ArrowDown: slider && (() => act.step(-1)),
      PageUp: slider && (() => shift(0.1)),
      PageDown: slider && (() => shift(-0.1)),
      Home: () => act.step(-Infinity), End: () => act.step(Infinity),        // through `step`, so that an open list stays open
      ' ': !/^(BUTTON|SUMMARY)$/.test(on.tagName) && (() => act.play(!state.playing)),
    };
    const press = Object.hasOwn(keys, e.key) && keys[e.key];
    if (scene.span[1] === scene.span[0] || !press) return;
    e.preventDefault();
    press();
  });
}
