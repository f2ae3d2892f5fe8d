import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConfigFile } from '../../../shared/config/config-schema';
import { Scenario } from '../../../shared/model/scenario';
import { startFakeUpstream, type FakeUpstream } from '../../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';
import { configFor, messagesRequest } from '../messages';

/** A provider for each scenario, whose id is the scenario in lower case. */
let upstreams: Record<string, FakeUpstream>;
let proxy: TestProxy;
let config: Omit<ConfigFile, 'version'>;
/** What the next answers are said to have used, in tokens. */
let usage: { input: number; output: number };

const idOf = (scenario: Scenario) => scenario.toLowerCase();

beforeEach(async () => {
  usage = { input: 10, output: 5 };
  const answer = () => ({ blocks: [{ type: 'text' as const, text: 'Yes.' }], usage });
  const started = Scenario.options.map(async (scenario) => {
    const upstream = await startFakeUpstream({ dialect: 'anthropic-messages', answer });
    return [idOf(scenario), upstream] as const;
  });
  upstreams = Object.fromEntries(await Promise.all(started));
  const routes = Object.fromEntries(Scenario.options.map((scenario) => [scenario, { targets: `${idOf(scenario)}/fake-model` }]));
  config = { ...configFor(upstreams, 'anthropic-messages'), routes };
  proxy = await startTestProxy(config);
});

afterEach(() => Promise.all([proxy.close(), ...Object.values(upstreams).map((upstream) => upstream.close())]));

/** Sends it and returns who was asked; its row is then the last one. */
async function send(request: object, headers: Record<string, string> = {}): Promise<string[]> {
  for (const upstream of Object.values(upstreams)) upstream.requests.length = 0;
  const response = await proxy.send(request, headers);
  await response.text();
  expect(response.status).toBe(200);
  return Object.keys(upstreams).filter((id) => upstreams[id]?.requests.length);
}

const TOOLS = [{ name: 'Bash', description: 'Runs a command.', input_schema: { type: 'object', properties: {} } }];
const PNG = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };
const system = (text: string) => ({ system: [{ type: 'text', text }] });
const prompt = (content: unknown) => ({ messages: [{ role: 'user', content }] });

const REQUESTS: [Scenario, object][] = [
  ['default', messagesRequest()],
  ['background', messagesRequest(system('You are naming a coding session so the user can pick it out.'))],
  ['think', messagesRequest({ output_config: { effort: 'xhigh' } })],
  ['longContext', messagesRequest(prompt('A long story. '.repeat(30_000)))],
  ['webSearch', messagesRequest({ tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 8 }] })],
  ['safetyCheck', messagesRequest({ ...system('You are a security monitor for autonomous AI coding agents.'), stream: false })],
  ['compact', messagesRequest(prompt('CRITICAL: Respond with TEXT ONLY. Do NOT call any tools.\n\nA <summary>, please.'))],
  ['subagent', messagesRequest(system('You are a file search specialist for Claude Code.'))],
  ['image', messagesRequest(prompt([PNG, { type: 'text', text: 'What is it?' }]))],
];

it.each(REQUESTS)('a request of the scenario %s goes to the target of its route', async (scenario, request) => {
  expect(await send(request)).toEqual([idOf(scenario)]);
  const [row] = await proxy.rows(1);
  expect(row).toMatchObject({ scenario, route: scenario, providerId: idOf(scenario), model: 'fake-model', outcome: 'ok' });
});

it('sends a scenario to the route that it names, and passes over one without a route', async () => {
  const { think, ...routes } = config.routes ?? {};
  await proxy.apply({ ...config, routes: { ...routes, background: { route: 'compact' } } });
  const [, title] = REQUESTS[1] ?? [];
  expect(await send(title ?? {})).toEqual(['compact']);
  expect(think).toBeDefined();
  expect(await send(messagesRequest({ output_config: { effort: 'xhigh' } }))).toEqual(['default']);
  expect(await proxy.rows(2)).toMatchObject([
    {
      scenario: 'background',
      route: 'compact',
      reason: 'It is a session title (background), which is sent to the route compact.',
    },
    {
      scenario: 'default',
      route: 'default',
      reason: 'It asks for the effort xhigh (think), but no route is set for think, so default took it.',
    },
  ]);
});

it('a conversation whose last answer was long stays on longContext, until it is short again', async () => {
  const session = { 'x-claude-code-session-id': 'session-1' };
  const turn = (words: number) => messagesRequest({ tools: TOOLS, ...prompt('word '.repeat(words)) });
  usage = { input: 70_000, output: 100 };
  expect(await send(turn(24_000), session)).toEqual(['default']);
  expect(await send(turn(24_000))).toEqual(['default']);
  expect(await send(turn(24_000), session)).toEqual(['longcontext']);
  expect(await send(turn(100), session)).toEqual(['default']);
  const rows = await proxy.rows(4);
  expect(rows[2]?.reason).toBe('The answer before it used 70,100 tokens, more than 60,000 (longContext).');
});

it('an agent goes where its tag says, and where its route says when the tag names nobody', async () => {
  const tagged = (name: string) =>
    messagesRequest({ system: `Search. <CCR-SUBAGENT-MODEL>${name}</CCR-SUBAGENT-MODEL>`, ...prompt('Find it.') });
  const agent = { 'x-claude-code-agent-id': 'a1' };
  expect(await send(tagged('compact,fake-model'), agent)).toEqual(['compact']);
  expect(await send(tagged('nobody/fake-model'), agent)).toEqual(['subagent']);
  const [first, second] = await proxy.rows(2);
  expect(first).toMatchObject({ route: null, reason: "The agent's prompt asks for compact/fake-model by its tag." });
  expect(second?.reason).toMatch(
    /^The agent's tag names "nobody\/fake-model", of no provider that is set up\. It comes from a subagent/,
  );
});
