import { afterEach, expect, it } from 'vitest';
import type { Bridge, CallName } from '../../../shared/ipc/contract';
import { makeExchange } from '../../testing/make-exchange';
import { findFirstSince, useOnboardingStore } from './onboarding-store';

function answerWith(answers: Partial<Record<CallName, unknown>>): CallName[] {
  const called: CallName[] = [];
  const bridge: Bridge = {
    async call(name) {
      called.push(name);
      if (name in answers) return { ok: true, value: answers[name] };
      return { ok: false, error: { code: 'internal', message: `${name} failed` } };
    },
    on: () => () => undefined,
  };
  Object.assign(globalThis, { window: { switchyard: bridge } });
  return called;
}

afterEach(() => {
  useOnboardingStore.setState(useOnboardingStore.getInitialState(), true);
  Reflect.deleteProperty(globalThis, 'window');
});

it('adds the simulator before it sends the trial, and keeps the answer', async () => {
  const called = answerWith({ 'providers.add-simulator': {}, 'client.send-trial': { status: 200, text: 'Hello.' } });
  await useOnboardingStore.getState().tryNow();
  expect(called).toEqual(['providers.add-simulator', 'client.send-trial']);
  expect(useOnboardingStore.getState().trial).toMatchObject({ phase: 'answered', text: 'Hello.' });
});

it('keeps what a refused trial said', async () => {
  answerWith({ 'providers.add-simulator': {}, 'client.send-trial': { status: 503, text: 'The port is closed.' } });
  await useOnboardingStore.getState().tryNow();
  expect(useOnboardingStore.getState().trial).toMatchObject({ phase: 'failed', error: { hint: 'The port is closed.' } });
});

it('tells why the simulator could not be added, and sends nothing', async () => {
  const called = answerWith({});
  await useOnboardingStore.getState().tryNow();
  expect(called).toEqual(['providers.add-simulator']);
  expect(useOnboardingStore.getState().trial).toMatchObject({
    phase: 'failed',
    error: { message: 'providers.add-simulator failed' },
  });
});

it('takes the first row after a moment, not the newest', () => {
  const rows = [
    makeExchange({ id: 'c', startedAt: 30 }),
    makeExchange({ id: 'b', startedAt: 20 }),
    makeExchange({ id: 'a', startedAt: 10 }),
  ];
  expect(findFirstSince(rows, 15)?.id).toBe('b');
  expect(findFirstSince(rows, 31)).toBeNull();
  expect(findFirstSince(rows, null)).toBeNull();
});
