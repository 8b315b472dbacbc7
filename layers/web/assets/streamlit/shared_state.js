/* What the components of the page share. It is kept on the window, as each component is a script of its own. */

/** @template T
    @param {string} name
    @param {T} first
    @returns {T} */
const shared = (name, first) => (/** @type {any} */ (window))[Symbol.for(name)] ??= first;

/** What the frames and the commands to them share.
    @type {import('../types.js').FrameBus} */
export const frameBus = shared('escape-routes', { hears: new Map(), said: new Map(), done: new Set(), watched: new Set(), frames: new Set() });

/** The reader's own story as the page has it, or the report that is being confirmed.
    @type {import('../types.js').OwnBus} */
export const ownStory = shared('escape-routes:own', { now: null, hears: new Set() });
