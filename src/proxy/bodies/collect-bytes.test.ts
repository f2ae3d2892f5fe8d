import { expect, it } from 'vitest';
import { CUT_OVERLAP } from '../../shared/model/captured-bodies';
import { createByteCollector } from './collect-bytes';

const LIMIT = 1_000;
const room = () => ({ now: 0, most: 10_000_000 });
const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index % 251);

function collect(body: Uint8Array, pieceSize: number, held = room()) {
  const collector = createByteCollector(LIMIT, held);
  for (let at = 0; at < body.length; at += pieceSize) collector.add(body.subarray(at, at + pieceSize));
  const { head, tail } = collector.pieces();
  return { collector, head: Buffer.concat(head), tail: Buffer.concat(tail), held };
}

it('holds a short body whole', () => {
  const body = bytes(900);
  const { head, tail, collector } = collect(body, 7);
  expect(head.equals(body)).toBe(true);
  expect(tail.length).toBe(0);
  expect(collector.size()).toBe(900);
});

it.each([1_000_000, 4_096, 333])(
  'holds the beginning and the end of a long one that comes in pieces of %d bytes',
  (pieceSize) => {
    const body = bytes(400_000);
    const { head, tail, collector, held } = collect(body, pieceSize);
    expect(collector.size()).toBe(400_000);
    expect(head.equals(body.subarray(0, 750 + CUT_OVERLAP))).toBe(true);
    expect(tail.equals(body.subarray(-250 - CUT_OVERLAP))).toBe(true);
    expect(held.now).toBe(head.length + tail.length);
    collector.release();
    expect(held.now).toBe(0);
  },
);

it('only counts what there is no room for, so that what it holds has no gap but at its end', () => {
  const body = bytes(5_000);
  const { head, tail, collector } = collect(body, 100, { now: 0, most: 2_050 });
  expect(head.equals(body.subarray(0, 2_000))).toBe(true);
  expect(tail.length).toBe(0);
  expect(collector.size()).toBe(5_000);
});
