import { expect, it } from 'vitest';
import { createTargetFigures } from './target-figures';

const HALF_HOUR = 30 * 60_000;

it('knows no speed before one was measured, and none that is older than half an hour', () => {
  const figures = createTargetFigures();
  expect(figures.firstTokenMs('up/m', 0)).toBeNull();
  figures.learnSpeed('up/m', 400, 0);
  expect(figures.firstTokenMs('up/m', HALF_HOUR)).toBe(400);
  expect(figures.firstTokenMs('up/m', HALF_HOUR + 1)).toBeNull();
});

it('lets a new speed count for about a third of what is known, and for all where that is too old', () => {
  const figures = createTargetFigures();
  figures.learnSpeed('up/m', 400, 0);
  figures.learnSpeed('up/m', 500, 1);
  expect(figures.firstTokenMs('up/m', 1)).toBeCloseTo(430);
  figures.learnSpeed('up/m', 1_000, HALF_HOUR + 10);
  expect(figures.firstTokenMs('up/m', HALF_HOUR + 10)).toBe(1_000);
});

it('expects 800 tokens of an answer until it has seen some of its scenario', () => {
  const figures = createTargetFigures();
  figures.learnAnswer('background', 20);
  expect(figures.answerTokens('background')).toBe(20);
  expect(figures.answerTokens('default')).toBe(800);
});
