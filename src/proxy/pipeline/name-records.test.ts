import { expect, it } from 'vitest';
import { nameRecords } from './name-records';
import { createFrameReader } from './read-frames';

function name(text: string): string {
  const bytes = Buffer.from(text);
  return nameRecords(bytes, createFrameReader().push(bytes)).toString();
}

it('leaves records alone that have names, with their comments and line ends', () => {
  const text = ': hello\r\n\r\nevent: ping\r\ndata: {"type":"ping"}\r\n\r\n';
  expect(name(text)).toBe(text);
});

it('gives a record the name that its data tells, and leaves one without as it is (pitfall 50)', () => {
  expect(name('data: {"a":1,"type":"message_stop"}\n\ndata: [DONE]\n\ndata: {"type":"a b"}\n\ndata: null\n\n')).toBe(
    'event: message_stop\ndata: {"a":1,"type":"message_stop"}\n\ndata: [DONE]\n\ndata: {"type":"a b"}\n\ndata: null\n\n',
  );
});

it('keeps data of several lines', () => {
  expect(name('data: {"type":"ping",\ndata: "a":1}\n\n')).toBe('event: ping\ndata: {"type":"ping",\ndata: "a":1}\n\n');
});
