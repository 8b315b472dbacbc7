/* The button that downloads the reader's own story. The browser makes the file from the text that it has
   (layers/web/assets/streamlit/keep.js), so that this also works when the server is down or has forgotten the session. */
import { messages } from '../core/messages.js';
import { button, withStatus } from './buttons.js';
import { ownStory } from './shared_state.js';

const STYLE = `
  div { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center; justify-content: flex-end; font: 14px/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; color: #26221d; }
  button { font: inherit; color: #fff; background: #26221d; border: 1px solid #26221d; border-radius: 2px; padding: 8px 14px; cursor: pointer; }
  button:focus-visible { outline: 2px solid #26221d; outline-offset: 2px; }
  span { color: #6b6359; font-size: 13px; line-height: 1.3; max-width: 30ch; }
`;

/** Download the story.
    @param {HTMLElement} said
    @param {import('../types.js').Say} say */
function taken(said, say) {
  const now = ownStory.now;
  if (!now) { said.textContent = say('home.none'); return; }
  const address = URL.createObjectURL(new Blob([now.text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = now.name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  now.home = now.text;
  for (const hear of ownStory.hears) hear();
}

/** Whether the reader has a copy of the story as it is now, in words.
    @param {import('../types.js').OwnStory | null} now
    @param {import('../types.js').Say} say */
function state(now, say) {
  if (!now) return '';
  if (now.text === now.home) return say('home.all');
  if (now.fault) return say('home.no-copy', { fault: now.fault });
  return now.when ? say('home.copy') : '';
}

/** @param {import('../types.js').Component<{language: string, messages: import('../types.js').Texts}, ShadowRoot & {hear: () => void}>} component */
export function component({ data, parentElement }) {
  const say = messages(data.messages, data.language);
  if (!parentElement.querySelector('button')) {
    /** @type {HTMLElement} */
    const said = withStatus(parentElement, STYLE, button(say('home.take'), () => taken(said, say)), true);
    parentElement.hear = () => { said.textContent = state(ownStory.now, say); };
  }
  const hear = parentElement.hear;
  ownStory.hears.add(hear);
  hear();
  return () => { if (!parentElement.isConnected || !parentElement.host?.isConnected) ownStory.hears.delete(hear); };
}
