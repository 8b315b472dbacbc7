/* What a component keeps between reruns: an instance by the element that Streamlit hands over with each call. */

/** Keep what `build` makes of an element and its first data. Each call gives the instance, and the clean-up to return to
    Streamlit; that of an earlier call may come late, and does nothing.
    @template {{turn: number, end: () => void}} Instance
    @template Data
    @param {(root: ShadowRoot, data: Data) => Instance} build
    @param {(instance: Instance, data: Data) => boolean} [fits] false where it has to be built anew */
export function instances(build, fits = () => true) {
  /** @type {WeakMap<ShadowRoot, Instance>} */
  const kept = new WeakMap();
  return (/** @type {ShadowRoot} */ root, /** @type {Data} */ data) => {
    let instance = kept.get(root);
    if (instance && !fits(instance, data)) { instance.end(); instance = undefined; }
    const now = instance ?? build(root, data), turn = ++now.turn;
    kept.set(root, now);
    return {
      instance: now,
      left() {
        if (now.turn !== turn) return;
        now.end();
        kept.delete(root);
      },
    };
  };
}
