import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createBodyEncoder } from './encode-body';

const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString();
/** With lone surrogates as UTF-8 has them. */
const expected = (object: object) => Buffer.from(JSON.stringify(object)).toString();

const message = (words: string) => ({ role: 'user', content: `${words} ${'— as long as a page of a file 🤖 '.repeat(150)}` });
const conversation = (length: number, name = '') => Array.from({ length }, (_, turn) => message(`${name} turn ${turn}`));

it('writes what JSON.stringify writes, whatever the object holds and however wrong the hint is', () => {
  const value = fc.jsonValue();
  const field = fc.oneof(value, fc.array(fc.option(value, { nil: undefined }), { maxLength: 20 }), fc.constant(undefined));
  const bodies = createBodyEncoder();
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), field), fc.nat(100), (object, hint) => {
      expect(toText(bodies.encode(object, hint))).toBe(expected(object));
    }),
  );
});

it('writes a conversation that grows, changes, shrinks and begins anew', () => {
  const bodies = createBodyEncoder();
  const long = conversation(40);
  const turns = [
    long.slice(0, 20),
    long,
    [...long.slice(0, 39), message('other words')],
    [message('a summary'), ...long.slice(30)],
    long.slice(0, 12),
    long,
  ];
  for (const messages of turns)
    expect(toText(bodies.encode({ model: 'm', messages }, 0))).toBe(expected({ model: 'm', messages }));
});

it('makes only what is new of a conversation into text', () => {
  const bodies = createBodyEncoder();
  const copy = () => JSON.parse(JSON.stringify({ messages: conversation(40) })) as { messages: object[] };
  bodies.encode(copy(), 0);
  const stringify = vi.spyOn(JSON, 'stringify');
  const next = copy();
  next.messages.push(message('new'), message('newer'));
  stringify.mockClear();
  bodies.encode(next, 0);
  // The name of the field, and two messages.
  expect(stringify).toHaveBeenCalledTimes(3);
  stringify.mockRestore();
});

it('keeps conversations apart that take turns', () => {
  const bodies = createBodyEncoder();
  const system = message('the same system prompt');
  const talk = (name: string, length: number) => ({ messages: [system, ...conversation(length, name)] });
  for (let length = 10; length < 40; length += 5) {
    for (const name of ['one', 'two']) expect(toText(bodies.encode(talk(name, length), 0))).toBe(expected(talk(name, length)));
  }
  const stringify = vi.spyOn(JSON, 'stringify');
  const next = talk('one', 36);
  stringify.mockClear();
  bodies.encode(next, 0);
  expect(stringify).toHaveBeenCalledTimes(1 + 37 - 36);
  stringify.mockRestore();
});

it('gives bytes that later bodies leave alone', () => {
  const bodies = createBodyEncoder();
  const first = { messages: conversation(40) };
  const bytes = bodies.encode(first, 0);
  bodies.encode({ messages: [...first.messages.slice(0, 39), message('other words')] }, 0);
  expect(toText(bytes)).toBe(expected(first));
});
