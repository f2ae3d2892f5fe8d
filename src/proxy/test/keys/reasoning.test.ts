import { afterEach, expect, it } from 'vitest';
import { startFakeUpstream, type FakeUpstream } from '../../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';
import { messagesRequest } from '../messages';
import { refusal, WORK } from './key-stand';

const MODEL = 'gpt-5.6';
const tools = [{ name: 'Read', input_schema: { type: 'object', properties: { path: { type: 'string' } } } }];

let upstream: FakeUpstream | undefined;
let proxy: TestProxy | undefined;
afterEach(async () => {
  await proxy?.close();
  await upstream?.close();
});

/** Has a turn with reasoning made by one key, and the next turn asked with the other; gives the body of that last call. */
async function changeKey(): Promise<string> {
  const asked: string[] = [];
  upstream = await startFakeUpstream({
    dialect: 'openai-responses',
    models: [MODEL],
    answer({ headers }, count) {
      asked.push(String(headers.authorization));
      if (count === 1) {
        const call = { type: 'tool_use' as const, name: 'Read', input: { path: 'a' } };
        return { blocks: [{ type: 'thinking', thinking: 'Look there.' }, call], stopReason: 'tool_use' };
      }
      return count === 2 ? refusal(401) : { blocks: [{ type: 'text', text: 'Done.' }] };
    },
  });
  const keys = [{ source: 'keychain' as const }, { source: 'keychain' as const, name: 'work' }];
  proxy = await startTestProxy({
    providers: [{ id: 'up', preset: 'custom', dialect: 'openai-responses', baseUrl: upstream.url, keys, models: [MODEL] }],
    routes: { default: { targets: `up/${MODEL}` } },
  });
  const session = { 'x-claude-code-session-id': 'a-session' };
  const opening = { stream: false, tools, thinking: { type: 'adaptive' }, output_config: { effort: 'high' } };
  const question = { role: 'user', content: 'Read it.' };
  const first = (await (await proxy.send(messagesRequest({ ...opening, messages: [question] }), session)).json()) as {
    content: { type: string; id?: string }[];
  };
  const id = first.content.find(({ type }) => type === 'tool_use')?.id;
  const messages = [
    question,
    { role: 'assistant', content: first.content },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'It is empty.' }] },
  ];
  const second = await proxy.send(messagesRequest({ ...opening, messages }), session);
  expect(await second.text()).toContain('Done.');
  expect(asked[0]).toBe(asked[1]);
  expect(asked[2]).not.toBe(asked[1]);
  expect(asked).toContain(`Bearer ${WORK}`);
  expect(upstream.requests[1]?.rawBody.toString()).toContain(`gAAAAfake`);
  return upstream.requests[2]?.rawBody.toString() ?? '';
}

it('what a Responses server encrypted goes to the key that it was made with, and to no other', async () => {
  expect(await changeKey()).not.toContain('gAAAAfake');
});
