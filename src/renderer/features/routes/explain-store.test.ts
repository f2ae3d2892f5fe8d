import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Bridge, CallResult } from '../../../shared/ipc/contract';
import { useExplainStore } from './explain-store';

/** What the window asked, each with the way to answer it. */
let asked: { input: unknown; answer(result: CallResult<unknown>): void }[];

beforeEach(() => {
  asked = [];
  const bridge: Bridge = {
    call: (_name, input) => new Promise((resolve) => asked.push({ input, answer: resolve })),
    on: () => () => undefined,
  };
  Object.assign(globalThis, { window: { switchyard: bridge } });
});

afterEach(() => {
  useExplainStore.setState(useExplainStore.getInitialState(), true);
  Reflect.deleteProperty(globalThis, 'window');
});

it('asks nobody before the draft is a question, and says what it needs', async () => {
  await useExplainStore.getState().explain();
  expect(asked).toEqual([]);
  expect(useExplainStore.getState().result).toEqual({ phase: 'incomplete', why: 'Choose one of the last requests.' });
});

it('drops the answer to a question that was edited meanwhile', async () => {
  const { edit, editForm, explain } = useExplainStore.getState();
  edit({ way: 'form' });
  const first = explain();
  editForm({ model: 'opus' });
  const second = explain();
  expect(asked[1]?.input).toMatchObject({ summary: { requestedModel: 'opus' } });
  asked[1]?.answer({ ok: true, value: 'of the second' });
  asked[0]?.answer({ ok: true, value: 'of the first' });
  await Promise.all([first, second]);
  expect(useExplainStore.getState().result).toEqual({ phase: 'ready', value: 'of the second' });
});

it('keeps the words of a refusal', async () => {
  const { edit, explain } = useExplainStore.getState();
  edit({ requestId: 'req_gone' });
  const done = explain();
  asked[0]?.answer({ ok: false, error: { code: 'input-invalid', message: 'The request req_gone is kept no more.' } });
  await done;
  expect(useExplainStore.getState().result).toMatchObject({
    phase: 'failed',
    error: { message: 'The request req_gone is kept no more.' },
  });
});
