/* What eslint asks of the scripts. Its packages are in .venv/npm, where `npm ci` has put them. */
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../.venv/npm/package.json', import.meta.url));
const js = require('@eslint/js'), globals = require('globals');

/* Words that a reader would see come from the catalogue, geo/language/en.json: say('page. ...'). */
const LETTERS = '/[A-Za-z]{2}/';
const SPOKEN = [
  `CallExpression[callee.name='h'] > Literal:not(:first-child)[value=${LETTERS}]`,
  `CallExpression[callee.name='h'] > TemplateLiteral > TemplateElement[value.raw=${LETTERS}]`,
  `Property[key.value='aria-label'] > Literal.value`,
  `Property[key.name='title'] > Literal.value[value=${LETTERS}]`,
  `CallExpression[callee.property.name='setAttribute'][arguments.0.value='aria-label'] > Literal:not(:first-child)`,
  `AssignmentExpression[left.property.name=/^(textContent|innerText|title|placeholder)$/] > Literal.right[value=${LETTERS}]`,
  `AssignmentExpression[left.property.name=/^(textContent|innerText|title|placeholder)$/] > TemplateLiteral TemplateElement[value.raw=${LETTERS}]`,
].map((selector) => ({ selector, message: 'Put this text into geo/language/en.json and tell it with say().' }));

export default [
  js.configs.recommended,
  {
    files: ['layers/web/assets/**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: { ...globals.browser, L: 'readonly' } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      'no-implicit-globals': 'error',
      'no-shadow': ['error', { builtinGlobals: false, hoist: 'never' }],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-properties': ['error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({ property, message: 'A story is never HTML: use textContent.' }))],
      'no-restricted-syntax': ['error', ...SPOKEN],
      'no-eval': 'error',
      'no-self-compare': 'off',
    },
  },
  {
    files: ['layers/web/assets/core/*.js'],               // the pure part: no DOM, no Leaflet
    languageOptions: { globals: Object.fromEntries([...Object.keys(globals.browser), 'L'].map((name) => [name, 'off'])) },
  },
  {
    files: ['layers/web/assets/core/*.js'],
    languageOptions: { globals: { ...globals.es2021, Intl: 'readonly', URLSearchParams: 'readonly' } },
  },
  {
    files: ['tests/scripts/*.mjs'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: globals.node },
  },
];
