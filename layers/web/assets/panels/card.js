/* The card of the event that is told. */
import { h } from './dom.js';
import { levelOf, support } from './support.js';

function who(claim, say) {
  return [
    claim.told_by, claim.counted ? say('page.claim.informants', { n: claim.informants }) : '', claim.unnamed ? say('page.claim.unnamed') : '',
    claim.origin ? say('page.claim.origin', { origin: claim.origin }) : '', claim.context ? say('page.claim.context') : '',
  ].join('');
}

/** Where it happened, in words: a place, the ends of a movement, or that none is reported. */
function where(scene, mark, say) {
  const name = (id) => (scene.byId.place.get(id) || {}).name;
  const leg = mark.leg && scene.byId.leg.get(mark.leg);
  if (leg) {
    const end = (id, open) => (open && !scene.byId.place.get(id).area ? say('page.place.unknown') : name(id));
    return say('page.card.from-to', { from: end(leg.ends[0], leg.open_start), to: end(leg.ends[leg.ends.length - 1], leg.open_end) });
  }
  return name(mark.place) || say('page.card.nowhere');
}

function account(story, claim, say) {
  const source = story.sources.find((one) => one.id === claim.source);
  const paragraphs = say('page.cite.paragraphs', { n: claim.paragraphs.length, list: claim.paragraphs.join(', ') });
  const cite = say('page.cite', { publisher: source.publisher, paragraphs });
  return h('li', { class: claim.stance },
    h('i', { class: 'square', 'aria-hidden': 'true' }),
    h('div', {},
      h('p', {}, ...say.pieces(`page.claim.${claim.stance}`, { stance: h('b', {}, say(`page.stance.${claim.stance}`)), who: who(claim, say) })),
      claim.text ? h('p', { class: 'account' }, claim.text) : null,
      h('p', { class: 'cite' }, source.url ? h('a', { href: source.url, target: '_blank', rel: 'noopener noreferrer' }, cite) : cite)));
}

function when(story, time, say) {
  const said = time.hourly ? say('page.zoned', { said: time.said, zone: story.zone_name }) : time.said;
  return time.words ? say.pieces('page.card.when', { words: h('b', {}, say('page.quoted', { words: time.words })), said }) : [said];
}

/** Build the card into `box` for one event. */
export function showCard(box, { scene, style, say }, mark) {
  const story = scene.story, lane = scene.lanes.find((one) => one.id === mark.lanes[0]);
  const letters = [...new Set(mark.claims.map((c) => story.sources.find((s) => s.id === c.source).reliability))].join('');
  const dot = h('i', { class: 'dot' });
  dot.style.background = style.people[lane.colour - 1];
  const people = mark.people.map((id) => story.people[id].name).join(', ');
  box.replaceChildren(...[
    h('p', { class: 'kicker' }, dot, h('span', {}, `${lane.name} · ${mark.time.short}`)),
    h('h2', {}, mark.headline),
    h('p', { class: 'when' }, ...when(story, mark.time, say)),
    mark.reading ? h('p', { class: 'reading' }, ...say.pieces('page.card.reading', { label: h('b', {}, say('page.card.our-reading')), reading: mark.reading })) : null,
    mark.text ? h('p', { class: 'text' }, mark.text) : null,
    h('dl', { class: 'facts' },
      h('dt', {}, say('page.card.where')), h('dd', {}, where(scene, mark, say)),
      h('dt', {}, say('page.card.who')), h('dd', {}, people)),
    h('h3', {}, say('page.card.claims')),
    h('ul', { class: 'claims' }, ...mark.claims.map((claim) => account(story, claim, say))),
    h('p', { class: 'grade' }, support(mark, say, true), h('span', {}, levelOf(mark, say)),
      h('span', { class: 'admiralty', title: say('page.card.admiralty') }, ` · ${letters}${mark.figure}`),
      mark.support_reason ? h('span', { class: 'reason' }, mark.support_reason) : null),
  ].filter((node) => node !== null));
  box.scrollTop = 0;
}
