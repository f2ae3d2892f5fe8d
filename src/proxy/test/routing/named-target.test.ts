import { beforeEach, expect, it } from 'vitest';
import type { FakeUpstream } from '../../testing/fake-upstream';
import type { TestProxy } from '../../testing/start-test-proxy';
import { fine, proxyFor, refuses, upstream } from '../failing-stand';
import { configFor, messagesRequest } from '../messages';

let one: FakeUpstream;
let two: FakeUpstream;
let proxy: TestProxy;
beforeEach(async () => {
  one = await upstream('openai-chat', refuses(529));
  two = await upstream('openai-chat', fine);
  proxy = await proxyFor({ one, two });
});

it('goes to the first target only while routing is paused, and says so', async () => {
  await proxy.apply(configFor({ one, two }, 'openai-chat'), { paused: true });
  expect((await proxy.send(messagesRequest({ model: 'two/fake-model' }))).status).toBe(529);
  expect(two.requests).toHaveLength(0);
  expect((await proxy.rows(1))[0]?.reason).toContain('Routing is paused');
});

it.each(['two,fake-model', 'two/fake-model', 'TWO, fake-model'])(
  'sends a request to the target that the client names: %s',
  async (model) => {
    expect((await proxy.send(messagesRequest({ model }))).status).toBe(200);
    expect((await proxy.rows(1))[0]).toMatchObject({
      route: null,
      providerId: 'two',
      reason: 'The client asked for two/fake-model by name.',
    });
  },
);
