/* What the components of the page share: each is a script of its own, so that it stands on the window. */

/** @template T
    @param {string} name
    @param {T} first
    @returns {T} */
const shared = (name, first) => (/** @type {any} */ (window))[Symbol.for(name)] ??= first;

/** What the frames and the commands to them share.
    @type {import('../types.js').FrameBus} */
export const frameBus = shared('escape-routes', { hears: new Map(), said: new Map(), done: new Set(), watched: new Set(), frames: new Set() });

/** The reader's own story, or a report that is confirmed, as the page has it.
    @type {import('../types.js').OwnBus} */
export const ownStory = shared('escape-routes:own', { now: null, hears: new Set() });
