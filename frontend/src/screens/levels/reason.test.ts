import { expect, test } from 'vitest';
import { checkReason } from './reason';

test('a reason is given, and short', () => {
  expect(checkReason('  ')).toHaveProperty('reason');
  expect(checkReason('é'.repeat(501))).toHaveProperty('reason');
  expect(checkReason('Je n’étais pas là.')).toEqual({});
  expect(checkReason('é'.repeat(500))).toEqual({});
});
