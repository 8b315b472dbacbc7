/* The document in its frame on the Streamlit page: its height, its state in step with Python and
   with the address, and a change of document without a flash. Each rerun gets the same instance,
   by the element that Streamlit hands over. */
import { instances } from './instances.js';
import { frameBus } from './shared_state.js';

const NAMESPACE = 'escape-routes', WIDE = 820, SHORTEST = 640, TALLEST = 920, MARGIN = 66;
const LOWEST = 480;                             // px: on a phone the document is as high as the window
const FIELDS = ['t', 'event', 'people', 'layers', 'known', 'compare', 'everyone', 'gaps'], MOVING = [...FIELDS, 'view'];
const RESTED = 350;                             // ms without a move until the map counts as at rest
const frameAt = instances(build);

/** @param {import('../types.js').Component<Uint8Array<ArrayBuffer>>} component */
export function component({ data: sent, parentElement, setStateValue }) {
  const data = parted(sent), { instance, left } = frameAt(parentElement, data);
  instance.report = (/** @type {unknown} */ at) => setStateValue('at', at);
  instance.show(data);
  return left;
}

/** Part what Python sends: a line of JSON, and the document packed behind it.
    @param {Uint8Array<ArrayBuffer>} sent
    @returns {import('../types.js').FrameData} */
function parted(sent) {
  const end = sent.indexOf(10);                 // the first end of a line: JSON in UTF-8 has none
  return { ...JSON.parse(new TextDecoder().decode(sent.subarray(0, end))), packed: sent.subarray(end + 1) };
}

/** Give a text that gzip has packed.
    @param {Uint8Array<ArrayBuffer>} packed
    @returns {Promise<string>} */
function unpacked(packed) {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

/** @param {ShadowRoot} root
    @param {import('../types.js').FrameData} first */
function build(root, first) {
  const box = document.createElement('div');
  box.style.cssText = 'position:relative;width:100%;overflow:hidden;';
  root.append(box);
  let shown = first, seq = 0, timer = 0, resting = 0, known = '';
  /** The document that is shown; never null once `build` has shown the first. @type {import('../types.js').OpenFrame} */
  let current = /** @type {any} */ (null);
  /** The document that is to take its place. @type {import('../types.js').OpenFrame | null} */
  let next = null;
  /** What was asked before a document could take it. @type {import('../types.js').Asked | null} */
  let pending = null;

  /* ---- frames ----------------------------------------------------------------------------- */
  /** Make a frame; it comes into the box with its document, once that is unpacked.
      @param {import('../types.js').FrameData} data
      @returns {import('../types.js').OpenFrame} */
  function open(data) {
    const element = document.createElement('iframe');
    // An opaque origin: it cannot reach this page, its storage or its cookies. Popups are the links to
    // the sources; they leave the sandbox, as a newspaper's page would not work in it.
    element.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox');
    element.title = data.title;
    element.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;border:0;display:block;background:Canvas';
    /** @type {import('../types.js').OpenFrame} */
    const frame = { data, element, started: false, fields: null, view: null, extent: null, waiting: new Map() };
    unpacked(data.packed).then((html) => {
      if (frame !== current && frame !== next) return;              // another has taken its place meanwhile
      element.srcdoc = html;
      box.append(element);
    });
    return frame;
  }

  /** Whether any of the document is in the window. */
  function seen() {
    const at = box.getBoundingClientRect();
    return at.bottom > 0 && at.top < window.innerHeight;
  }

  /** Set the page's description to that of the story. Streamlit sets its title.
      @param {import('../types.js').FrameData} data */
  function describe({ summary }) {
    let tag = document.head.querySelector('meta[name=description]');
    if (!tag) {
      tag = document.createElement('meta');
      tag.setAttribute('name', 'description');
      document.head.append(tag);
    }
    tag.setAttribute('content', summary);
  }

  /** @param {import('../types.js').FrameData} data */
  function show(data) {
    describe(data);
    if (data.hash === shown.hash && current) { shown = data; return; }
    const before = shown;
    shown = data;
    if (!current) {
      current = open(data);
      if (data.opening) current.element.style.opacity = '0';       // hide the story's own opening
      measure();
      const named = new URL(window.location.href).searchParams.get('story');
      if (named !== null && named !== data.story) address(undefined);   // an unknown story, or one that was left for this
      return;
    }
    if (next) { next.element.remove(); next = null; }
    if (data.hash !== current.data.hash) {
      next = open(data);
      next.element.style.zIndex = '0';                              // behind the other, but laid out: it has to paint
      const coming = next;                                          // browsers paint nothing outside the window,
      coming.element.addEventListener('load', () => {               // so there another story does not wait to be painted
        if (coming === next && !seen() && coming.data.story !== current.data.story) swap(coming);
      });
      current.element.style.zIndex = '1';
    }
    address(data.story === before.story ? undefined : null);
  }

  /** @param {import('../types.js').OpenFrame} to */
  function swap(to) {
    if (to !== next) return;
    const old = current;
    current = next;
    next = null;
    measure();
    old.element.remove();
    if (pending) { const asked = pending; pending = null; obey(asked); }
    rest();
  }

  /** Send a state; what the document then shows comes back once it is painted.
      @param {import('../types.js').OpenFrame} frame
      @param {import('../types.js').Asked} to
      @param {(now: import('../types.js').Asked) => void} then */
  function ask(frame, to, then) {
    frame.waiting.set(++seq, then);
    frame.element.contentWindow?.postMessage({ ns: NAMESPACE, type: 'set', seq, ...to }, '*');
  }

  /** @param {import('../types.js').OpenFrame} frame */
  function started(frame) {
    frame.started = true;
    if (frame === current) {
      const reveal = () => {
        frame.element.style.opacity = '';
        if (pending) { const to = pending; pending = null; obey(to); }
        rest();
      };
      if (frame.data.opening) ask(frame, frame.data.opening, reveal); else reveal();
    } else if (frame.data.story === current.data.story && current.started) {
      ask(current, {}, (now) => ask(frame, current.view ? { ...now, view: current.view } : now, () => swap(frame)));
    } else if (frame.data.opening) ask(frame, frame.data.opening, () => swap(frame));
    else swap(frame);
  }

  /** @param {MessageEvent} event */
  function hear(event) {
    const frame = [current, next].find((shows) => shows && shows.element.contentWindow === event.source), m = event.data;
    if (!frame || !m || m.ns !== NAMESPACE) return;                   // the origin is always "null", so check the source
    if (m.type === 'view') {
      Object.assign(frame, { view: m.view, extent: m.extent });
      if (frame === current && m.asked && stands() !== known) settle(0);
      else if (frame === current && !m.asked) rest();
    }
    if (m.type === 'select' || m.type === 'ready') frame.fields = fields(m);
    if (m.type === 'select' && frame === current) settle();
    if (m.type !== 'ready') return;
    if (m.seq === undefined) { started(frame); return; }
    const then = frame.waiting.get(m.seq);
    frame.waiting.delete(m.seq);
    if (then) then({ ...frame.fields, scale: m.scale });
  }
  const fields = (/** @type {import('../types.js').Asked} */ m) => Object.fromEntries(FIELDS.map((name) => [name, m[name] ?? null]));

  /* ---- out: to Python and to the address ---------------------------------------------------- */
  function settle(wait = 120) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      address(current.fields);
      clearTimeout(resting);
      resting = 0;
      known = stands();
      it.report({ story: current.data.story, ...current.fields, view: current.view, extent: current.extent });
    }, wait);
  }
  const stands = () => JSON.stringify([current.data.story, current.view, current.extent]);

  /** Send Python a new view, once all is at rest and only while a panel there shows it. Nothing is sent
      during a drag or a flight: the document is asked, and answers when it is at rest. */
  function rest() {
    clearTimeout(resting);
    resting = 0;
    if (!frameBus.watched.has(first.key) || !current.started) return;
    resting = setTimeout(() => {
      resting = 0;
      current.element.contentWindow?.postMessage({ ns: NAMESPACE, type: 'look' }, '*');
    }, RESTED);
  }

  /** Write what is shown into the address, without a new entry in the history: moves of a slider are not steps back.
      @param {import('../types.js').Asked | null} [now] */
  function address(now) {
    const url = new URL(window.location.href), query = url.searchParams;
    if (now !== undefined) for (const name of MOVING) query.delete(name);
    query.set('story', shown.story);
    if (shown.base === 'plain') query.delete('base'); else query.set('base', shown.base);
    const kept = MOVING.filter((name) => query.has(name)).map((name) => [name, query.get(name) ?? '']);
    for (const name of MOVING) query.delete(name);                  // they come last, as in layers/web/url_state.py
    for (const [name, value] of kept) query.set(name, value);
    for (const name of MOVING) {
      const value = now ? now[name] ?? null : null;
      if (value !== null) query.set(name, Array.isArray(value) ? value.join() : String(value));
    }
    window.history.replaceState(window.history.state, '', `${url.pathname}?${query}${url.hash}`);
  }

  /* ---- in: commands from Python, by the bus -------------------------------------------------- */
  /** @param {import('../types.js').Asked} asked */
  function obey({ stay, ...to }) {
    if (!current.started || next) { pending = { stay, ...to }; return; }   // asked of the story that is still coming
    const at = box.getBoundingClientRect(), high = Math.min(at.bottom, window.innerHeight) - Math.max(at.top, 0);
    if (!stay && high < Math.min(at.height, window.innerHeight) / 3) {   // the reader should see the map move
      const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      box.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
    }
    const frame = current;
    ask(frame, to, () => { if (frame === current) settle(); });
  }
  function listen() {
    rest();
    const command = frameBus.said.get(first.key);
    if (!command || frameBus.done.has(command.id)) return;
    frameBus.done.add(command.id);
    obey(command.to);
  }

  /* ---- height: set before anything is drawn, so that nothing below it jumps ------------------ */
  function measure() {
    const wide = box.clientWidth >= WIDE, inner = window.innerHeight;
    const tall = shown.embedded ? Math.max(inner, SHORTEST - 20) : Math.max(SHORTEST, Math.min(inner - MARGIN, TALLEST));
    const height = `${wide ? tall : Math.max(LOWEST, Math.min(inner, TALLEST))}px`;
    if (box.style.height !== height) box.style.height = height;
  }
  const watch = new ResizeObserver(measure);

  const it = {
    turn: 0,
    /** Whether something that was begun here is not finished: a message, the address, another document. */
    pending: () => Boolean(timer || resting || (seen() && (next || !current.started || current.waiting.size))),
    report(/** @type {unknown} */ _at) {},
    show,
    end() {
      clearTimeout(timer);
      clearTimeout(resting);
      watch.disconnect();
      window.removeEventListener('resize', measure);
      window.removeEventListener('message', hear);
      frameBus.hears.delete(first.key);
      frameBus.frames.delete(it);
      box.remove();
    },
  };
  measure();
  watch.observe(box);
  window.addEventListener('resize', measure);
  window.addEventListener('message', hear);
  frameBus.hears.set(first.key, listen);
  frameBus.frames.add(it);
  show(first);
  listen();
  return it;
}
