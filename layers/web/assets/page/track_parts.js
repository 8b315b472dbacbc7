/* What a document has only if its story has tracks: their drawing, the words of a gap, the profile. */
import { gapWords } from '../core/recorded_track.js';
import { TrackDrawing } from '../map/track_drawing.js';
import { buildProfile } from '../panels/profile.js';
import { h } from '../panels/dom.js';
import { narrow } from './map_view.js';

/** Put the tracks into an open document; returns what draws and tells them.
    @param {import('../types.js').DocumentData} data
    @param {import('../types.js').TrackPage} page */
export function trackParts({ tracks, gapChoices = [] }, { style, say, zone, seek, column, key, chosen }) {
  const drawing = new TrackDrawing(tracks, style, say), profile = buildProfile(style, say, seek);
  const told = h('p', { id: 'reach', 'aria-live': 'polite', hidden: '' });
  const select = h('select', {}, ...gapChoices.map(([seconds, words]) => h('option', { value: seconds }, words)));
  const choice = h('label', { id: 'gap-after', hidden: '' }, h('span', {}, say('track.gaps')), select);
  select.onchange = () => chosen(Number(select.value) || null);
  key.append(choice, told);
  const put = () => { if (narrow()) column.append(profile.node); else key.after(profile.node); };
  put();
  return Object.assign(drawing, {
    profile,
    /** Part the tracks by the reader's choice, and say so in the key; what is no choice is the source's own.
        @param {number | null} seconds
        @returns {number | null} the choice */
    choose(seconds) {
      const [after, , words] = gapChoices.find(([known]) => known === seconds) || gapChoices[0];
      drawing.part(after || null);
      select.value = String(after);
      const sign = key.querySelector('[data-sign="gap"] span');
      if (sign) sign.textContent = words;
      return after || null;
    },
    /** Write the words of a gap, when a step rests; the threshold is to be chosen where positions are drawn.
        @param {string | null} leg */
    rest(leg) {
      choice.hidden = !drawing.signs.has('recorded');
      const text = gapWords(drawing.tracks.get(leg || ''), drawing.t, zone, say);
      told.textContent = text; told.hidden = !text;
    },
    /** Go to a moment. Where the stop of an event lies within reported bounds, or it was about then, nobody reported
        that moment: there the subject's recording is shown from end to end.
        @param {number} t
        @param {import('../types.js').EventMark | undefined} mark
        @param {boolean} beside */
    step(t, mark, beside) {
      drawing.t = beside && mark && t === mark.stop && (mark.s0 !== mark.s1 || mark.approximate?.[0]) ? NaN : t;
      profile.show(drawing.tracks.get(mark && mark.leg), drawing.t);
    },
    resized() { put(); profile.draw(drawing.t); },
  });
}
