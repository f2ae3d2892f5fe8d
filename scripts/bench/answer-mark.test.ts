import { expect, it } from 'vitest';
import { readAnswerMark, writeAnswerMark } from './answer-mark.mjs';

it('is found again in a body, with its pause', () => {
  const body = JSON.stringify({ system: `Be kind.\n${writeAnswerMark({ events: 5_000, pauseMs: 20 })}\n12` });
  expect(readAnswerMark(Buffer.from(body))).toEqual({ events: 5_000, pauseMs: 20 });
});

it('asks for no pause unless told', () => {
  expect(readAnswerMark(Buffer.from(writeAnswerMark({ events: 200 })))).toEqual({ events: 200, pauseMs: 0 });
});

it('is missed in a body without it', () => {
  expect(readAnswerMark(Buffer.from('{"system":"bench-answer:soon"}'))).toBeNull();
  expect(readAnswerMark(Buffer.from('{}'))).toBeNull();
});
