/* What readers can do on the page. Each action reads the parts of the page when it is done: panels take them before all are there. */
import { toggleGroup, toggleLayer } from '../core/selection.js';
import { byId } from './page_elements.js';

/** @param {import('../types.js').OpenPage} page
    @param {import('../types.js').Scene} scene
    @returns {import('../types.js').Actions} */
export function actions(page, scene) {
  const { state, event } = page, pause = () => page.playing.pause();
  const act = {
    seek(/** @type {number} */ t) { pause(); page.moves.go(t); },
    select(/** @type {string} */ id) { pause(); act.setList(false); page.moves.tellEvent(id); },
    step(/** @type {number} */ by) { pause(); page.moves.step(by); },
    play(/** @type {boolean} */ on) { if (on) page.playing.play(); else pause(); },
    setScale(/** @type {string} */ kind) { state.scale = kind; page.controls.scale(kind); page.timeline.scale(kind); },
    setSpeed(/** @type {number} */ n) { state.speed = n; },
    setFollow(/** @type {boolean} */ on) { state.follow = on; page.controls.follow(on); const mark = event.eventOf(state.event); if (on && mark) page.view.fly(mark.view); },
    setLanes(/** @type {boolean} */ on) { page.controls.lanes(on); page.timeline.lanes(on); page.timeline.show(state.t, event.eventOf(state.event)); },
    setList(/** @type {boolean} */ on) { page.controls.list(on); byId('list').hidden = !on; byId('column').hidden = on; if (on) page.list.mark(state.event); },
    setEveryone(/** @type {boolean} */ on) { state.everyone = on; page.moves.filtered(); },
    settle() { page.outside.settle(); },
    toggleGroup(/** @type {string} */ id) { toggleGroup(state, scene, id); page.moves.filtered(); },
    toggleLayer(/** @type {string} */ id) { toggleLayer(state, id); page.moves.filtered(); },
  };
  return act;
}
