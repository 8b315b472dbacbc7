/* In the document: drags the timeline from end to end, and times each step. */
globalThis.drag = async (steps) => {
  const { state, afterPaint } = ER.document;
  const score = document.querySelector('#timeline [role="slider"]');
  const track = score.querySelector('.rail').getBoundingClientRect(), y = track.top + track.height / 2;
  const painted = () => new Promise((done) => { afterPaint(() => done(performance.now())); });
  const point = (type, x, button, buttons) => score.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, composed: true, pointerId: 1, pointerType: 'mouse', isPrimary: true,
    clientX: x, clientY: y, button, buttons,
  }));
  const times = [], shown = new Set(), head = score.querySelector('.playhead');       // follows each step; its words do not
  point('pointerdown', track.left, 0, 1);
  await painted();
  for (let i = 1; i <= steps; i++) {
    const begin = performance.now();
    point('pointermove', track.left + track.width * i / steps, -1, 1);
    times.push(await painted() - begin);
    shown.add(head.style.transform);
  }
  point('pointerup', track.right, 0, 0);
  await painted();
  return { times, shown: shown.size, t: state.t, end: ER.document.scene.span[1] };
};

/* The same for a hand at the mouse: from the moves' own time stamps to the painted frames. */
globalThis.watchDrag = () => {
  globalThis.watched = [];
  window.addEventListener('pointermove', (event) => {
    if (!event.buttons) return;
    ER.document.afterPaint(() => watched.push(performance.now() - event.timeStamp));
  }, true);
};
