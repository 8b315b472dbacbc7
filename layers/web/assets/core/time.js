/* Time without a DOM: the progress of a leg, the state of an event, the two scales, moments in words.
   The same rules as geo/time/instants.py and layers/scene/visibility.py; tests compare them. */
const MINUTE = 60000;
const HOUR = 60 * MINUTE;

/** How far between two moments a third lies, limited to 0..1; a step from 0 to 1 where the two are the same.
    @param {number} start
    @param {number} end
    @param {number} at */
export function progress(start, end, at) {
  if (at >= end) return 1;
  if (at <= start) return 0;
  return (at - start) / (end - start);
}

/** The first of the numbers below `count` that passes, where all after it pass too; `count` if none does.
    @param {number} count
    @param {(i: number) => boolean} passes */
export function first(count, passes) {
  let low = 0, high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle; else low = middle + 1;
  }
  return low;
}

/** 'ahead', 'perhaps', 'under way' or 'past'; the intervals are half open. An event whose one minute is approximate is
    perhaps under way then.
    @param {import('../types.js').Bounds} event
    @param {number} at */
export function eventState(event, at) {
  if (at < event.s0) return 'ahead';
  if (at < event.s1 || (at === event.s0 && at === event.s1 && event.approximate?.[0])) return 'perhaps';
  if (at < event.e1 || at === event.s1) return 'under way';
  return 'past';
}

/** A scale between moments and 0..1 that is linear between its knots.
    @param {number[]} times
    @param {number[]} places
    @returns {import('../types.js').Scale} */
function scaleThrough(times, places) {
  const last = times.length - 1;
  /** @param {number[]} from
      @param {number[]} to
      @param {number} value */
  function between(from, to, value) {
    if (value <= from[0]) return to[0];
    if (value >= from[last]) return to[last];
    let low = 0, high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (from[middle] <= value) low = middle; else high = middle;
    }
    const share = (value - from[low]) / (from[high] - from[low]);
    return to[low] + share * (to[high] - to[low]);
  }
  return {
    place: (t) => between(times, places, t),
    time: (u) => between(places, times, u),
    knots: places,
  };
}

/** True to scale: a minute is a minute.
    @param {number[]} span */
export function trueScale([begin, end]) {
  return scaleThrough([begin, Math.max(end, begin + MINUTE)], [0, 1]);
}

/** Even stops: the same distance from each stop to the next, however far apart they are in time.
    @param {number[]} span
    @param {number[]} stops */
export function evenScale([begin, end], stops) {
  const times = [begin];
  for (const stop of stops) if (stop > times[times.length - 1]) times.push(stop);
  if (end > times[times.length - 1]) times.push(end);
  if (times.length < 2) return trueScale([begin, end]);
  return scaleThrough(times, times.map((_, i) => i / (times.length - 1)));
}

/** The distance between two stops that follow each other, px; the scale has its own ends beside them.
    @param {number[]} places px of each stop, in order @param {number} width */
export function pitchOf(places, width) {
  const apart = places.slice(1).map((at, i) => at - places[i]).filter((px) => px > 0.5);
  return apart.length ? Math.min(...apart) : width;
}

/** Moments in words in one time zone, never the reader's own; `say` gives the messages of a language.
    @param {string} zone
    @param {import('../types.js').Say} say
    @returns {import('../types.js').Zone} */
export function clock(zone, say) {
  const parts = new Intl.DateTimeFormat(say.language, {
    timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric',
    hour: '2-digit', minute: '2-digit', hourCycle: 'h23', era: 'short',
  });
  const numbers = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric',
    hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23', calendar: 'gregory',
  });
  const read = (/** @type {Intl.DateTimeFormat} */ format, /** @type {number} */ t) => Object.fromEntries(format.formatToParts(t).map((p) => [p.type, p.value]));
  const pad = (/** @type {number} */ n, width = 2) => String(n).padStart(width, '0');

  const month = (/** @type {number} */ n) => say(`page.month.${n}`);

  /** @param {number} t
      @returns {import('../types.js').Moment} */
  function fields(t) {
    const p = read(numbers, t);
    return { year: +p.year, month: +p.month, day: +p.day, hour: +p.hour, minute: +p.minute, second: +p.second };
  }
  /** @param {number} t */
  function offset(t) {                                       // milliseconds east of UTC
    const f = fields(t), wall = new Date(0);
    wall.setUTCFullYear(f.year, f.month - 1, f.day);
    wall.setUTCHours(f.hour, f.minute, f.second);
    return wall.getTime() - Math.floor(t / 1000) * 1000;
  }
  function at(/** @type {number} */ year, /** @type {number} */ number, /** @type {number} */ day, hour = 0, minute = 0, second = 0) {
    const wall = new Date(0);
    wall.setUTCFullYear(year, number - 1, day);
    wall.setUTCHours(hour, minute, second);
    let t = wall.getTime() - offset(wall.getTime());
    t = wall.getTime() - offset(t);
    return t;
  }
  return {
    fields,
    at,
    month,
    /** "8 Dec" */
    day(day, number) { return say('page.date.day', { day, month: month(number) }); },
    /** "Sunday 8 December 2024, 02:40" */
    moment(t) {
      const p = read(parts, t);
      return `${p.weekday} ${p.day} ${p.month} ${p.year}, ${p.hour}:${p.minute}`;
    },
    /** "8 Dec, 02:40": where the slider is */
    short(t) {
      const f = fields(t);
      return say('page.date.time', { day: f.day, month: month(f.month), time: `${pad(f.hour)}:${pad(f.minute)}` });
    },
    /** "UTC+3" */
    offset(t) {
      const minutes = Math.round(offset(t) / MINUTE), size = Math.abs(minutes);
      if (!minutes) return 'UTC';
      const rest = size % 60 ? ':' + pad(size % 60) : '';
      return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`;
    },
    /** "2024-12-08T02:40", with seconds where there are any. */
    iso(t) {
      const f = fields(t), seconds = f.second ? ':' + pad(f.second) : '';
      return `${pad(f.year, 4)}-${pad(f.month)}-${pad(f.day)}T${pad(f.hour)}:${pad(f.minute)}${seconds}`;
    },
    /** The moment of such a text; null if it is not valid. */
    parse(text) {
      if (!text) return null;
      const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
      if (!match) return null;
      const [year, number, day, hour, minute, second] = match.slice(1).map((n) => +(n || 0));
      const t = at(year, number, day, hour, minute, second);
      return this.iso(t).slice(0, 16) === text.slice(0, 16) ? t : null;
    },
  };
}

/** Marks for an axis from begin to end, coarse units first: [{t, text, level}].
    @param {import('../types.js').Zone} zone
    @param {number[]} span */
export function axisMarks(zone, [begin, end]) {
  const span = end - begin, from = zone.fields(begin), last = zone.fields(end), marks = new Map();
  const add = (/** @type {number} */ t, /** @type {string} */ text, /** @type {number} */ level) => {
    if (t >= begin && t <= end && !marks.has(t)) marks.set(t, { t, text, level });
  };
  const years = last.year - from.year;
  if (years) {
    const step = [1, 2, 5, 10, 20, 50, 100, 500].find((n) => years / n <= 40) || 1000;
    for (let y = Math.ceil(from.year / step) * step; y <= last.year; y += step) add(zone.at(y, 1, 1), String(y), 0);
  }
  if (years <= 6) {
    for (let m = from.year * 12 + from.month - 1; m <= last.year * 12 + last.month - 1; m++) {
      const month = (m % 12) + 1, year = Math.floor(m / 12);
      add(zone.at(year, month, 1), span < 80 * 24 * HOUR ? zone.day(1, month) : zone.month(month), 1);
    }
  }
  if (span < 120 * 24 * HOUR) {
    for (let d = 0; d <= span / (24 * HOUR) + 1; d++) {
      const noon = zone.fields(zone.at(from.year, from.month, from.day + d, 12));
      add(zone.at(noon.year, noon.month, noon.day), zone.day(noon.day, noon.month), 2);
      if (span < 40 * 24 * HOUR) {
        for (let h = 1; h < 24; h++) {
          const level = h === 12 ? 3 : h % 6 === 0 ? 4 : h % 3 === 0 ? 5 : 6;
          if (level > 5 && span > 3 * 24 * HOUR) continue;
          add(zone.at(noon.year, noon.month, noon.day, h), `${String(h).padStart(2, '0')}:00`, level);
        }
      }
    }
  }
  return [...marks.values()].sort((a, b) => a.level - b.level || a.t - b.t);
}
