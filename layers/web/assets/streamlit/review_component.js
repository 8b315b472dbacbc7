/* What Streamlit calls: the review of a report, whose modules (assets/review) stand joined above this. */
export default (/** @type {any} */ (globalThis))[Symbol.for('escape-routes:review')];
