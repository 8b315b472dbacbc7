/* The messages of one language: a key and its parts become a sentence, as in geo/language/messages.py. */

/** Make the function that gives the messages of a catalogue. It throws an error for a missing message or part.
    @param {Record<string, import('../types.js').Message>} texts
    @param {string} language
    @returns {import('../types.js').Say} */
export function messages(texts, language) {
  const plural = new Intl.PluralRules(language), number = new Intl.NumberFormat(language, { numberingSystem: 'latn' });
  const rtl = /^(ar|fa|he|ur)/.test(language);
  /** @param {string} key
      @param {import('../types.js').Parts} parts */
  function text(key, parts) {
    if (!Object.hasOwn(texts, key)) throw new Error(`There is no message "${key}" in the catalogue.`);
    const message = texts[key];
    if (typeof message === 'string') return message;
    if (typeof parts.n !== 'number') throw new Error(`The message "${key}" needs a number n.`);
    return message[plural.select(parts.n)] ?? message.other;
  }
  /** A text that is isolated where it runs the other way than the language.
      @param {string} part */
  function isolated(part) {
    const leftwards = /[\u0590-\u08ff]/.test(part);
    const against = rtl ? !leftwards && /[A-Za-z\u00c0-\u052f]/.test(part) : leftwards;
    return against && !part.includes('\u2069') ? `\u2068${part}\u2069` : part;
  }
  /** The message split at its parts; a part may be anything, such as a node.
      @param {string} key
      @param {import('../types.js').Parts} [parts] */
  function pieces(key, parts = {}) {
    return text(key, parts).split(/\{(\w+)\}/).map((piece, i) => {
      if (i % 2 === 0) return piece;
      const part = parts[piece];
      if (part === undefined) throw new Error(`The message "${key}" needs {${piece}}.`);
      return typeof part === 'number' ? number.format(part) : typeof part === 'string' ? isolated(part) : part;
    });
  }
  const say = (/** @type {string} */ key, /** @type {import('../types.js').Parts | undefined} */ parts) => pieces(key, parts).join('');
  return Object.assign(say, { pieces, isolated, language });
}
