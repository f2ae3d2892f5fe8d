import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors';
import { answerCalls, createCaller, sendEvent } from './thread-calls';

type Calls = {
  double: { input: number; output: number };
  refuse: { input: void; output: void };
  never: { input: void; output: void };
};

let channel: MessageChannel;

beforeEach(() => {
  channel = new MessageChannel();
  answerCalls<Calls>(channel.port2, {
    double: (number) => Promise.resolve(number * 2),
    refuse: () => {
      throw new AppError('port-taken', 'Port 1 is taken.', 'Choose another.', { cause: new Error('hidden') });
    },
    never: () => new Promise(() => {}),
  });
});

afterEach(() => channel.port1.close());

describe('calls between threads', () => {
  it('carry an answer to the call that asked, whatever the order', async () => {
    const caller = createCaller<Calls>(channel.port1, () => {});
    expect(await Promise.all([1, 2, 3].map((number) => caller.call('double', number)))).toEqual([2, 4, 6]);
  });

  it('carry an AppError with its code, message and hint', async () => {
    const caller = createCaller<Calls>(channel.port1, () => {});
    await expect(caller.call('refuse', undefined)).rejects.toMatchObject({
      code: 'port-taken',
      message: 'Port 1 is taken.',
      hint: 'Choose another.',
    });
  });

  it('end when the other side is declared gone', async () => {
    const caller = createCaller<Calls>(channel.port1, () => {});
    const call = caller.call('never', undefined);
    caller.fail(new AppError('internal', 'It is gone.'));
    await expect(call).rejects.toThrow('It is gone.');
  });

  it('bring events to the listener', async () => {
    const event = new Promise((resolve) => createCaller<Calls>(channel.port1, resolve));
    sendEvent(channel.port2, { kind: 'rows' });
    expect(await event).toEqual({ kind: 'rows' });
  });
});
