/* The timeline: lanes of ticks and bars, a playhead, and the controls that move it. */
ER.timeline = (() => {
  'use strict';
  const { h } = ER.dom;
  const SPEEDS = [0.5, 1, 2, 4], STOP_MS = 2200;    // how long a stop lasts at speed 1

  /** Put bars that overlap on rows of their own: the row of each [from, to], greedily. */
  function pack(spans, gap) {
    const ends = [];
    return spans.map(([from, to]) => {
      let row = ends.findIndex((end) => end + gap <= from);
      if (row < 0) row = ends.length;
      ends[row] = to;
      return row;
    });
  }

  /** Build the timeline into `box`. `act` has seek(t), select(id), step(by), play(on), setScale, setSpeed, setFollow. */
  function build(box, scene, style, zone, act) {
    const span = scene.span, stops = [...new Set(scene.events.map((e) => e.stop))].sort((a, b) => a - b);
    const scales = { even: ER.time.evenScale(span, stops), true: ER.time.trueScale(span) };
    let scale = scales.even, kind = 'even', width = 1, left = 0, dragging = false, filter = {};

    const back = h('button', { class: 'step', 'aria-label': 'Previous event', title: 'Previous event' }, icon('back'));
    const play = h('button', { class: 'step play', 'aria-label': 'Play', 'aria-pressed': 'false', title: 'Play (space)' }, icon('play'));
    const next = h('button', { class: 'step', 'aria-label': 'Next event', title: 'Next event' }, icon('next'));
    const moment = h('span', { class: 'moment' }), where = h('span', { class: 'zone' });
    const speed = h('select', { 'aria-label': 'Speed', class: 'speed' },
      ...SPEEDS.map((n) => h('option', { value: n, selected: n === 1 ? '' : null }, `${n}×`)));
    const follow = h('button', { class: 'switch', role: 'switch', 'aria-checked': 'true', title: 'The map follows the events' }, 'follow');
    const even = h('button', { role: 'radio', 'aria-checked': 'true' }, 'even stops');
    const real = h('button', { role: 'radio', 'aria-checked': 'false' }, 'true to scale');
    const tempo = h('div', { class: 'tempo' }, speed, follow,
      h('div', { role: 'radiogroup', 'aria-label': 'Scale of the timeline', class: 'scales' }, even, real));
    const head = h('div', { class: 'playhead', 'aria-hidden': 'true' }, h('i', { class: 'knob' }));
    const lanes = h('div', { class: 'lanes' }), axis = h('div', { class: 'axis', 'aria-hidden': 'true' });
    const score = h('div', {
      class: 'score', role: 'slider', tabindex: '0', 'aria-label': `Time, ${scene.story.zone_name}`,
      'aria-valuemin': '0', 'aria-valuemax': String(Math.round((span[1] - span[0]) / 60000)), 'aria-orientation': 'horizontal',
    }, lanes, axis, head);
    box.replaceChildren(
      h('div', { class: 'transport' }, h('div', { class: 'steps' }, back, play, next),
        h('div', { class: 'now', 'aria-live': 'off' }, moment, where), tempo), score);

    back.onclick = () => act.step(-1);
    next.onclick = () => act.step(1);
    play.onclick = () => act.play(play.getAttribute('aria-pressed') !== 'true');
    speed.onchange = () => act.setSpeed(+speed.value);
    follow.onclick = () => act.setFollow(follow.getAttribute('aria-checked') !== 'true');
    even.onclick = () => act.setScale('even');
    real.onclick = () => act.setScale('true');
    const otherScale = (e) => {
      if (!e.key.startsWith('Arrow')) return;
      e.preventDefault(); e.stopPropagation();
      act.setScale(kind === 'even' ? 'true' : 'even');
      (kind === 'even' ? even : real).focus();
    };
    even.onkeydown = real.onkeydown = otherScale;

    const bars = new Map();                              // event id -> its nodes, one a lane
    function layOut() {
      const first = lanes.firstChild && lanes.firstChild.querySelector('.track');
      bars.clear();
      const room = Math.max(118, Math.min(250, window.innerHeight * 0.225));
      const px = (t) => scale.place(t) * width;
      if (ER.density) lanes.replaceChildren(...ER.density.lanes(scene, filter, { px, width, room, bars }).map((one) => laneRow(one)));
      else packed(px, room);
      drawAxis();
      if (first) mark(current);
    }
    function laneRow({ lane, track, quiet }) {
      const row = h('div', { class: 'lane' + (quiet ? ' quiet' : '') }, h('span', { class: 'who', title: lane.name }, lane.name), track);
      row.style.setProperty('--colour', style.people[lane.colour - 1]);
      row.style.setProperty('--word', style.peopleText[lane.colour - 1]);
      row.style.setProperty('--tint', style.bands[lane.colour - 1]);
      row.style.setProperty('--bar', style.bars[lane.colour - 1]);
      return row;
    }
    /** Each event a bar of its own, on rows so that none covers another. */
    function packed(px, room) {
      const laid = scene.lanes.map((lane) => {
        const mine = scene.events.filter((e) => e.lanes.includes(lane.id) && ER.marks.keeps(e, filter.people))
          .sort((a, b) => a.s0 - b.s0 || a.stop - b.stop);
        const spans = mine.map((e) => {
          const from = px(e.s0), to = px(Math.max(e.e1, e.s1));
          return to - from < 5 ? [(from + to) / 2 - 1.5, (from + to) / 2 + 1.5] : [from, to];
        });
        const rows = pack(spans, 3);
        return { lane, mine, spans, rows, deep: Math.max(0, ...rows.map((r) => r + 1)) };
      });
      const deep = laid.reduce((sum, one) => sum + Math.max(one.deep, 2), 0);
      const pitch = Math.max(3.6, Math.min(9, (room - scene.lanes.length * 6) / deep)), thick = pitch > 6 ? 7 : pitch - 1.4;
      lanes.replaceChildren(...laid.map(({ lane, mine, spans, rows, deep: own }) => {
        const track = h('div', { class: 'track' });
        mine.forEach((e, i) => {
          const exact = e.s0 === e.s1 && e.e0 === e.e1 && e.s0 === e.e0;
          const bar = h('div', {
            class: `bar${exact ? ' tick' : ''}${pitch > 6 ? '' : ' fine'}${e.questioned ? ' questioned' : ''}`, 'data-event': e.id, title: e.headline,
          });
          bar.style.left = `${spans[i][0]}px`;
          bar.style.width = `${Math.max(spans[i][1] - spans[i][0], 3)}px`;
          bar.style.top = `${rows[i] * pitch + 3}px`;
          bar.style.height = `${thick + (exact ? 1.5 : 0)}px`;
          if (!exact && e.s1 < e.e0) {                  // the part in which it surely lasts
            const sure = h('i', { class: 'sure' });
            sure.style.left = `${px(e.s1) - spans[i][0]}px`;
            sure.style.width = `${px(e.e0) - px(e.s1)}px`;
            bar.append(sure);
          }
          track.append(bar);
          bars.set(e.id, [...(bars.get(e.id) || []), bar]);
        });
        track.style.height = `${Math.max(own * pitch + 5, 17)}px`;
        return laneRow({ lane, track, quiet: !mine.length });
      }));
    }
    function drawAxis() {
      const placed = [], nodes = [], room = width < 500 ? 50 : 62;
      for (const one of ER.time.axisMarks(zone, span)) {
        const x = scale.place(one.t) * width, half = one.text.length * 3.6;
        if (x < half - 6 || x > width - half + 6) continue;
        if (placed.some((other) => Math.abs(other - x) < room)) continue;
        placed.push(x);
        const node = h('span', { class: one.level <= 2 ? 'day' : '' }, one.text);
        node.style.left = `${left + x}px`;
        nodes.push(node);
        if (nodes.length > 40) break;
      }
      axis.replaceChildren(...nodes);
    }
    function measure() {
      const probe = lanes.querySelector('.track');
      if (!probe) return;
      const outer = score.getBoundingClientRect(), inner = probe.getBoundingClientRect();
      left = inner.left - outer.left; width = Math.max(inner.width, 1);
    }
    function resize() {
      if (!lanes.firstChild) layOut();
      measure(); layOut(); put();
    }

    let at = span[0], current = null;
    function put() {
      head.style.transform = `translateX(${left + scale.place(at) * width}px)`;
    }
    function mark(id) {
      for (const node of bars.get(current) || []) node.classList.remove('told');
      current = id;
      for (const node of bars.get(current) || []) node.classList.add('told');
    }
    /** Show a moment and the event that is told; called at each step of the slider. At a stop the
        event's time is told as it was reported; the slider's own position is no statement. */
    function show(t, told) {
      at = t;
      put();
      const rests = told && told.stop === t, words = rests ? told.time.words || told.time.said : '';
      const zoned = rests && told.time.hourly ? `, ${scene.story.zone_name}` : '';
      write(moment, words && told.time.words ? `“${words}”` : words);
      write(where, rests ? `${told.time.words ? told.time.said : ''}${zoned}`.replace(/^, /, '') : `slider: ${zone.short(t)}`);
      score.setAttribute('aria-valuenow', String(Math.round((t - span[0]) / 60000)));
      score.setAttribute('aria-valuetext', told
        ? `${told.headline}, ${told.time.words ? `“${told.time.words}”, ` : ''}${told.time.said}${zoned}` : zone.short(t));
      if (told && told.id !== current) mark(told.id);
    }
    function write(node, words) {                            // a text in the place of another, no new node
      if (!node.firstChild) node.append('');
      if (node.firstChild.data !== words) node.firstChild.data = words;
    }

    const timeAt = (x) => {
      const px = Math.max(0, Math.min(width, x - score.getBoundingClientRect().left - left));
      if (kind === 'even' && width > 4 * stops.length) {  // where stops are closer, none draws the hand to it
        const k = ER.time.first(stops.length, (i) => scale.place(stops[i]) * width > px - 4);
        if (k < stops.length && scale.place(stops[k]) * width < px + 4) return stops[k];
      }
      const t = scale.time(px / width), minute = Math.round(t / 60000) * 60000;
      return Math.max(span[0], Math.min(span[1], minute));
    };
    score.addEventListener('pointerdown', (e) => {
      if (e.button) return;
      const bar = e.target.closest('[data-event]');
      dragging = true;
      score.setPointerCapture(e.pointerId);
      score.classList.add('dragging');
      const from = e.clientX;
      let moved = false;
      const move = (m) => {
        if (!moved && Math.abs(m.clientX - from) < 3) return;
        moved = true;
        act.seek(timeAt(m.clientX));
      };
      const up = (m) => {
        dragging = false;
        score.classList.remove('dragging');
        score.removeEventListener('pointermove', move);
        if (!moved && bar) act.select(bar.dataset.event);
        else if (m.type === 'pointerup') act.seek(timeAt(m.clientX));
        act.settle();
      };
      score.addEventListener('pointermove', move);
      score.addEventListener('pointerup', up, { once: true });
      score.addEventListener('pointercancel', up, { once: true });
    });

    return {
      resize, show, scales, stops,
      dragging: () => dragging,
      filter(to) { filter = to; if (lanes.firstChild) layOut(); },
      scale(to) {
        kind = to; scale = scales[to];
        even.setAttribute('aria-checked', String(to === 'even'));
        real.setAttribute('aria-checked', String(to === 'true'));
        even.tabIndex = to === 'even' ? 0 : -1; real.tabIndex = to === 'true' ? 0 : -1;
        layOut(); put();
      },
      playing(on) {
        play.setAttribute('aria-pressed', String(on));
        play.setAttribute('aria-label', on ? 'Pause' : 'Play');
        play.title = on ? 'Pause (space)' : 'Play (space)';
        play.replaceChildren(icon(on ? 'pause' : 'play'));
      },
      follow(on) { follow.setAttribute('aria-checked', String(on)); },
      speed(n) { speed.value = String(n); },
    };
  }

  const SHAPES = {
    play: 'M4 2.5v11l9.5-5.5z', pause: 'M4 2.5h3v11H4zM9 2.5h3v11H9z',
    back: 'M12 2.5v11L4.5 8zM2.5 2.5h2v11h-2z', next: 'M4 2.5v11L11.5 8zM11.5 2.5h2v11h-2z',
  };
  function icon(name) {
    const space = 'http://www.w3.org/2000/svg', svg = document.createElementNS(space, 'svg'), path = document.createElementNS(space, 'path');
    svg.setAttribute('viewBox', '0 0 16 16'); svg.setAttribute('width', '15'); svg.setAttribute('height', '15');
    svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', SHAPES[name]); path.setAttribute('fill', 'currentColor');
    svg.append(path);
    return svg;
  }

  return { build, pack, STOP_MS };
})();
