/* The elements that the page of the document has from the beginning. */
import { langOf } from '../panels/card.js';
import { framed } from './host.js';

/** The element of the page with that id.
    @param {string} name */
export function byId(name) {
  const node = document.getElementById(name);
  if (!node) throw new Error(`The page has no element #${name}.`);
  return node;
}

/** Write what stays the same while the document is open.
    @param {any} story the StoryData, read by the names of its fields
    @param {string} language */
export function writeFrame(story, language) {
  document.title = story.title;
  document.documentElement.lang = language;
  for (const name of ['title', 'subtitle']) { byId(name).textContent = story[name] || ''; if (langOf(story, name, story)) byId(name).lang = story.language; }
  byId('source').textContent = story.source_line;
  if (framed) document.documentElement.classList.add('framed');
}
