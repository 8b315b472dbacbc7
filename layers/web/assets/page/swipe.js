/* A swipe to the left or the right on a part of the page. */
const FAR = 44, FLAT = 1.7;                 // px across, and how many times farther across than down

/** Call `step` with 1 for a swipe to the left, -1 for one to the right.
    @param {HTMLElement} box
    @param {(by: number) => void} step */
export function swiped(box, step) {
  /** @type {import('../types.js').XY | null} */
  let from = null;
  box.style.touchAction = 'pan-y pinch-zoom';   // a browser that pans sideways itself goes back a page where nothing is left to pan
  box.addEventListener('touchstart', (e) => { from = e.touches.length === 1 ? [e.touches[0].clientX, e.touches[0].clientY] : null; }, { passive: true });
  box.addEventListener('touchend', (e) => {
    if (!from) return;
    const dx = e.changedTouches[0].clientX - from[0], dy = e.changedTouches[0].clientY - from[1];
    from = null;
    if (Math.abs(dx) > FAR && Math.abs(dx) > FLAT * Math.abs(dy)) step(dx < 0 ? 1 : -1);
  }, { passive: true });
}
