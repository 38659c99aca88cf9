import { expect, test } from 'vitest';
import { anchor, onBranch, outline } from './polar';

const rounded = ({ x, y }: { x: number; y: number }) => [Math.round(x), Math.round(y)];

test('branches start at the top and go clockwise', () => {
  const at = (index: number) => rounded(onBranch(index, 4, 8, 8, 100));
  expect([0, 1, 2, 3].map(at)).toEqual([
    [0, -100],
    [100, 0],
    [0, 100],
    [-100, 0],
  ]);
});

test('a value is as far away as it is high; nothing is the middle', () => {
  expect(rounded(onBranch(1, 4, 4, 8, 100))).toEqual([50, 0]);
  expect(outline([onBranch(0, 3, 0, 8, 100)])).toMatch(/^-?0\.0,-?0\.0$/);
});

test('labels grow away from the middle', () => {
  expect([0, 1, 3].map((index) => anchor(onBranch(index, 4, 8, 8, 100)))).toEqual(['middle', 'start', 'end']);
});
