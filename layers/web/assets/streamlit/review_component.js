/* What Streamlit calls: the review of a report, whose modules (assets/review) stand joined above this. */
export default globalThis[Symbol.for('escape-routes:review')];
