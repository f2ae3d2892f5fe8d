import { afterEach, describe, expect, it } from 'vitest';
import type { BreakerState } from '../../failures/breaker';
import { messagesRequest } from '../messages';
import type { FakeAnswer } from '../../testing/fake-upstream';
import { configOf, fine, MAIN, refusal, startKeyStand, WORK, type KeyStand, type KeyStandOptions } from './key-stand';

let stand: KeyStand | undefined;
afterEach(() => stand?.close());

async function start(options: KeyStandOptions): Promise<KeyStand> {
  return (stand = await startKeyStand(options));
}

/** Sends a request of no session, so that the keys take turns, MAIN first; gives the status. */
async function ask({ proxy }: KeyStand, more: Record<string, unknown> = {}): Promise<number> {
  const reply = await proxy.send(messagesRequest(more));
  await reply.text();
  return reply.status;
}

/** MAIN gets these answers one after the other, and {@link fine} from then on; so does WORK always. */
const mainGets = (...answers: FakeAnswer[]): Pick<KeyStandOptions, 'answer'> => ({
  answer: (key, count) => (key === MAIN ? (answers[count - 1] ?? fine) : fine),
});

describe('a key that is refused', () => {
  it.each<[string, FakeAnswer, string]>([
    ['401', refusal(401), 'was refused (401)'],
    ['403', refusal(403), 'was refused (403)'],
    ['402', refusal(402), 'has no credit left (402)'],
    [
      '429 for credit that is used up',
      { error: { status: 429, body: { error: { code: 'insufficient_quota' } } } },
      'has no credit left (429)',
    ],
    ['429', refusal(429), 'reached its limit (429)'],
    ['429 that names a long time', refusal(429, { 'retry-after': '30' }), 'reached its limit (429)'],
  ])('is followed at once by the next key of the same target (%s)', async (_, failing, words) => {
    const { proxy, other, asked } = await start(mainGets(failing));
    expect(await ask(stand as KeyStand)).toBe(200);
    expect(asked()).toEqual([MAIN, WORK]);
    expect(other.requests).toHaveLength(0);
    const [row] = await proxy.rows(1);
    expect(row?.reason).toContain(`Key keychain of Up ${words}, so key work took over.`);
    expect(row?.attempts).toMatchObject([
      { keyId: 'keychain', outcome: 'failed' },
      { keyId: 'keychain:work', outcome: 'ok' },
    ]);
  });

  it('rests for every model of the provider, and is tried again after five minutes', async () => {
    let later = 0;
    const one = await start({ ...mainGets(refusal(401)), ports: { now: () => Date.now() + later } });
    await ask(one);
    await ask(one, { model: 'up/small-model' });
    await ask(one, { model: 'up/small-model' });
    expect(one.asked()).toEqual([MAIN, WORK, WORK, WORK]);
    expect((await one.proxy.rows(3))[2]?.reason).toMatch(
      /Key keychain of Up was passed over: it was refused or had no credit and rests for (300|299) s more\. So key work took over\.$/,
    );
    later = 301_000;
    await ask(one);
    await ask(one);
    expect(one.asked().slice(4).sort()).toEqual([MAIN, WORK]);
  });

  it('rests twice as long when it is refused again', async () => {
    let later = 0;
    const one = await start({ ...mainGets(refusal(401), refusal(401)), ports: { now: () => Date.now() + later } });
    for (later of [0, 1, 301_000, 301_001, 601_000, 601_001]) await ask(one);
    expect(one.asked().filter((key) => key === MAIN)).toHaveLength(2);
    later = 902_000;
    await ask(one);
    await ask(one);
    expect(one.asked().filter((key) => key === MAIN)).toHaveLength(3);
  });

  it('rests over a restart', async () => {
    let kept: BreakerState[] = [];
    const before = await start({ ...mainGets(refusal(401)), ports: { breakersChanged: (states) => (kept = states) } });
    await ask(before);
    await before.close();
    const after = await start({ ports: { breakers: kept } });
    await ask(after);
    await ask(after);
    expect(after.asked()).toEqual([WORK, WORK]);
  });

  it('is asked again at once when the provider has other keys', async () => {
    const one = await start(mainGets(refusal(401)));
    await ask(one);
    const keys = [MAIN, 'key-of-up-new'].map((value, index) => ({ id: `env:KEY_${index}`, value, problem: null }));
    await one.proxy.apply(configOf(one.up, one.other, ['up/fake-model']), { keys: { up: keys } });
    await ask(one);
    await ask(one);
    expect(one.asked().slice(2).sort()).toEqual(keys.map(({ value }) => value));
  });
});

describe('a key that reached its limit', () => {
  it('rests for the time that the server named, for that model only', async () => {
    let later = 0;
    const limited = refusal(429, { 'retry-after': '20' });
    const one = await start({ ...mainGets(limited), ports: { now: () => Date.now() + later } });
    await ask(one);
    await ask(one);
    await ask(one);
    expect(one.asked()).toEqual([MAIN, WORK, WORK, WORK]);
    await ask(one, { model: 'up/small-model' });
    await ask(one, { model: 'up/small-model' });
    expect(one.asked().slice(4).sort()).toEqual([MAIN, WORK]);
    later = 21_000;
    await ask(one);
    await ask(one);
    expect(one.asked().slice(6).sort()).toEqual([MAIN, WORK]);
  });

  it('is asked again within the request when no other key or target is left', async () => {
    const limitedOnce = (_: string, count: number) => (count === 1 ? refusal(429) : fine);
    const one = await start({ answer: limitedOnce, targets: ['up/fake-model'] });
    expect(await ask(one)).toBe(200);
    expect(one.asked().slice(0, 2)).toEqual([MAIN, WORK]);
    expect(one.asked()).toHaveLength(3);
  });
});

describe('when every key fails', () => {
  it('goes to the next target', async () => {
    const one = await start({ answer: () => refusal(401) });
    expect(await ask(one)).toBe(200);
    expect(one.asked()).toEqual([MAIN, WORK]);
    expect(one.other.requests).toHaveLength(1);
    expect((await one.proxy.rows(1))[0]?.reason).toMatch(/Up refused the key \(401\)\..* So other\/fake-model took over\.$/);
  });

  it('tells the client with 403 that the keys are refused, and shows none of them', async () => {
    const echo = (key: string): FakeAnswer => refusal(401, {}, `Incorrect API key provided: ${key}.`);
    const one = await start({ answer: echo, otherAnswer: refusal(401) });
    const reply = await one.proxy.send(messagesRequest());
    const text = await reply.text();
    expect(reply.status).toBe(403);
    expect(text).toContain('refused the key (401)');
    expect(one.asked()).toEqual([MAIN, WORK]);
    await one.proxy.rows(1);
    expect(text + JSON.stringify(one.proxy.events) + one.proxy.logs.join()).not.toContain(MAIN);
  });

  it('asks one of them all the same while all rest, since there is nobody else', async () => {
    const answer = (_: string, count: number) => (count === 1 ? refusal(401) : fine);
    const one = await start({ answer, targets: ['up/fake-model'] });
    expect(await ask(one)).toBe(403);
    expect(await ask(one)).toBe(200);
    expect(one.asked()).toHaveLength(3);
  });
});

describe('a failure that is not the key’s', () => {
  it.each<[string, FakeAnswer]>([
    ['500', refusal(500)],
    ['529', refusal(529)],
    ['a connection that was cut', { fault: { afterRecords: 0, kind: 'cut' } }],
    ['404', refusal(404)],
  ])('is followed by the next target, and not by another key (%s)', async (_, failing) => {
    const one = await start(mainGets(failing));
    expect(await ask(one)).toBe(200);
    expect(one.asked()).toEqual([MAIN]);
    expect(one.other.requests).toHaveLength(1);
  });

  it('counts for the target with all its keys', async () => {
    const one = await start({ answer: () => refusal(500) });
    for (let count = 0; count < 4; count += 1) await ask(one);
    expect(one.asked()).toHaveLength(3);
    expect((await one.proxy.rows(4))[3]?.reason).toMatch(
      /up\/fake-model was passed over: it failed repeatedly and rests for 30 s more\. So other\/fake-model took over\.$/,
    );
  });
});
