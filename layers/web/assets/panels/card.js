/* The card: who, headline, the time in the report's words, the text, how well it is supported, who says so. */
import { h } from './dom.js';
import { levelOf, support } from './support.js';

/** The language of a text of the story where it is the story's own; "" where the text is in the language of the page.
    @param {any} row the story, or an event
    @param {string} name
    @param {import('../types.js').StoryData} story */
export const langOf = (row, name, story) => (row.own?.includes(name) ? story.language : '');
/** An element with a text of the story, in the direction of its own letters.
    @param {string} tag
    @param {any} row
    @param {string} name
    @param {import('../types.js').StoryData} story
    @param {Record<string, string>} [look] */
const own = (tag, row, name, story, look = {}) => h(tag, { ...look, dir: 'auto', lang: langOf(row, name, story) || null }, row[name]);

/** Who makes a claim, in words.
    @param {import('../types.js').Claim} claim
    @param {import('../types.js').Say} say */
function who(claim, say) {
  return [
    say.isolated(claim.told_by), claim.counted ? say('page.claim.informants', { n: claim.informants }) : '', claim.unnamed ? say('page.claim.unnamed') : '',
    claim.origin ? say('page.claim.origin', { origin: claim.origin }) : '', claim.context ? say('page.claim.context') : '',
  ].join('');
}

/** Where it happened, in words: a place, the ends of a movement, or that none is reported.
    @param {import('../types.js').Scene} scene
    @param {import('../types.js').EventMark} mark
    @param {import('../types.js').Say} say */
function where(scene, mark, say) {
  const name = (/** @type {string} */ id) => scene.byId.place.get(id)?.name;
  const leg = mark.leg && scene.byId.leg.get(mark.leg);
  if (leg) {
    const end = (/** @type {string} */ id, /** @type {boolean} */ open) => (open && !scene.byId.place.get(id)?.area ? say('page.place.unknown') : name(id));
    return say('page.card.from-to', { from: end(leg.ends[0], leg.open_start), to: end(leg.ends[leg.ends.length - 1], leg.open_end) });
  }
  return (mark.place && name(mark.place)) || say('page.card.nowhere');
}

/** The item of a claim: its stance, who makes it, their account, and where that is printed.
    @param {import('../types.js').StoryData} story
    @param {import('../types.js').Claim} claim
    @param {import('../types.js').Say} say */
function account(story, claim, say) {
  const source = /** @type {import('../types.js').Source} */ (story.sources.find(({ id }) => id === claim.source));
  const paragraphs = say('page.cite.paragraphs', { n: claim.paragraphs.length, list: claim.paragraphs.join(', ') });
  const full = say('page.cite', { publisher: source.publisher, paragraphs });
  const short = say('page.cite.short', { list: claim.paragraphs.join(', ') }), words = story.sources.length > 1 ? say('page.cite', { publisher: source.publisher, paragraphs: short }) : short;
  const cite = source.url ? h('a', { href: source.url, target: '_blank', rel: 'noopener noreferrer', 'aria-label': full, title: full }, words)
    : h('span', { 'aria-label': full, title: full }, words);
  return h('li', { class: claim.stance },
    h('i', { class: 'square', 'aria-hidden': 'true' }),
    h('p', {},
      ...say.pieces(`page.claim.${claim.stance}`, { stance: h('span', { class: 'stance' }, say(`page.stance.${claim.stance}`)), who: h('b', {}, who(claim, say)) }),
      ' ', claim.text ? own('bdi', claim, 'text', story, { class: 'account' }) : null,
      h('span', { class: 'cite' }, ' ', cite), claim.ended ? h('span', { class: 'ended' }, ` ${claim.ended}`) : null));
}

/** When it happened: in the report's words, and as a date.
    @param {import('../types.js').StoryData} story
    @param {import('../types.js').ToldTime} time
    @param {import('../types.js').Say} say */
function when(story, time, say) {
  const said = time.hourly ? say('page.zoned', { said: time.said, zone: story.zone_name }) : time.said;
  return time.words ? say.pieces('page.card.when', { words: h('b', { dir: 'auto', lang: story.language }, say('page.quoted', { words: time.words })), said }) : [said];
}

/** At least how many informants there are for each stance, in a line: "3 sources, 1 no comment".
    @param {import('../types.js').EventMark} mark
    @param {import('../types.js').Say} say */
function counted(mark, say) {
  const count = new Map();
  for (const { stance, informants, context, ended } of mark.claims) if (!context && !ended) count.set(stance, (count.get(stance) || 0) + informants);
  return ['reports', 'denies', 'unverified', 'no-comment'].filter((stance) => count.has(stance))
    .map((stance) => say(`page.count.${stance}`, { n: count.get(stance) })).join(say('page.comma'));
}

/** Build the card of an event into `box`, the `turn`-th of `all`.
    @param {HTMLElement} box
    @param {import('../types.js').Panel} panel
    @param {import('../types.js').EventMark} mark
    @param {number} turn
    @param {number} all */
export function showCard(box, { scene, say }, mark, turn, all) {
  const story = scene.story, lane = /** @type {import('../types.js').Lane} */ (scene.lanes.find(({ id }) => id === mark.lanes[0]));
  const letters = [...new Set(mark.claims.map((c) => story.sources.find((s) => s.id === c.source)?.reliability))].join('');
  const people = mark.people.map((id) => say.isolated(story.people[id].name)).join(say('page.comma'));
  const turns = h('span', { class: 'turn' }, say('page.card.turn', { turn, n: all }));
  box.replaceChildren(...[
    h('p', { class: 'kicker' }, h('i', { class: 'dot', 'data-colour': lane.colour }), h('b', { 'data-colour': lane.colour }, lane.name), turns),
    scene.asKnown ? h('p', { class: 'as-known' }, scene.asKnown) : null,
    own('h2', mark, 'headline', story),
    h('p', { class: 'when' }, ...when(story, mark.time, say)),
    mark.first ? h('p', { class: 'first' }, mark.first.said) : null,
    mark.text ? own('p', mark, 'text', story, { class: 'text' }) : null,
    h('p', { class: 'grade' }, support(mark, say, true), h('b', { title: say('page.card.grade', { grade: `${letters}${mark.figure}` }) }, levelOf(mark, say)),
      h('span', { class: 'counts' }, ` · ${counted(mark, say)}`),
      mark.support_reason ? own('span', mark, 'support_reason', story, { class: 'reason' }) : null),
    h('ul', { class: 'claims', 'aria-label': say('page.card.claims') }, ...mark.claims.map((claim) => account(story, claim, say))),
    mark.reading ? h('p', { class: 'reading' }, ...say.pieces('page.card.reading', { label: h('b', {}, say('page.card.our-reading')), reading: own('bdi', mark, 'reading', story) })) : null,
    h('dl', { class: 'facts' },
      h('dt', {}, say('page.card.where')), h('dd', {}, where(scene, mark, say)),
      h('dt', {}, say('page.card.who')), h('dd', {}, people)),
  ].filter((node) => node !== null));
}
