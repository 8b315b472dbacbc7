/* Messages to and from the page around the document; where the document is alone in a tab, its address takes their place. */
import { fieldsOf } from '../core/selection.js';
import { fromHash, merged, toHash, viewOf } from '../core/url_state.js';

const NAMESPACE = 'escape-routes';
export const framed = window.parent !== window;

/** Call `then` when what was drawn is on screen. */
export const afterPaint = (/** @type {() => void} */ then) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = then;
  channel.port2.postMessage(0);
});

/** Send a message to the page around the document.
    @param {string} type
    @param {object} [body] */
export function post(type, body = {}) {
  if (framed) window.parent.postMessage({ ns: NAMESPACE, type, ...body }, '*');
}

/** Make what tells the outside of the state and the view; it says nothing while a state is taken from there.
    @param {{map: L.Map, scene: import('../types.js').Scene, state: import('../types.js').State, zone: import('../types.js').Zone, timeline: import('../types.js').Timeline,
      view: import('../types.js').MapView}} page */
export function host({ map, scene, state, zone, timeline, view }) {
  let resting = 0, sharing = 0, last = '', owed = false, quiet = false;
  const now = () => fieldsOf(state, scene, zone);
  function seen() {
    const { lat, lng } = map.getCenter(), b = map.getBounds();
    return {
      ...viewOf({ lat, lng, zoom: map.getZoom(), west: b.getWest(), south: b.getSouth(), east: b.getEast(), north: b.getNorth() }),
      resting: !view.moving() && !state.playing && !timeline.dragging(),
    };
  }
  function tellView() {
    if (framed) { owed = false; post('view', seen()); } else share();
  }
  function tellNow() {
    if (!framed) { share(); return; }
    if (owed) tellView();
    const fields = now(), key = JSON.stringify(fields);
    if (key === last) return;
    last = key;
    post('time', { t: fields.t });
    post('select', fields);
  }
  function share() {
    clearTimeout(sharing);
    sharing = setTimeout(() => {
      sharing = 0;
      history.replaceState(null, '', toHash(now(), seen().view));
    }, 200);
  }
  function rest() { clearTimeout(resting); resting = 0; }
  /** Tell where the slider has come to rest. */
  function settle() {
    rest();
    if (quiet || state.playing || timeline.dragging()) return;
    tellNow();
  }
  return {
    now, settle, tellView,
    /** Settle when nothing has changed for a while. */
    later() {
      rest();
      resting = setTimeout(() => { resting = 0; if (!timeline.dragging()) settle(); }, 250);
    },
    /** Take a state from outside without telling it back.
        @param {() => void} take */
    quietly(take) {
      quiet = true;
      take();
      quiet = false;
      last = JSON.stringify(now());
      rest();
    },
    /** Take states from outside with `set`, and tell when they are painted.
        @param {(asked: any) => void} set
        @param {() => void} render */
    listen(set, render) {
      /** @type {any} */
      let waiting = null;
      let answers = new Set();              // states that come at once are taken and painted once
      function take() {
        const wanted = waiting, seqs = answers;
        [waiting, answers] = [null, new Set()];
        set(wanted);
        render();
        afterPaint(() => seqs.forEach((seq) => post('ready', { seq, scale: state.scale, ...now() })));
      }
      window.addEventListener('message', (e) => {
        const m = e.data;
        if (e.source !== window.parent || !framed || !m || m.ns !== NAMESPACE) return;
        if (m.type === 'look') {            // send the view if it is at rest, else once it is
          const fields = seen();
          owed = !fields.resting;
          if (fields.resting) post('view', { ...fields, asked: true });
        }
        if (m.type !== 'set') return;
        if (!waiting) requestAnimationFrame(take);
        waiting = merged(waiting, m);
        answers.add(m.seq);
      });
      /* newURL has what was asked for; the address now may have another state, written since by share(). */
      window.addEventListener('hashchange', (e) => { clearTimeout(sharing); sharing = 0; open(new URL(e.newURL).hash); });
      /** @param {string} hash */
      function open(hash) {
        const asked = framed ? null : fromHash(hash);
        if (asked) set(asked);
      }
      open(location.hash);
    },
    pending: () => ({ rest: resting, address: sharing }),
  };
}
