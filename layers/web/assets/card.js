/* The card of the event that is told, the list of all events, and the chips that filter. */
ER.card = (() => {
  'use strict';
  const { h } = ER.dom;
  const STANCES = { reports: 'reported', denies: 'denied', unverified: 'not verified', 'no-comment': 'no comment' };
  const LINK = { reports: 'by', denies: 'by', unverified: 'by', 'no-comment': 'from' };

  const level = (figure) => (figure <= 2 ? 'full' : figure === 3 ? 'half' : 'broken');

  function support(mark, words) {
    return h('span', { class: `support ${level(mark.figure)}`, ...(words ? {} : { role: 'img', 'aria-label': mark.level, title: mark.level }) }, h('i'), h('i'));
  }

  function list(numbers) {
    return `paragraph${numbers.length > 1 ? 's' : ''} ${numbers.join(', ')}`;
  }

  function who(claim) {
    const count = claim.informants > 1 && !/\d|two|three|four|five|six|seven|eight|nine|ten|dozen/i.test(claim.told_by)
      ? ` (${claim.informants} informants)` : '';
    return `${claim.told_by}${count}${claim.named || /unnamed|anonym/i.test(claim.told_by) ? '' : ', unnamed'}${behind(claim)}`;
  }

  /** What a claim goes back to, and whether it counts. */
  function behind(claim) {
    return `${claim.origin ? `; goes back to ${claim.origin}` : ''}${claim.context ? '; as context, not counted' : ''}`;
  }

  /** Build the card into `box` for one event. */
  function show(box, scene, style, zone, mark, act) {
    const story = scene.story, p = mark;
    const lane = scene.lanes.find((one) => one.id === mark.lanes[0]);
    const place = where(scene, mark);
    const fig = p.figure, letters = [...new Set(p.claims.map((c) => story.sources.find((s) => s.id === c.source).reliability))].join('');
    const dot = h('i', { class: 'dot' });
    dot.style.background = style.people[lane.colour - 1];
    const people = mark.people.map((id) => story.people[id].name).join(', ');
    box.replaceChildren(...[
      h('p', { class: 'kicker' }, dot, h('span', {}, `${lane.name} · ${mark.time.short}`)),
      h('h2', {}, p.headline),
      h('p', { class: 'when' },
        mark.time.words ? h('b', {}, `“${mark.time.words}”`) : '', mark.time.words ? ': ' : '',
        mark.time.said, mark.time.hourly ? `, ${story.zone_name}` : ''),
      p.reading ? h('p', { class: 'reading' }, h('b', {}, 'Our reading: '), p.reading) : null,
      p.text ? h('p', { class: 'text' }, p.text) : null,
      h('dl', { class: 'facts' },
        h('dt', {}, 'Where'), h('dd', {}, place),
        h('dt', {}, 'Who'), h('dd', {}, people)),
      h('h3', {}, 'Who says so'),
      h('ul', { class: 'claims' }, ...p.claims.map((claim) => {
        const source = story.sources.find((one) => one.id === claim.source);
        const cite = `${source.publisher}, ${list(claim.paragraphs)}`;
        return h('li', { class: claim.stance },
          h('i', { class: 'square', 'aria-hidden': 'true' }),
          h('div', {}, h('p', {}, h('b', {}, STANCES[claim.stance]), ` ${LINK[claim.stance]} ${who(claim)}`),
            claim.text ? h('p', { class: 'account' }, claim.text) : null,
            h('p', { class: 'cite' }, source.url ? h('a', { href: source.url, target: '_blank', rel: 'noopener noreferrer' }, cite) : cite)));
      })),
      h('p', { class: 'grade' }, support(mark, true), h('span', {}, mark.level), h('span', { class: 'admiralty', title: 'Admiralty scale: source, information' }, ` · ${letters}${fig}`),
        p.support_reason ? h('span', { class: 'reason' }, p.support_reason) : null),
    ].filter(Boolean));
    box.scrollTop = 0;
  }

  /** Where it happened, in words: a place, the ends of a movement, or that none is reported. */
  function where(scene, mark) {
    const name = (id) => (scene.byId.place.get(id) || {}).name;
    const leg = mark.leg && scene.byId.leg.get(mark.leg);
    if (leg) {
      const end = (id, open) => (open && !scene.byId.place.get(id).area ? 'a place not reported' : name(id));
      return `from ${end(leg.ends[0], leg.open_start)} to ${end(leg.ends[leg.ends.length - 1], leg.open_end)}`;
    }
    return name(mark.place) || 'place not reported';
  }

  /** An empty list of all events in its box, and what makes the row of one. */
  function listed(box, scene, zone, act) {
    const list = h('ol', { class: 'events', 'aria-label': 'All events' });
    box.replaceChildren(h('summary', { class: 'all' }, `All ${scene.events.length.toLocaleString('en')} events`), list);
    const row = (mark) => {
      const button = h('button', { 'data-event': mark.id }, h('span', { class: 'date' }, mark.time.short),
        h('span', { class: 'line' }, mark.headline), support(mark));
      button.onclick = () => act.select(mark.id);
      return button;
    };
    return { list, row };
  }
  const none = () => h('li', { class: 'none' }, 'No event of these people.');

  /** Build the list of all events; `mark(id)` shows which is told. */
  function events(box, scene, zone, act) {
    const rows = new Map(), { list, row } = listed(box, scene, zone, act);
    let told = null, filter = {}, states = new Map();
    function fill() {
      rows.clear();
      const kept = scene.events.filter((e) => ER.marks.keeps(e, filter.people));
      list.replaceChildren(...kept.map((mark) => {
        rows.set(mark.id, row(mark));
        return h('li', {}, rows.get(mark.id));
      }));
      if (!kept.length) list.append(none());
      states = new Map();
      mark(told);
    }
    function mark(id) {
      if (rows.get(told)) rows.get(told).removeAttribute('aria-current');
      told = id;
      const row = rows.get(id);
      if (!row) return;
      row.setAttribute('aria-current', 'true');
      const top = row.offsetTop - list.offsetTop, view = list.clientHeight;
      if (list.scrollHeight > view + 1 && (top < list.scrollTop || top + row.offsetHeight > list.scrollTop + view)) {
        list.scrollTop = top - view / 3;
      }
    }
    function state(shown) {
      for (const [id, value] of shown) {
        if (states.get(id) === value) continue;
        states.set(id, value);
        const row = rows.get(id);
        if (row) row.dataset.state = value;
      }
    }
    fill();
    return { mark, state, filter(to) { filter = to; fill(); } };
  }

  /** Build the chips: one a lane, one a layer. */
  function chips(box, scene, style, act) {
    const people = scene.lanes.map((lane) => {
      const chip = h('button', { class: 'chip', 'aria-pressed': 'true', 'data-group': lane.id }, h('i', { class: 'dot' }), lane.name);
      chip.style.setProperty('--colour', style.people[lane.colour - 1]);
      chip.onclick = () => act.toggleGroup(lane.id);
      return chip;
    });
    const layers = Object.entries(scene.layerNames).map(([id, name]) => {
      const chip = h('button', { class: 'chip layer', 'aria-pressed': 'true', 'data-layer': id }, name);
      chip.onclick = () => act.toggleLayer(id);
      return chip;
    });
    box.replaceChildren(
      h('div', { class: 'row', role: 'group', 'aria-label': 'People' }, ...people),
      h('div', { class: 'row', role: 'group', 'aria-label': 'Layers' }, ...layers));
    return {
      show(groups, shownLayers) {
        for (const chip of people) chip.setAttribute('aria-pressed', String(groups.has(chip.dataset.group)));
        for (const chip of layers) chip.setAttribute('aria-pressed', String(shownLayers.has(chip.dataset.layer)));
      },
    };
  }

  return { show, listed, none, events, chips };
})();
