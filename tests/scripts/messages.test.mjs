/* A message of the catalogue and its parts become a sentence. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messages } from '../../layers/web/assets/core/messages.js';
import { say } from './support.mjs';

test('a message takes its parts, and numbers as the language writes them', () => {
  assert.equal(say('page.tip.within', { place: 'Damascus', km: 1500 }), 'Damascus: right within 1,500 km');
  assert.equal(messages({ far: '{km} km' }, 'de')('far', { km: 1500.5 }), '1.500,5 km');
});

test('the number n chooses the plural form of the language', () => {
  assert.deepEqual([1, 2, 3000].map((n) => say('page.list.all', { n })), ['1 event', 'All 2 events', 'All 3,000 events']);
  const polish = messages({ events: { one: '{n} zdarzenie', few: '{n} zdarzenia', many: '{n} zdarzeń', other: '{n} zdarzenia' } }, 'pl');
  assert.deepEqual([1, 2, 5, 22].map((n) => polish('events', { n })), ['1 zdarzenie', '2 zdarzenia', '5 zdarzeń', '22 zdarzenia']);
});

test('a plural form that is not in the catalogue falls back to "other"', () => {
  assert.equal(messages({ events: { other: '{n} events' } }, 'en')('events', { n: 1 }), '1 events');
});

test('a part may be anything, and stands where the language wants it', () => {
  const stance = { node: true };
  assert.deepEqual(say.pieces('page.claim.denies', { stance, who: 'Damascus' }), ['', 'Damascus', ', ', stance, '']);
});

test('a part that runs the other way is isolated once', () => {
  const by = messages({ by: '{who}, {day}' }, 'en'), arabic = messages({ by: '{who}، {day}' }, 'ar');
  assert.equal(by('by', { who: 'הארץ', day: '9 May' }), '\u2068הארץ\u2069, 9 May');
  assert.equal(by('by', { who: 'AFP', day: by('by', { who: 'הארץ', day: '9' }) }), 'AFP, \u2068הארץ\u2069, 9');
  assert.equal(arabic('by', { who: 'AFP', day: arabic('by', { who: 'AFP', day: '9' }) }), '\u2068AFP\u2069، \u2068AFP\u2069، 9');
});

test('a text outside a message is isolated by the same rule', () => {
  assert.deepEqual(['הארץ', 'AFP'].map(messages({}, 'en').isolated), ['\u2068הארץ\u2069', 'AFP']);
  assert.deepEqual(['وكالة', 'AFP', '9'].map(messages({}, 'ar').isolated), ['وكالة', '\u2068AFP\u2069', '9']);
});

test('braces in a part stay as they are', () => {
  assert.equal(say('page.quoted', { words: '{zone}' }), '“{zone}”');
});

test('what is missing is said', () => {
  assert.throws(() => say('page.nothing'), /no message "page.nothing"/);
  assert.throws(() => say('page.quoted'), /needs \{words\}/);
  assert.throws(() => say('page.list.all', { n: '3' }), /needs a number n/);
  assert.throws(() => messages({}, 'en')('toString'), /no message/);
});
