/* The document: one state, what it shows, and its messages with the page around it. */
ER.open = (map, data) => {
  'use strict';
  const { h } = ER.dom, { style } = data, framed = window.parent !== window;
  const scene = ER.read(data), story = scene.story, zone = ER.time.clock(story.time_zone);
  const $ = (name) => document.getElementById(name);
  const still = window.matchMedia('(prefers-reduced-motion: reduce)');
  document.title = story.title;
  document.documentElement.lang = story.language;
  $('title').textContent = story.title;
  $('subtitle').textContent = story.subtitle || '';
  $('source').textContent = story.source_line;

  /* ---- the state: everything that is shown follows from it -------------------------------- */
  const everyone = scene.lanes.map((lane) => lane.id), allLayers = Object.keys(scene.layerNames);
  const opening = scene.byId.event.get(story.opens_at);
  const state = {
    t: opening.stop, event: opening.id, groups: new Set(everyone), persons: null, layers: new Set(allLayers),
    scale: 'even', follow: true, playing: false, speed: 1,
  };
  const people = () => state.persons || (state.groups.size === everyone.length ? null
    : new Set(scene.lanes.filter((lane) => state.groups.has(lane.id)).flatMap((lane) => lane.people)));
  const filter = () => ({ people: people(), layers: state.layers.size === allLayers.length ? null : state.layers });

  /* ---- the map ---------------------------------------------------------------------------- */
  for (const [name, z] of [['base', 150], ['marks', 420]]) {
    map.createPane(name).style.zIndex = z;
    map.getPane(name).style.pointerEvents = 'none';
  }
  map.attributionControl && map.attributionControl.setPrefix(false);
  const box = (e) => L.latLngBounds([e[1], e[0]], [e[3], e[2]]);
  const padding = () => (narrow() ? { padding: [6, 6] } : { paddingTopLeft: [10, $('chips').offsetHeight + 18], paddingBottomRight: [10, 10] });
  const narrow = () => window.innerWidth < 820;
  const base = new ER.base.BaseLayer(data.base, style, story.focus, !data.tiles);
  base.held = true;
  base.addTo(map);
  const marks = new (ER.many || ER.map).MarkLayer(scene, style).addTo(map);
  const names = new ER.names.Names(map, scene, style, {
    bare: data.tiles && data.tiles.labelled,
    obstacles: () => [...document.querySelectorAll('.chip, .leaflet-control')].filter((n) => n.offsetParent),
  });
  let begun = false;                                        // until then the map only looks for its place
  map.on('moveend zoomend resize', () => { if (begun) { names.moved(); labels(); legend(); tell('view'); } });

  function fly(extent) {
    const turn = 360 * Math.round((map.getCenter().lng - (extent[0] + extent[2]) / 2) / 360);   // the shorter way round
    const bounds = box([extent[0] + turn, extent[1], extent[2] + turn, extent[3]]), target = map.getBoundsZoom(bounds, false, L.point(narrow() ? [12, 12] : [20, $('chips').offsetHeight + 28]));
    const options = { ...padding(), maxZoom: Math.min(target, 9) };
    if (still.matches) map.fitBounds(bounds, { ...options, animate: false });
    else map.flyToBounds(bounds, { ...options, duration: 0.7 });
  }

  /* ---- the panels ------------------------------------------------------------------------- */
  const act = {
    seek(t) { pause(); go(t); },
    select(id) { pause(); tellEvent(id, true); },
    step(by) { pause(); step(by); },
    play(on) { on ? play() : pause(); },
    setScale(kind) { state.scale = kind; timeline.scale(kind); },
    setSpeed(n) { state.speed = n; },
    setFollow(on) { state.follow = on; timeline.follow(on); if (on) fly(scene.byId.event.get(state.event).view); },
    settle() { settle(); },
    toggleGroup(id) {
      state.persons = null;
      const all = state.groups.size === everyone.length;
      if (all) state.groups = new Set([id]);
      else state.groups.has(id) ? state.groups.delete(id) : state.groups.add(id);
      if (!state.groups.size) state.groups = new Set(everyone);
      filtered();
    },
    toggleLayer(id) {
      state.layers.has(id) ? state.layers.delete(id) : state.layers.add(id);
      filtered();
    },
  };
  const chips = ER.card.chips($('chips'), scene, style, act);
  const timeline = ER.timeline.build($('timeline'), scene, style, zone, act);
  const list = (ER.rows || ER.card).events($('list'), scene, zone, act);

  let tinting = 0, told = null, legendKey = '', sharing = 0;
  let shown = [];

  /** Draw everything that depends on the moment. Called at each step of the slider. */
  function render() {
    const mark = scene.byId.event.get(state.event);
    shown = marks.marksAt(state.t, filter());
    clearTimeout(tinting);
    tinting = 0;
    if (timeline.dragging()) tinting = setTimeout(() => { tint(); tinting = 0; }, 60);      // the base map is not redrawn in a drag's own frames
    else tint();
    marks.show(shown, state.event);
    timeline.show(state.t, mark);
    if (!(tinting && marks.rests())) labels();
    legend();
    list.state(marks.states());
    if (mark && told !== mark.id) {
      told = mark.id;
      clearTimeout(telling);
      telling = setTimeout(tellCard, timeline.dragging() ? 60 : 0, mark);
    }
  }
  function tint() {
    if (tinting && marks.rests()) labels();
    base.setNamed(new Set(shown.filter((one) => one.kind === 'area').map((one) => scene.byId.place.get(one.id).area)));
  }
  /** The card and the list follow when the map has been painted, so that a drag stays smooth. */
  let telling = 0;
  function tellCard(mark) {
    telling = 0;
    ER.card.show($('card'), scene, style, zone, mark, act);
    list.mark(mark.id);
    size();
  }

  function labels() {
    const mark = scene.byId.event.get(state.event), out = [];
    const offset = marks._bounds ? marks.offset() : L.point(0, 0);
    const stretches = (marks.stretches || []).slice()
      .sort((a, b) => (b.mark.id === mark.leg) - (a.mark.id === mark.leg));
    const said = new Set();
    for (const { mark: leg, at } of stretches) {
      if (said.has(leg.who)) continue;
      said.add(leg.who);
      out.push({
        id: 'who:' + leg.id, kind: 'traveller', colour: style.peopleText[leg.colour - 1],
        text: leg.may_be,
        spots: at.map(([x, y]) => [x + offset.x, y + offset.y]),
      });
    }
    const travellers = out.splice(0);
    const places = marks.places();
    places.sort((a, b) => (b.id === mark.place) - (a.id === mark.place) || b.rank - a.rank);
    const hidden = marks.hidden || new Set();
    for (const place of places) {
      if (hidden.has(place.id)) continue;
      if (out.length === 2) out.push(...travellers);
      out.push({ id: 'place:' + place.id, kind: place.id === mark.place ? 'told' : 'place', text: place.name, at: [place.lon, place.lat], dot: place.precision_km < style.vagueKm });
    }
    if (!out.some((one) => one.kind === 'traveller')) out.push(...travellers);
    for (const one of shown) {
      if (one.kind !== 'area') continue;
      const place = scene.byId.place.get(one.id);
      out.push({ id: 'area:' + place.id, kind: 'area', text: place.name, at: [place.lon, place.lat], code: place.area,
        colour: place.id === mark.place ? style.peopleText[mark.colour - 1] : '' });
    }
    names.set(out, marks.linePoints());
  }

  function legend() {
    const now = marks.signs(), key = [...now].sort().join();
    if (key === legendKey) return;
    legendKey = key;
    for (const [name, row] of signRows) {
      row.hidden = !now.has(name);
      if (!row.hidden && !row.querySelector('img')) row.prepend(ER.map.sign(name, style));
    }
    size();
  }
  const signRows = new Map(style.legend.map(([name, words]) =>
    [name, h('li', { 'data-sign': name, hidden: '' }, h('span', {}, words))]));
  $('signs').replaceChildren(...signRows.values());

  /** Go to a moment; the event that is told is the last whose stop has come. */
  function go(t, id) {
    state.t = t;
    const kept = current(), here = lastBy(t);
    if (id) state.event = id;
    else if (here && !(scene.byId.event.get(state.event).stop === t && kept.some((e) => e.id === state.event))) {
      const changed = here.id !== state.event;
      state.event = here.id;
      if (changed && state.follow && state.playing) fly(here.view);
    }
    schedule();
    if (!state.playing) later();
  }
  let left = null;                                          // until the filter changes
  const current = () => {
    if (left) return left;
    const who = people(), kept = scene.events.filter((e) => ER.marks.keeps(e, who));
    left = kept.length ? kept : scene.events;
    return left;
  };
  /** The last event whose stop has come, else the first; events are in the order of their stops. */
  function lastBy(t) {
    const kept = current();
    return kept[Math.max(0, ER.time.first(kept.length, (i) => kept[i].stop > t) - 1)];
  }
  function tellEvent(id, look) {
    const mark = scene.byId.event.get(id);
    go(mark.stop, id);
    if (look) fly(mark.view);
    settle();
  }
  function step(by) {
    const kept = current();
    let at = kept.findIndex((e) => e.id === state.event);
    if (by < 0 && at >= 0 && state.t > kept[at].stop) at += 1;
    const next = kept[Math.max(0, Math.min(kept.length - 1, at + by))];
    if (next) { go(next.stop, next.id); if (state.follow) fly(next.view); settle(); }
  }
  let frame = 0;
  function schedule() {                                     // at most one drawing a frame
    if (!frame) frame = requestAnimationFrame(() => { frame = 0; render(); });
  }

  /* ---- playing ---------------------------------------------------------------------------- */
  let ticking = 0, held = 0, clock = 0;
  function play() {
    if (state.playing) return;
    state.playing = true;
    timeline.playing(true);
    held = 0;
    if (state.t >= scene.span[1]) { const first = current()[0]; go(first.stop, first.id); held = ER.timeline.STOP_MS; }
    clock = performance.now();
    ticking = requestAnimationFrame(tick);
  }
  function pause() {
    if (!state.playing) return;
    state.playing = false;
    cancelAnimationFrame(ticking);
    timeline.playing(false);
    settle();
  }
  function tick(now) {
    if (!state.playing) return;
    const gone = Math.min(now - clock, 100) * state.speed;
    clock = now;
    held -= gone;
    const kept = current(), at = kept.findIndex((e) => e.id === state.event), next = kept[at + 1];
    if (held <= 0) {
      if (still.matches) {                                  // no motion: from stop to stop
        if (!next) return pause();
        go(next.stop, next.id);
        if (state.follow) fly(next.view);
        held = ER.timeline.STOP_MS;
      } else {
        const scale = timeline.scales[state.scale], each = 1 / Math.max(timeline.scales.even.knots.length - 1, 1);
        const u = scale.place(state.t) + gone * each / ER.timeline.STOP_MS;
        let t = Math.round(scale.time(Math.min(u, 1)) / 1000) * 1000;
        t = Math.max(t, Math.min(state.t + 1000, scene.span[1]));
        if (next && t >= next.stop) {                       // hold where an event is told
          go(next.stop, next.id);
          if (state.follow) fly(next.view);
          held = ER.timeline.STOP_MS * 0.6;
        } else go(t);
        if (state.t >= scene.span[1]) return pause();
      }
    }
    ticking = requestAnimationFrame(tick);
  }

  /* ---- filters ---------------------------------------------------------------------------- */
  function filtered() {
    left = null;
    const now = filter(), active = state.persons
      ? new Set(scene.lanes.filter((lane) => lane.people.some((id) => state.persons.has(id))).map((lane) => lane.id)) : state.groups;
    chips.show(active, state.layers);
    timeline.filter(now);
    list.filter(now);
    if (!current().some((e) => e.id === state.event)) state.event = lastBy(state.t).id;
    schedule();
    settle();
  }

  /* ---- pointer and keys ------------------------------------------------------------------- */
  const tip = $('tip');
  function describe(hit) {
    if (hit.kind === 'event') return hit.mark.headline;
    if (hit.kind === 'leg') return hit.mark.headline;
    return `${hit.mark.name}: right within ${hit.mark.precision_km} km`;
  }
  map.on('mousemove', (e) => {
    const hits = marks.at(e.containerPoint);
    map.getContainer().classList.toggle('over', hits.length > 0);
    if (!hits.length) { tip.hidden = true; return; }
    const lines = [...new Set(hits.filter((hit) => hit.state !== 'ahead').slice(0, 4).map(describe))];
    if (!lines.length) { tip.hidden = true; return; }
    tip.replaceChildren(...lines.map((line) => h('p', {}, line)));
    tip.hidden = false;
    const size = map.getSize(), x = Math.min(e.containerPoint.x + 14, size.x - tip.offsetWidth - 6);
    const y = e.containerPoint.y + 16 + tip.offsetHeight > size.y ? e.containerPoint.y - tip.offsetHeight - 10 : e.containerPoint.y + 16;
    tip.style.transform = `translate(${Math.max(4, x)}px,${Math.max(4, y)}px)`;
  });
  map.on('mouseout', () => { tip.hidden = true; });
  map.on('click', (e) => {
    const hits = marks.at(e.containerPoint).filter((hit) => hit.state !== 'ahead');
    const pick = hits.find((hit) => hit.kind === 'event' && hit.mark.id !== state.event && hit.state !== 'past') || hits.find((hit) => hit.kind === 'leg')
      || hits.find((hit) => hit.kind === 'event');
    if (!pick) return;
    pause();
    const id = pick.kind === 'event' ? pick.mark.id : (scene.events.find((event) => event.leg === pick.mark.id) || {}).id;
    if (id) { go(scene.byId.event.get(id).stop, id); settle(); }
  });
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    const on = e.target, inMap = map.getContainer().contains(on), typed = /^(INPUT|SELECT|TEXTAREA)$/.test(on.tagName);
    if (typed || (inMap && e.key !== ' ')) return;
    const wide = scene.span[1] - scene.span[0], scale = timeline.scales[state.scale];
    const shift = (by) => act.seek(Math.max(scene.span[0], Math.min(scene.span[1], Math.round(scale.time(scale.place(state.t) + by) / 60000) * 60000)));
    const keys = {
      ArrowRight: () => (e.shiftKey ? shift(0.005) : act.step(1)), ArrowLeft: () => (e.shiftKey ? shift(-0.005) : act.step(-1)),
      ArrowUp: on.getAttribute('role') === 'slider' ? () => act.step(1) : null,
      ArrowDown: on.getAttribute('role') === 'slider' ? () => act.step(-1) : null,
      PageUp: on.getAttribute('role') === 'slider' ? () => shift(0.1) : null,
      PageDown: on.getAttribute('role') === 'slider' ? () => shift(-0.1) : null,
      Home: () => { const first = current()[0]; act.select(first.id); },
      End: () => { const all = current(); act.select(all[all.length - 1].id); },
      ' ': /^(BUTTON|SUMMARY)$/.test(on.tagName) ? null : () => act.play(!state.playing),
    };
    if (!wide || !keys[e.key]) return;
    e.preventDefault();
    keys[e.key]();
  });

  /* ---- what leaves and what comes in ------------------------------------------------------ */
  const post = (type, body = {}) => { if (framed) window.parent.postMessage({ ns: 'escape-routes', type, ...body }, '*'); };
  let timer = 0, quiet = false;
  function later() { clearTimeout(timer); timer = setTimeout(() => { timer = 0; if (!timeline.dragging()) settle(); }, 250); }
  /** Say where the slider has come to rest: to the page around, or in the address. */
  function settle() {
    clearTimeout(timer);
    timer = 0;
    if (quiet || state.playing || timeline.dragging()) return;
    size();
    tell('now');
  }
  const nowFields = () => ({
    t: zone.iso(state.t), event: state.event,
    people: state.persons ? [...state.persons] : state.groups.size === everyone.length ? null : [...state.groups],
    layers: state.layers.size === allLayers.length ? null : [...state.layers],
  });
  function viewFields() {
    const c = map.getCenter(), b = map.getBounds(), turn = 360 * Math.round(c.lng / 360);   // west of 180, however often round
    return {
      view: [c.lat.toFixed(3), (c.lng - turn).toFixed(3), map.getZoom().toFixed(2)].map(Number),
      extent: [b.getWest() - turn, b.getSouth(), b.getEast() - turn, b.getNorth()].map((n) => Number(n.toFixed(4))),
      resting: !moving && !state.playing && !timeline.dragging(),
    };
  }
  let last = '', owed = false;
  function tell(type) {
    if (framed) {
      if (type === 'view' || owed) { owed = false; post('view', viewFields()); }
      if (type === 'view') return;
      const fields = nowFields(), key = JSON.stringify(fields);
      if (key === last) return;
      last = key;
      post('time', { t: fields.t });
      post('select', fields);
      return;
    }
    clearTimeout(sharing);
    sharing = setTimeout(() => {
      sharing = 0;
      const now = nowFields(), query = new URLSearchParams({ t: now.t, event: now.event });
      if (now.people) query.set('people', now.people.join());
      if (now.layers) query.set('layers', now.layers.join());
      query.set('view', viewFields().view.join());
      history.replaceState(null, '', '#' + query.toString().replace(/%3A/g, ':').replace(/%2C/g, ','));
    }, 200);
  }

  const onEarth = (v) => Array.isArray(v) && v.length === 3 && v.every(Number.isFinite) && Math.abs(v[0]) <= 90 && Math.abs(v[1]) <= 3600;
  /** Take a state from outside: {t, event, people, layers, view, scale, look}. Bad parts are left out. */
  function set(to) {
    quiet = true;
    pause();
    const t = typeof to.t === 'string' ? zone.parse(to.t) : null;
    if (Array.isArray(to.people)) {
      const groups = to.people.filter((id) => everyone.includes(id)), persons = to.people.filter((id) => !everyone.includes(id) && Object.hasOwn(story.people, id));
      state.persons = null;
      state.groups = new Set(groups);
      if (persons.length) {
        state.persons = new Set([...persons, ...scene.lanes.filter((lane) => groups.includes(lane.id)).flatMap((lane) => lane.people)]);
      } else if (!groups.length) state.groups = new Set(everyone);
    } else if (to.people === null) { state.groups = new Set(everyone); state.persons = null; }
    if (Array.isArray(to.layers)) {                         // where none of those named is known, all show
      const known = to.layers.filter((id) => allLayers.includes(id));
      state.layers = new Set(known.length || !to.layers.length ? known : allLayers);
    } else if (to.layers === null) state.layers = new Set(allLayers);
    if (to.people !== undefined || to.layers !== undefined) filtered();
    if (to.scale === 'even' || to.scale === 'true') act.setScale(to.scale);
    const mark = scene.byId.event.get(to.event);
    if (mark && (t === null || t === mark.stop)) go(mark.stop, mark.id);
    else if (t !== null) go(Math.max(scene.span[0], Math.min(scene.span[1], t)), mark && mark.id);
    if (onEarth(to.view)) {
      map.setView([to.view[0], to.view[1]], to.view[2], { reset: true });   // exactly: a pan would round
    } else if (to.look && mark) fly(mark.view);
    quiet = false;
    last = JSON.stringify(nowFields());
    clearTimeout(timer);
    timer = 0;
  }
  window.addEventListener('message', (e) => {
    const m = e.data;
    if (e.source !== window.parent || !framed || !m || m.ns !== 'escape-routes') return;
    if (m.type === 'look') {                                // the view, if it rests; else once it does
      const now = viewFields();
      owed = !now.resting;
      if (now.resting) post('view', { ...now, asked: true });
    }
    if (m.type !== 'set') return;
    set(m);
    render();
    afterPaint(() => post('ready', { seq: m.seq, scale: state.scale, ...nowFields() }));
  });
  /* What was asked for, and not what stands there now: a state that came to rest may be written in between. */
  window.addEventListener('hashchange', (e) => { clearTimeout(sharing); sharing = 0; fromHash(new URL(e.newURL).hash); });
  function fromHash(hash = location.hash) {
    if (framed || hash.length < 2) return;
    const q = new URLSearchParams(hash.slice(1)), many = (name) => (q.has(name) ? q.get(name).split(',').filter(Boolean) : null);
    set({
      t: q.get('t'), event: q.get('event'), people: many('people'), layers: many('layers'),
      view: q.has('view') ? q.get('view').split(',').map((n) => (n.trim() ? Number(n) : NaN)) : undefined,
    });
  }
  const afterPaint = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(0);
  });

  /* ---- size ------------------------------------------------------------------------------- */
  $('legend-switch').onclick = () => {
    const open = $('legend').classList.toggle('closed');
    $('legend').style.minHeight = '';
    $('legend-switch').setAttribute('aria-expanded', String(!open));
    size();
  };
  /** What folds away on a small screen, and comes back on a large one. */
  let wasSmall = null;
  function fold() {
    const small = `${narrow()} ${window.innerHeight < 720}`;
    if (small === wasSmall) return;
    wasSmall = small;
    const closed = narrow() || window.innerHeight < 720;
    $('legend').classList.toggle('closed', closed);
    $('legend-switch').setAttribute('aria-expanded', String(!closed));
    $('list').open = !narrow();
  }
  $('list').addEventListener('toggle', () => size());
  let tall = 0;
  function size() {
    if (!framed || timeline.dragging()) return;             // no message leaves during a drag
    const height = narrow() ? Math.ceil($('page').getBoundingClientRect().height) : 0;
    if (height !== tall) { tall = height; post('size', { height }); }
  }
  /** Take a new size and keep the exact centre, which a copied link holds; a flight keeps its own. */
  let moving = false;
  map.on('movestart', () => { moving = true; }).on('moveend', () => { moving = false; });
  function fit() {
    const container = map.getContainer(), known = map.getSize();
    if (container.clientWidth === known.x && container.clientHeight === known.y) return;
    const centre = map.getCenter(), zoom = map.getZoom();
    map.invalidateSize({ animate: false });
    if (!moving) map.setView(centre, zoom, { reset: true });
  }
  if (framed) document.documentElement.classList.add('framed');
  const sizes = new Map(), sizeOf = (node) => `${node.clientWidth}x${node.clientHeight}`;
  /** Do it when a part has another size than when it was last done; an observer also calls when it begins. */
  function watch(node, then) {
    new ResizeObserver(() => { if (sizes.get(node) !== sizeOf(node)) { then(); sizes.set(node, sizeOf(node)); } }).observe(node);
  }
  watch($('page'), () => { $('legend').style.minHeight = ''; timeline.resize(); fit(); names.resized(); fold(); labels(); size(); });
  /* The legend takes its rows from the map, and keeps what it has taken: else a sign at the map's edge could come and go for ever. */
  const hold = () => {
    const box = $('legend');
    box.style.minHeight = narrow() || box.classList.contains('closed') ? '' : `${box.offsetHeight}px`;
  };
  watch($('stage'), () => { hold(); fit(); names.resized(); labels(); });

  timeline.scale(state.scale);
  timeline.resize();
  map.invalidateSize({ animate: false });
  map.fitBounds(box(scene.home), { animate: false, ...padding() });
  fold();
  names.resized();
  chips.show(state.groups, state.layers);
  begun = true;
  fromHash();
  render();
  hold();                                                   // the legend's rows are there now: the map takes what they left
  fit();
  names.resized();
  labels();
  for (const node of [$('page'), $('stage')]) sizes.set(node, sizeOf(node));
  size();
  tell('view');
  base.held = false;
  base.redraw();
  /** What is still to come of what was begun, by name; with nothing begun nothing will be drawn or said. */
  const pending = () => Object.entries({ move: moving, frame, tint: tinting, card: telling, rest: timer, address: sharing })
    .filter(([, on]) => on).map(([name]) => name);
  ER.document = { map, state, marks, names, scene, set, go, pending, shown: () => marks.all(), afterPaint };
  afterPaint(() => post('ready', nowFields()));
};

/* A frame that is not on show yet has no size, and a map without one can't be placed: wait for it. */
ER.start = (map, data) => {
  'use strict';
  const box = map.getContainer(), open = () => box.clientWidth > 0 && box.clientHeight > 0;
  if (open()) { ER.open(map, data); return; }
  const watch = new ResizeObserver(() => {
    if (!open()) return;
    watch.disconnect();
    map.invalidateSize({ animate: false });
    ER.open(map, data);
  });
  watch.observe(box);
};

/* Data as it comes -> the scene that everything reads. */
ER.read = (data) => {
  'use strict';
  const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
  for (const { claims } of data.scene.events) claims.forEach((claim, i) => { claims[i] = { informants: 1, stance: 'reports', ...claim }; });
  return {
    ...data.scene, base: data.base, layerNames: data.layerNames,
    byId: { place: byId(data.scene.places), leg: byId(data.scene.legs), event: byId(data.scene.events) },
  };
};
