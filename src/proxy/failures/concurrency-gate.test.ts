import { expect, it } from 'vitest';
import { createConcurrencyGate, type ConcurrencyGate, type Leave } from './concurrency-gate';

const never = new AbortController().signal;

function limited(concurrency: number): ConcurrencyGate {
  const gate = createConcurrencyGate();
  gate.setLimits(new Map([['up', concurrency]]));
  return gate;
}

/** Enters in this order, leaves at once whenever let in, and gives the order in which that was. */
async function orderOf(gate: ConcurrencyGate, sessions: string[]): Promise<string[]> {
  const order: string[] = [];
  const first = await gate.enter('up', 'first', never);
  const all = sessions.map(async (name) => {
    const leave = await gate.enter('up', name[0] ?? '', never);
    order.push(name);
    leave();
  });
  first();
  await Promise.all(all);
  return order;
}

it('lets so many in and no more', async () => {
  const gate = limited(2);
  const leaves = await Promise.all([gate.enter('up', 'a', never), gate.enter('up', 'a', never)]);
  let third: Leave | null = null;
  const entering = gate.enter('up', 'b', never).then((leave) => (third = leave));
  await new Promise(setImmediate);
  expect(third).toBeNull();
  leaves[0]?.();
  await entering;
  expect(third).not.toBeNull();
});

it('gives a place back once, however often it is left', async () => {
  const gate = limited(1);
  const leave = await gate.enter('up', 'a', never);
  leave();
  leave();
  await gate.enter('up', 'a', never);
  let entered = false;
  void gate.enter('up', 'a', never).then(() => (entered = true));
  await new Promise(setImmediate);
  expect(entered).toBe(false);
});

it('serves a session in its order, and sessions in turn', async () => {
  expect(await orderOf(limited(1), ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2'])).toEqual([
    'a1',
    'b1',
    'c1',
    'a2',
    'b2',
    'a3',
    'a4',
  ]);
});

it('takes who aborts out of the queue', async () => {
  const gate = limited(1);
  const leave = await gate.enter('up', 'a', never);
  const controller = new AbortController();
  const gone = gate.enter('up', 'b', controller.signal);
  const next = gate.enter('up', 'c', never);
  controller.abort(new Error('gone'));
  await expect(gone).rejects.toThrow('gone');
  leave();
  await expect(next).resolves.toBeTypeOf('function');
  await expect(gate.enter('up', 'd', controller.signal)).rejects.toThrow('gone');
});

it('keeps no place for who aborts after being let in', async () => {
  const gate = limited(1);
  const controller = new AbortController();
  const leave = await gate.enter('up', 'a', controller.signal);
  controller.abort();
  leave();
  await expect(gate.enter('up', 'b', never)).resolves.toBeTypeOf('function');
});

it('lets those who wait in when the limit rises or goes', async () => {
  const gate = limited(1);
  await gate.enter('up', 'a', never);
  const second = gate.enter('up', 'b', never);
  const third = gate.enter('up', 'c', never);
  gate.setLimits(new Map([['up', 2]]));
  await second;
  gate.setLimits(new Map());
  await third;
  expect([gate.isLimited('up'), gate.isLimited('other')]).toEqual([false, false]);
});
