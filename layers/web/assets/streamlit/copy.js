/* The button that copies the picture as an image. What is copied is what the preview on the page shows,
   drawn by the browser itself as a PNG, without the server. */
import { messages } from '../core/messages.js';
import { button, withStatus } from './buttons.js';

const STYLE = `
  :host { display: block; }
  div { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; font: 14px/1.4 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif; }
  button { font: inherit; color: var(--st-text-color); background: var(--st-background-color); border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius, 2px); min-height: 40px; padding: 4px 12px; cursor: pointer; white-space: nowrap; }
  button:hover, button:focus-visible { border-color: var(--st-text-color); }
  button:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
  span { color: var(--st-text-color); font-size: 13px; line-height: 1.35; max-width: 34ch; }
  span:empty { display: none; }
`;

/** The image as a PNG of that size in pixels. It has been on the page, so its fonts have been loaded.
    @param {HTMLImageElement} image
    @param {number} width
    @param {number} height
    @returns {Promise<Blob>} */
async function png(image, width, height) {
  await image.decode();
  const sheet = document.createElement('canvas'), pen = sheet.getContext('2d');
  if (!pen) throw new Error('no bitmap');
  [sheet.width, sheet.height] = [width, height];
  pen.drawImage(image, 0, 0, width, height);
  return new Promise((done, fail) => {
    sheet.toBlob((blob) => { if (blob) done(blob); else fail(new Error('no bitmap')); }, 'image/png');
  });
}

/** @param {import('../types.js').Component<{preview: string, width: number, height: number, language: string, messages: import('../types.js').Texts}, ShadowRoot & {copy: () => void}>} component */
export function component({ data, parentElement }) {
  const say = messages(data.messages, data.language);
  if (!parentElement.querySelector('button')) withStatus(parentElement, STYLE, button(say('copy.press'), () => parentElement.copy()));
  const said = /** @type {HTMLElement} */ (parentElement.querySelector('[role=status]')), { width, height } = data;
  said.textContent = '';                         // what was copied before was another picture
  parentElement.copy = async () => {
    const image = /** @type {HTMLImageElement} */ (document.querySelector(`.st-key-${data.preview} img`));
    try {
      // A promise of the image: while it is drawn, some browsers would forget that a reader pressed the button.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png(image, width, height) })]);
      said.textContent = say('copy.done', { width: String(width), height: String(height) });
    } catch {
      said.textContent = say('copy.refused');
    }
  };
}
