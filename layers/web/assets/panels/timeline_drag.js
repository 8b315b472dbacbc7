/* The pointer on the timeline: a press where it stays, a drag where it moves. */
const STILL = 3;                             // px that a press may move

/** @param {HTMLElement} score
    @param {{begins(): void, ends(): void, seek(x: number): void, press(x: number, on: any): void, settle(): void}} on
      `x` is where in the window; `press` is also given the event's node that was pressed, or null */
export function hearDrags(score, { begins, ends, seek, press, settle }) {
  score.addEventListener('pointerdown', (/** @type {any} */ e) => {
    if (e.button) return;
    const on = e.target.closest('[data-event]');
    begins();
    score.setPointerCapture(e.pointerId);
    score.classList.add('dragging');
    const from = e.clientX;
    let moved = false;
    const move = (/** @type {PointerEvent} */ m) => {
      if (!moved && Math.abs(m.clientX - from) < STILL) return;
      moved = true;
      seek(m.clientX);
    };
    const up = (/** @type {PointerEvent} */ m) => {
      ends();
      score.classList.remove('dragging');
      score.removeEventListener('pointermove', move);
      if (!moved && m.type === 'pointerup') press(m.clientX, on);
      else if (m.type === 'pointerup') seek(m.clientX);
      settle();
    };
    score.addEventListener('pointermove', move);
    score.addEventListener('pointerup', up, { once: true });
    score.addEventListener('pointercancel', up, { once: true });
  });
}
