import { describe, expect, it } from 'vitest';
import { createBodySeries, createConversation, makeBody } from './conversation.mjs';

const answer = { events: 200 };

describe('makeBody', () => {
  it.each([2, 20, 200, 800])('makes a request of exactly %i KB', (kilobytes) => {
    expect(Buffer.byteLength(makeBody(kilobytes, { answer }))).toBe(kilobytes * 1024);
  });

  it('is as large with a character beyond Latin-1 in it', () => {
    const text = makeBody(20, { answer, wide: true });
    expect(Buffer.byteLength(text)).toBe(20 * 1024);
    expect(text).toContain('—');
  });

  it('answers each tool call in the next message', () => {
    const { messages } = JSON.parse(makeBody(20, { answer })) as {
      messages: { role: string; content: { id?: string; tool_use_id?: string }[] }[];
    };
    const calls = messages.flatMap(({ content }) => content.flatMap(({ id }) => id ?? []));
    const results = messages.flatMap(({ content }) => content.flatMap(({ tool_use_id: id }) => id ?? []));
    expect(calls.length).toBeGreaterThan(1);
    expect(results).toEqual(calls);
    expect(messages.map(({ role }) => role)).toEqual(messages.map((_, index) => (index % 2 === 0 ? 'user' : 'assistant')));
  });
});

describe('createBodySeries', () => {
  it('makes bodies of the same size, no two of them alike', () => {
    const next = createBodySeries(makeBody(20, { answer }));
    const [first, second] = [next(), next()];
    expect(second.length).toBe(first.length);
    expect(second.equals(first)).toBe(false);
    expect(JSON.parse(second.toString())).toBeTypeOf('object');
  });
});

describe('createConversation', () => {
  it('sends all earlier turns again, unchanged but for the cache mark', () => {
    const conversation = createConversation({ answer, seed: 1 });
    const messagesNow = () =>
      (
        JSON.parse(conversation.toJson(), (key, value: unknown) => (key === 'cache_control' ? undefined : value)) as {
          messages: unknown[];
        }
      ).messages;
    conversation.addTurn(500);
    const before = messagesNow();
    conversation.addTurn(500);
    expect(messagesNow().slice(0, before.length)).toEqual(before);
    expect(messagesNow()).toHaveLength(before.length + 2);
  });
});
