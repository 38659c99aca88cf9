import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { db } from '$lib/offline/db';
import { keepDraft } from '$lib/offline/drafts';
import { forgetOldSheets, normal, sheetKey } from './code';
import { competence } from './fixtures';
import { AnswerSheet } from './sheet.svelte';

const keys = async () => (await db()).getAllKeys('drafts');
/** What a new page of the same device would find. */
async function again(key: string) {
  const sheet = new AnswerSheet(key);
  await sheet.load();
  return sheet;
}

beforeEach(async () => (await db()).clear('drafts'));

test('answers outlive the page, each person’s under their own key', async () => {
  const sheet = new AnswerSheet('mine');
  sheet.answer(competence('1.2'), 0, 'alone');
  sheet.answer(competence('1.2'), 1, 'not_yet');
  expect((await again('mine')).of(competence('1.2'))).toEqual(['alone', 'not_yet']);
  expect((await again('mine')).last).toBe('id-1.2');
  expect((await again('other')).of(competence('1.2'))).toEqual([]);
});

test('what is finished is no draft any more; what waits stays until it has left', async () => {
  const sheet = new AnswerSheet('mine');
  sheet.answer(competence('1.2'), 0, 'alone');
  sheet.hold({ id: 'p', placement: { competence_id: 'id-1.2', answers: [] } });
  sheet.finish(competence('1.2'));
  const later = await again('mine');
  expect(later.of(competence('1.2'))).toEqual([]);
  expect(later.unsent.map(({ id }) => id)).toEqual(['p']);
  later.release('p');
  expect((await again('mine')).unsent).toEqual([]);
});

test('erased, nothing stays on the device', async () => {
  const sheet = new AnswerSheet('mine');
  sheet.answer(competence('1.2'), 0, 'alone');
  await sheet.erase();
  expect(await keys()).toEqual([]);
});

test('a key is the same however the code is typed, and does not hold it', async () => {
  expect(normal(' k7qf-3mpd ')).toBe('K7QF3MPD');
  const key = await sheetKey('K7QF-3MPD');
  expect(await sheetKey('k7qf 3mpd')).toBe(key);
  expect(key).not.toMatch(/k7qf/i);
  expect(await sheetKey('K7QF-3MPE')).not.toBe(key);
});

test('what was left without a word goes once its code is over; forms of accounts stay', async () => {
  await keepDraft('placement-code:old', {});
  await keepDraft('placement:account', {});
  await forgetOldSheets(Date.now() + 60 * 60_000);
  expect(await keys()).toEqual(['placement-code:old', 'placement:account']);
  await forgetOldSheets(Date.now() + 3 * 60 * 60_000);
  expect(await keys()).toEqual(['placement:account']);
});
