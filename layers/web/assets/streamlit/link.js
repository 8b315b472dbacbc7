/* A story in the address, after "#story=": only the browser has it. It is sent to Python once, and put back into
   the address for as long as it is shown, since Streamlit writes addresses without that part. */
import { frameBus } from './shared_state.js';

const PREFIX = '#story=', MOST = 20_000, PATIENCE = 10_000;
/** @type {import('../types.js').LinkBus} */
const line = (/** @type {any} */ (window))[Symbol.for('escape-routes:link')] ??= { asked: '', answered: false, look: null };

/** Hide the page's other story while this one is on its way. */
function wait() {
  document.documentElement.toggleAttribute('data-escape-routes-link', true);
  clearTimeout(line.timer);
  line.timer = setTimeout(reveal, PATIENCE);
}
function reveal() {
  clearTimeout(line.timer);
  document.documentElement.toggleAttribute('data-escape-routes-link', false);
}
function painted() {
  requestAnimationFrame(() => { if ([...frameBus.frames].some((frame) => frame.pending())) painted(); else reveal(); });
}

/** @param {string} hash */
function address(hash) {
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, '', `${pathname}${search}${hash}`);
}

/** @param {import('../types.js').Component<{answered: string, shown: boolean}>} component */
export function component({ data, setTriggerValue }) {
  line.look = () => {
    const { hash } = window.location, given = hash.startsWith(PREFIX) ? hash.slice(PREFIX.length).slice(0, MOST) : '';
    if (line.answered && !data.answered) { line.asked = ''; line.answered = false; }  // a new session knows nothing yet
    if (given && given !== data.answered && given !== line.asked) {
      line.asked = given;
      wait();
      setTriggerValue('found', given);
      return;
    }
    if (!data.answered || data.answered !== line.asked) return;
    if (!line.answered) requestAnimationFrame(painted);
    line.answered = true;
    if (data.shown && given !== data.answered) address(`${PREFIX}${data.answered}`);
    else if (!data.shown && given === data.answered) address('');
  };
  line.look();
  if (!line.hears) {
    line.hears = true;
    window.addEventListener('hashchange', () => line.look?.());
  }
}
