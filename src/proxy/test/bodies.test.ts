import { expect, it } from 'vitest';
import type { CapturedBodies, CapturedBody } from '../../shared/model/captured-bodies';
import type { ConfigFile } from '../../shared/config/config-schema';
import { startFakeUpstream } from '../testing/fake-upstream';
import { startTestProxy, TEST_TOKEN, type TestProxy } from '../testing/start-test-proxy';
import { closeLater, DIALECTS, fine, proxyFor, refuses, upstream } from './failing-stand';
import { configFor, messagesRequest } from './messages';

let kept: CapturedBodies[];
let came: () => void;
const ports = {
  keepBodies(captured: CapturedBodies) {
    kept.push(structuredClone(captured));
    came();
  },
};

async function bodiesOf(count: number): Promise<CapturedBodies> {
  while (kept.length < count) await new Promise<void>((resolve) => (came = resolve));
  return kept[count - 1] as CapturedBodies;
}

function start(): void {
  kept = [];
  came = () => undefined;
}

function textOf({ bytes }: CapturedBodies, { head, tail }: CapturedBody): string {
  const read = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('utf8');
  return read(head.from, head.to) + (tail === null ? '' : read(tail.from, tail.to));
}

const list = (captured: CapturedBodies) => captured.bodies.map(({ kind, attempt }) => `${kind} ${attempt ?? '-'}`);
const find = (captured: CapturedBodies, kind: string, attempt: number | null = null) =>
  captured.bodies.find((body) => body.kind === kind && body.attempt === attempt) as CapturedBody;

const FOUR = ['client-request -', 'upstream-request 1', 'upstream-response 1', 'client-response -'];

for (const dialect of DIALECTS) {
  for (const stream of [true, false]) {
    it(`holds all four bodies of an answer from ${dialect}, ${stream ? 'streamed' : 'whole'}`, async () => {
      start();
      const up = await upstream(dialect, fine);
      const proxy = await proxyFor({ up }, dialect, ports);
      const request = JSON.stringify(messagesRequest({ stream }));
      const answer = await (await proxy.send(request)).text();
      const captured = await bodiesOf(1);
      expect(list(captured)).toEqual(FOUR);
      expect(textOf(captured, find(captured, 'client-request'))).toBe(request);
      expect(textOf(captured, find(captured, 'upstream-request', 1))).toBe(up.requests[0]?.rawBody.toString('utf8'));
      expect(textOf(captured, find(captured, 'client-response'))).toBe(answer);
      expect(textOf(captured, find(captured, 'upstream-response', 1))).toContain('Here');
      expect(find(captured, 'client-response')).toMatchObject({
        size: Buffer.byteLength(answer),
        contentType: stream ? 'text/event-stream; charset=utf-8' : 'application/json',
      });
      expect(captured).toMatchObject({ onDisk: false, secrets: expect.arrayContaining([TEST_TOKEN, 'key-of-up']) as unknown });
    });
  }

  it(`holds what a failed attempt on ${dialect} was sent and answered, and is for the disk though the next one answered`, async () => {
    start();
    const proxy = await proxyFor(
      {
        first: await upstream(dialect, refuses(500, {}, { error: { message: 'Out of order 7.' } })),
        second: await upstream(dialect, fine),
      },
      dialect,
      ports,
    );
    await (await proxy.send(messagesRequest())).text();
    const captured = await bodiesOf(1);
    expect(list(captured)).toEqual([
      'client-request -',
      'upstream-request 1',
      'upstream-response 1',
      'upstream-request 2',
      'upstream-response 2',
      'client-response -',
    ]);
    expect(textOf(captured, find(captured, 'upstream-response', 1))).toContain('Out of order 7.');
    expect(captured.onDisk).toBe(true);
  });

  it(`holds the error that the client of ${dialect} got`, async () => {
    start();
    const proxy = await proxyFor({ up: await upstream(dialect, refuses(400)) }, dialect, ports);
    const told = await (await proxy.send(messagesRequest())).text();
    const captured = await bodiesOf(1);
    expect(textOf(captured, find(captured, 'client-response'))).toBe(told);
    expect(captured.onDisk).toBe(true);
  });
}

it('lays bodies that are the same into one place', async () => {
  start();
  const proxy = await proxyFor({ up: await upstream('anthropic-messages', fine) }, 'anthropic-messages', ports);
  await (await proxy.send(messagesRequest())).text();
  const captured = await bodiesOf(1);
  expect(find(captured, 'client-response').head).toEqual(find(captured, 'upstream-response', 1).head);
});

it('holds what came until the client hung up, which is no failure', async () => {
  start();
  const up = await upstream('openai-chat', {
    blocks: [{ type: 'text', text: 'long '.repeat(50) }],
    fault: { afterRecords: 3, kind: 'hang' },
  });
  const proxy = await proxyFor({ up }, 'openai-chat', ports);
  const reader = (await proxy.send(messagesRequest())).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const captured = await bodiesOf(1);
  expect(list(captured)).toEqual(FOUR);
  expect(textOf(captured, find(captured, 'client-response'))).toContain('long');
  expect(captured.onDisk).toBe(false);
});

it('holds the beginning and the end of a long body, and counts all of it', async () => {
  start();
  const up = await upstream('anthropic-messages', fine);
  const config = { ...configFor({ up }, 'anthropic-messages'), logging: { bodyLimit: 1_000 } };
  const proxy = closeLater(await startTestProxy(config, {}, ports));
  const said = `first ${'x'.repeat(300_000)} last`;
  await (await proxy.send(messagesRequest({ messages: [{ role: 'user', content: said }] }))).text();
  const captured = await bodiesOf(1);
  const body = find(captured, 'client-request');
  expect(body.size).toBeGreaterThan(300_000);
  expect(captured.bytes.length).toBeLessThan(150_000);
  const text = textOf(captured, body);
  expect(text).toContain('first');
  expect(text).toContain('last');
});

type Logging = NonNullable<ConfigFile['logging']>;

async function startWith(logging: Logging, route: Record<string, unknown> = {}, answer = fine): Promise<TestProxy> {
  start();
  const up = closeLater(await startFakeUpstream({ dialect: 'openai-chat', answer: () => answer }));
  const config = configFor({ up }, 'openai-chat');
  return closeLater(
    await startTestProxy({ ...config, logging, routes: { default: { targets: ['up/fake-model'], ...route } } }, {}, ports),
  );
}

/** As Claude Code names the folder that it works in. */
const inFolder = (folder: string) =>
  messagesRequest({ system: [{ type: 'text', text: `# Environment\n - Primary working directory: ${folder}\n` }] });

it.each([
  ['all', fine, true],
  ['errors', fine, false],
  ['errors', refuses(400), true],
  ['none', refuses(400), false],
] as const)('the policy %s decides what is for the disk', async (bodies, answer, onDisk) => {
  const proxy = await startWith({ bodies }, {}, answer);
  await (await proxy.send(messagesRequest())).text();
  expect((await bodiesOf(1)).onDisk).toBe(onDisk);
});

it("a route's policy holds before the config's, for requests that begin after it was set", async () => {
  const proxy = await startWith({ bodies: 'none' }, { bodies: 'all' });
  await (await proxy.send(messagesRequest())).text();
  expect((await bodiesOf(1)).onDisk).toBe(true);
});

it("a project's policy holds for the sessions in its folder only", async () => {
  const proxy = await startWith({ bodies: 'all', projects: { '/work/quiet': { bodies: 'none' } } });
  await (await proxy.send(inFolder('/work/quiet/part'))).text();
  expect((await bodiesOf(1)).onDisk).toBe(false);
  await (await proxy.send(inFolder('/work/other'))).text();
  expect((await bodiesOf(2)).onDisk).toBe(true);
});

it('gives nothing of a private request away, whether the route or the project says so', async () => {
  const byRoute = await startWith({ bodies: 'all' }, { private: true });
  await (await byRoute.send(messagesRequest())).text();
  await byRoute.rows(1);
  expect(kept).toEqual([]);
  const byProject = await startWith({ bodies: 'all', projects: { '/work/secret': { private: true } } });
  await (await byProject.send(inFolder('/work/secret'))).text();
  await byProject.rows(1);
  expect(kept).toEqual([]);
});

it('gives nothing away of a request that cannot be read, while anything is private', async () => {
  const proxy = await startWith({ bodies: 'all', projects: { '/work/secret': { private: true } } });
  await (await proxy.send('{"messages": of /work/secret')).text();
  await proxy.rows(1);
  expect(kept).toEqual([]);
  const open = await startWith({ bodies: 'errors' });
  await (await open.send('{"messages": broken')).text();
  expect(list(await bodiesOf(1))).toEqual(['client-request -', 'client-response -']);
});

it('leaves no secret in the words of a failure, in the row and its attempts', async () => {
  const words = 'Wrong key sk-ant-api03-Zm9vYmFyYmF6cXV4MTIz, not key-of-up';
  const proxy = await proxyFor(
    { up: await upstream('openai-chat', refuses(400, {}, { error: { message: words } })) },
    'openai-chat',
    ports,
  );
  start();
  await (await proxy.send(messagesRequest())).text();
  const [row] = await proxy.rows(1);
  expect(row?.error).toContain('Wrong key');
  expect(JSON.stringify(proxy.events)).not.toMatch(/sk-ant|key-of-up/);
});
