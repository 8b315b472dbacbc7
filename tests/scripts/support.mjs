/* What the tests of the scripts share: the vectors of tests/vectors, the messages, the shipped story's scene. */
import { readFileSync } from 'node:fs';
import { messages } from '../../layers/web/assets/core/messages.js';
import { readScene } from '../../layers/web/assets/core/scene.js';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
export const vector = (name) => read(new URL(`../vectors/${name}`, import.meta.url));
export const texts = read(new URL('../../geo/language/en.json', import.meta.url));
export const say = messages(texts, 'en');

/** The data of the shipped story's document, from the file that tests/scripts/test_scripts.py writes. */
export const documentData = () => read(process.env.DOCUMENT_DATA);
export const shippedScene = () => readScene(documentData());
