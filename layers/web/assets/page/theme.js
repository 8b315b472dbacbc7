/* Light or dark, as the reader has chosen: the colours that are drawn with; on paper light. Text and boxes follow page.css. */
const dark = window.matchMedia('screen and (prefers-color-scheme:dark)');

/** The style in the reader's colours; `changed` is told when they choose otherwise. It stays the same object. */
export function themes(data) {
  const style = { ...data.style, ...(dark.matches ? data.dark : {}) };
  return {
    style,
    changed(then) {
      dark.addEventListener('change', () => { Object.assign(style, data.style, dark.matches ? data.dark : {}); then(); });
    },
  };
}
