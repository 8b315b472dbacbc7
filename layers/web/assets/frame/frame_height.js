/* The height of the frame: set before anything is drawn, so that nothing below it jumps. */
const WIDE = 820, SHORTEST = 640, TALLEST = 920, MARGIN = 66;
const LOWEST = 480;                             // px: on a phone the document is as high as the window

/** Keep the frame's height in step with the window and with its own width.
    @param {import('../types.js').Frames} frames */
export function keepHeight(frames) {
  const { box } = frames;
  function measure() {
    const wide = box.clientWidth >= WIDE, inner = window.innerHeight;
    const tall = frames.shown.embedded ? Math.max(inner, SHORTEST - 20) : Math.max(SHORTEST, Math.min(inner - MARGIN, TALLEST));
    const height = `${wide ? tall : Math.max(LOWEST, Math.min(inner, TALLEST))}px`;
    if (box.style.height !== height) box.style.height = height;
  }
  const watch = new ResizeObserver(measure);
  measure();
  watch.observe(box);
  window.addEventListener('resize', measure);
  return {
    measure,
    end() { watch.disconnect(); window.removeEventListener('resize', measure); },
  };
}
