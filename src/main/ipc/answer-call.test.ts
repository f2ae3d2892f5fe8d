import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors';
import type { Handlers } from '../../shared/ipc/contract';
import { answerCall } from './answer-call';

const handlers = (some: Partial<Handlers>) => some as Handlers;

describe('answerCall', () => {
  it('gives the value of a handler', async () => {
    const result = await answerCall(
      handlers({ 'client.send-trial': async () => ({ status: 200, text: 'Hello' }) }),
      'client.send-trial',
      undefined,
    );
    expect(result).toEqual({ ok: true, value: { status: 200, text: 'Hello' } });
  });

  it('refuses input that the contract does not allow, without running the handler', async () => {
    let ran = false;
    const deleteProvider = async () => {
      ran = true;
    };
    const result = await answerCall(handlers({ 'providers.delete': deleteProvider }), 'providers.delete', { id: 7 });
    expect(result).toMatchObject({ ok: false, error: { code: 'input-invalid', message: expect.stringContaining('id') } });
    expect(ran).toBe(false);
  });

  it('never repeats a key in a refusal', async () => {
    const input = { id: 'x', keys: [{ kind: 'set', name: null, secret: 'k'.repeat(5000) }] };
    const result = await answerCall(handlers({}), 'providers.save', input);
    expect(result).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
    expect(JSON.stringify(result)).not.toContain('kkk');
  });

  it('turns an error into data with its hint', async () => {
    const quit = async () => {
      throw new AppError('port-taken', 'Port 3456 is taken.', 'Listen on 3457.');
    };
    expect(await answerCall(handlers({ 'app.quit': quit }), 'app.quit', undefined)).toEqual({
      ok: false,
      error: { code: 'port-taken', message: 'Port 3456 is taken.', hint: 'Listen on 3457.' },
    });
  });

  it('strips what the contract does not name from an answer', async () => {
    const leaking = async () => ({ status: 200, text: 'Hello', token: 'sy-secret' });
    const result = await answerCall(handlers({ 'client.send-trial': leaking }), 'client.send-trial', undefined);
    expect(JSON.stringify(result)).not.toContain('sy-secret');
  });
});
