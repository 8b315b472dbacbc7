/* Playing: the slider moves by itself and pauses at each stop. */
import { still } from './map_view.js';

const STOP_MS = 2200;                       // how long a stop lasts at speed 1

/** Make what plays a document; `page` has its state and what moves it.
    @param {{scene: import('../types.js').Scene, state: import('../types.js').State, timeline: import('../types.js').Timeline, transport: {playing(on: boolean): void},
      go: (t: number, id?: string) => void, fly: (extent: import('../types.js').Box) => void, current: () => import('../types.js').EventMark[],
      settle: () => void}} page */
export function player({ scene, state, timeline, transport, go, fly, current, settle }) {
  let ticking = 0, held = 0, clock = 0;
  /** @param {import('../types.js').EventMark} event */
  function tell(event) {
    go(event.stop, event.id);
    if (state.follow) fly(event.view);
  }
  function play() {
    if (state.playing) return;
    state.playing = true;
    transport.playing(true);
    held = 0;
    if (state.t >= scene.span[1]) { const begin = current()[0]; go(begin.stop, begin.id); held = STOP_MS; }
    clock = performance.now();
    ticking = requestAnimationFrame(tick);
  }
  function pause() {
    if (!state.playing) return;
    state.playing = false;
    cancelAnimationFrame(ticking);
    transport.playing(false);
    settle();
  }
  /** @param {number} now */
  function tick(now) {
    if (!state.playing) return;
    const gone = Math.min(now - clock, 100) * state.speed;
    clock = now;
    held -= gone;
    if (held <= 0 && !advance(gone)) { pause(); return; }
    ticking = requestAnimationFrame(tick);
  }
  /** Move on by some ms of playing; false at the end.
      @param {number} gone */
  function advance(gone) {
    const kept = current(), next = kept[kept.findIndex((e) => e.id === state.event) + 1];
    if (still.matches) {                    // no motion: from stop to stop
      if (!next) return false;
      tell(next);
      held = STOP_MS;
      return true;
    }
    const scale = timeline.scales[state.scale], each = 1 / Math.max(timeline.scales.even.knots.length - 1, 1);
    const u = scale.place(state.t) + gone * each / STOP_MS;
    let t = Math.round(scale.time(Math.min(u, 1)) / 1000) * 1000;
    t = Math.max(t, Math.min(state.t + 1000, scene.span[1]));
    if (next && t >= next.stop) {           // pause at the stop of an event
      tell(next);
      held = STOP_MS * 0.6;
    } else go(t);
    return state.t < scene.span[1];
  }
  return { play, pause };
}
