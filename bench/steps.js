/* In a page of any tool: steps its slider through moments, and times each step to its painted frame.
   One way in and one way to count for each tool; what is timed is the same for all. */
globalThis.toolOf = (name, everywhere = null) => {
  const values = () => Object.keys(globalThis).filter((key) => /^(map|timeline|timestamped_geo_json)_/.test(key)).map((key) => globalThis[key]);
  if (name === 'TimestampedGeoJson') {
    const layer = values().find((value) => value && value._baseLayer), map = layer._map || values().find((value) => value instanceof L.Map);
    const shown = () => (layer._currentLayer ? layer._currentLayer.getLayers() : []);
    const kind = layer._baseLayer.getLayers()[0].feature.geometry.type;
    return {
      map,
      /* What the control's own slider calls. */
      go: (t) => map.timeDimension.setCurrentTime(t),
      now: () => map.timeDimension.getCurrentTime(),
      shown: () => shown().filter((mark) => mark.feature.geometry.type === kind).length,
      someone: () => { const all = shown(); return all.length ? all[Math.floor(all.length / 2)].getLatLng() : null; },
    };
  }
  if (name === 'Timeline') {
    const layer = values().find((value) => value && value.setTime && value.times), input = document.querySelector('.time-slider');
    return {
      map: layer._map,
      go: (t) => { input.value = t; input.dispatchEvent(new Event('input', { bubbles: true })); },
      now: () => layer.time,
      shown: () => layer.getLayers().length,
      someone: () => { const all = layer.getLayers(); return all.length ? all[Math.floor(all.length / 2)].getLatLng() : null; },
    };
  }
  const { document: own } = ER, scene = own.scene, [begin, end] = scene.span;
  own.act.setEveryone(true);               // as the other tools show it
  own.set({ scale: 'true' });              // a day is as wide as the next one, as in the other tools
  if (everywhere) own.map.fitBounds(everywhere, { animate: false });       // and the same view, not that of the event told
  const score = document.querySelector('#timeline [role="slider"]');
  const track = score.querySelector('.rail').getBoundingClientRect(), y = track.top + track.height / 2;
  const point = (type, x, button, buttons) => score.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, composed: true, pointerId: 1, pointerType: 'mouse', isPrimary: true,
    clientX: x, clientY: y, button, buttons,
  }));
  const place = (t) => track.left + track.width * (t - begin) / (end - begin);
  const there = () => own.shown().filter((shown) => (scene.legs.length
    ? shown.kind === 'leg' && (shown.state === 'there' || shown.state === 'perhaps')
    : shown.kind === 'event' && (shown.state === 'under way' || shown.state === 'perhaps')));
  return {
    map: own.map,
    /* The pointer's own events, as in a drag. */
    start: () => point('pointerdown', track.left, 0, 1),
    go: (t) => point('pointermove', place(t), -1, 1),
    stop: () => point('pointerup', place(own.state.t), 0, 0),
    now: () => own.state.t,
    /* Of thousands, without a list of them all: what it leaves behind would be swept up in a later step. */
    shown: () => (own.marks.points.crowd && !scene.legs.length ? own.marks.points.crowd.codes.reduce((sum, code) => sum + (code > 1), 0) : there().length),
    someone: () => {
      const all = there().filter(({ kind }) => kind === 'event'), event = all[Math.floor(all.length / 2)];
      const mark = event && scene.byId.event.get(event.id);
      return mark ? L.latLng(mark.lat, mark.lon) : null;
    },
  };
};

globalThis.afterPaint = () => new Promise((done) => {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  });
});

/* Steps through moments again and again until `budget` ms are over, at most `rounds` times. What the page does in its
   first steps only, it does in `warming` ms before. */
globalThis.stepThrough = async ({ tool: name, moments, budget, rounds, warming, everywhere }) => {
  const tool = toolOf(name, everywhere), times = [], seen = [];
  const through = async (until, note) => {
    tool.go(moments[0]);
    await afterPaint();
    for (const t of moments.slice(1)) {
      const begin = performance.now();
      if (begin > until) return false;
      tool.go(t);
      const took = await afterPaint() - begin;
      if (note) { times.push(took); seen.push([tool.now(), tool.shown()]); }
    }
    return true;
  };
  if (tool.start) tool.start();
  await through(performance.now() + warming, false);
  const until = performance.now() + budget;
  for (let i = 0; i < rounds && await through(until, true); i++);
  if (tool.stop) tool.stop();
  await afterPaint();
  return { times, seen };
};

/* Where a mark that shows now is on screen, in CSS pixels. */
globalThis.someoneAt = (name) => {
  const tool = toolOf(name), at = tool.someone();
  if (!at) return null;
  const box = tool.map.getContainer().getBoundingClientRect(), p = tool.map.latLngToContainerPoint(at);
  return [box.left + p.x, box.top + p.y];
};
void 0;                                  // no function last: Playwright would call it
