import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messagesRequest } from '../messages';
import { configOf, fine, MAIN, refusal, startKeyStand, WORK, type KeyStand } from './key-stand';

let stand: KeyStand;
beforeEach(async () => {
  stand = await startKeyStand();
});
afterEach(() => stand.close());

async function ask(session?: string, more: Record<string, unknown> = {}): Promise<void> {
  const reply = await stand.proxy.send(
    messagesRequest(more),
    session === undefined ? {} : { 'x-claude-code-session-id': session },
  );
  expect(reply.status).toBe(200);
  await reply.text();
}

describe('several keys of one provider', () => {
  it('take turns for requests without a session', async () => {
    for (let count = 0; count < 4; count += 1) await ask();
    expect(stand.asked()).toEqual([MAIN, WORK, MAIN, WORK]);
  });

  it('stay with their sessions', async () => {
    for (let count = 0; count < 4; count += 1) await ask('a-session');
    expect(new Set(stand.asked()).size).toBe(1);
  });

  it('stand in for a session’s own key while it rests, and no longer', async () => {
    let later = 0;
    let own = '';
    await stand.close();
    const answer = (key: string) => {
      if (own === '') own = key;
      return key === own && later === 0 ? refusal(429, { 'retry-after': '20' }) : fine;
    };
    stand = await startKeyStand({ answer, ports: { now: () => Date.now() + later } });
    await ask('a-session');
    await ask('a-session');
    later = 21_000;
    await ask('a-session');
    const standIn = own === MAIN ? WORK : MAIN;
    expect(stand.asked()).toEqual([own, standIn, standIn, own]);
  });

  it('share the sessions among them', async () => {
    for (let count = 0; count < 12; count += 1) await ask(`session-${count}`);
    expect(new Set(stand.asked())).toEqual(new Set([MAIN, WORK]));
  });

  it('are named in the row of each attempt, and never shown', async () => {
    await ask();
    await ask();
    const rows = await stand.proxy.rows(2);
    expect(rows.map(({ attempts }) => attempts.map(({ keyId }) => keyId))).toEqual([['keychain'], ['keychain:work']]);
    expect(JSON.stringify(stand.proxy.events) + stand.proxy.logs.join()).not.toContain(MAIN);
  });

  it('leave a provider with one key as it was', async () => {
    await ask(undefined, { model: 'other/fake-model' });
    expect(stand.other.requests[0]?.headers.authorization).toBe('Bearer key-of-other');
    expect((await stand.proxy.rows(1))[0]?.attempts).toMatchObject([{ providerId: 'other', keyId: null }]);
  });
});

describe('a key that cannot be read', () => {
  const missing = { id: 'keychain', value: null, problem: 'The keychain holds no key for it.' };

  it('is passed over while another is there', async () => {
    const work = { id: 'keychain:work', value: WORK, problem: null };
    await stand.proxy.apply(configOf(stand.up, stand.other, ['up/fake-model']), { keys: { up: [missing, work] } });
    for (let count = 0; count < 3; count += 1) await ask();
    expect(stand.asked()).toEqual([WORK, WORK, WORK]);
  });

  it('is told when all are missing', async () => {
    await stand.proxy.apply(configOf(stand.up, stand.other, ['up/fake-model']), { keys: { up: [missing, missing] } });
    const reply = await stand.proxy.send(messagesRequest());
    expect(reply.status).toBe(403);
    expect(await reply.text()).toContain('Up needs a key. The keychain holds no key for it.');
    expect(stand.asked()).toEqual([]);
  });
});
