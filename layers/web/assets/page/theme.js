/* The colours of what is drawn, light or dark as readers have chosen; in print light. Text and boxes follow page.css. */
const scheme = window.matchMedia('(prefers-color-scheme: dark)'), paper = window.matchMedia('print');
const dark = () => scheme.matches && !paper.matches;

/** The style in the reader's colours, which stays the same object; `changed` takes what to call when the colours change.
    @param {{style: import('../types.js').Style, dark: Partial<import('../types.js').Style>}} data */
export function themes(data) {
  const style = { ...data.style, ...(dark() ? data.dark : {}) };
  return {
    style,
    /** @param {() => void} then */
    changed(then) {
      const change = () => { Object.assign(style, data.style, dark() ? data.dark : {}); then(); };
      for (const media of [scheme, paper]) media.addEventListener('change', change);
    },
  };
}
