import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Config, type ConfigFile } from '../../shared/config/config-schema';
import { Scenario } from '../../shared/model/scenario';
import type { ClientDialect } from '../../shared/model/exchange';
import { clientDialects } from '../dialects/registry';
import type { ClientHeaders } from '../routing/marked-request';
import { readClaudeCodeBodies } from '../testing/claude-code-bodies';
import { classify } from './classify';
import { summarise } from './summarise';

interface RecordedMarks {
  name: string;
  /** Of the whole body; the fixture's texts are cut. */
  bytes: number;
  headers: Record<string, string>;
  scenario: Scenario;
}

const MARKS = new URL('../routing/__fixtures__/claude-code-marks.jsonl', import.meta.url);
const BYTES_PER_TOKEN = 4;
const HINTS = [
  'x-claude-code-request-class',
  'x-claude-code-agent-type',
  'x-claude-1p-request-class',
  'x-claude-code-compaction',
];

const bodies = readClaudeCodeBodies('messages');
const recorded = readFileSync(MARKS, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line, index) => ({ ...(JSON.parse(line) as RecordedMarks), body: JSON.parse(bodies[index] ?? '') as unknown }));

const EVERY_ROUTE: ConfigFile['routes'] = Object.fromEntries(
  Scenario.options.map((scenario) => [scenario, { targets: 'up/model' }]),
);

interface Case {
  body: unknown;
  headers?: ClientHeaders;
  inputEstimate?: number;
  lastUsage?: number;
  dialect?: ClientDialect;
  routes?: ConfigFile['routes'];
}

function classifyBody({
  body,
  headers = {},
  inputEstimate = 100,
  lastUsage,
  dialect = 'anthropic-messages',
  routes = EVERY_ROUTE,
}: Case) {
  const provider = { id: 'up', dialect: 'openai-chat' as const, baseUrl: 'http://127.0.0.1:1' };
  const config = Config.parse({ version: 1, providers: [provider], routes });
  const request = clientDialects[dialect].parseRequest(body);
  const last = lastUsage === undefined ? null : { target: 'up/model', used: lastUsage, cached: 0 };
  return classify(summarise({ clientDialect: dialect, request, headers, inputEstimate }, last), config.routes);
}

const ask = (more: object = {}) => ({ model: 'claude-opus-5-5', messages: [{ role: 'user', content: 'Hello.' }], ...more });
const SAFETY_CHECK = ask({
  system: [{ type: 'text', text: 'You are a security monitor for autonomous AI coding agents.\n\nMore.' }],
});
const TITLE = ask({ system: 'You are naming a coding session so the user can pick it out of a list.' });

describe('a recorded request of Claude Code is of its scenario', () => {
  it('has a line of marks for each', () => expect(recorded).toHaveLength(bodies.length));

  it.each(recorded)('$name is $scenario', ({ body, headers, bytes, scenario }) => {
    expect(classifyBody({ body, headers, inputEstimate: bytes / BYTES_PER_TOKEN }).scenario).toBe(scenario);
  });

  it.each(recorded.filter(({ headers }) => HINTS.some((name) => name in headers)))(
    '$name is $scenario without its hint headers too',
    ({ body, headers, bytes, scenario }) => {
      const unhinted = Object.fromEntries(Object.entries(headers).filter(([name]) => !HINTS.includes(name)));
      expect(classifyBody({ body, headers: unhinted, inputEstimate: bytes / BYTES_PER_TOKEN }).scenario).toBe(scenario);
    },
  );

  it.each(recorded.filter(({ scenario }) => scenario === 'subagent'))('$name is of a subagent by its body alone', ({ body }) => {
    expect(classifyBody({ body }).scenario).toBe('subagent');
  });

  it('a count of tokens goes where the conversation goes', () => {
    for (const body of readClaudeCodeBodies('count-tokens')) {
      const headers = { 'user-agent': 'claude-cli/2.1.330 (external, sdk-cli)', 'x-claude-code-request-class': 'auxiliary' };
      expect(classifyBody({ body: JSON.parse(body) as unknown, headers }).scenario).toBe('default');
    }
  });

  it.each(recorded)('$name goes to default where nothing else is set, and says so', ({ body, headers, bytes, scenario }) => {
    const routes = { default: { targets: 'up/model' } };
    const classified = classifyBody({ body, headers, inputEstimate: bytes / BYTES_PER_TOKEN, routes });
    expect(classified.scenario).toBe('default');
    expect(classified.reason).toMatch(/ default took it\.$/);
    if (scenario !== 'default') expect(classified.reason).toContain(`(${scenario}), but no route is set for ${scenario}`);
  });
});

describe('the order of scenarios', () => {
  it('keeps what was considered, up to the one that applied', () => {
    const classified = classifyBody({ body: TITLE, routes: { think: { targets: 'up/m' }, background: { targets: 'up/m' } } });
    expect(classified.steps.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['longContext', 'no-match'],
      ['safetyCheck', 'no-match'],
      ['webSearch', 'no-match'],
      ['background', 'applied'],
    ]);
    expect(classified.reason).toBe('It is a session title (background).');
  });

  it('passes over a scenario whose route is not set, visibly', () => {
    const { scenario, reason, steps } = classifyBody({ body: TITLE, routes: { default: { targets: 'up/m' } } });
    expect(scenario).toBe('default');
    expect(reason).toBe('It is a session title (background), but no route is set for background, so default took it.');
    expect(steps).toContainEqual({
      stage: 'scenario',
      name: 'background',
      outcome: 'passed-over',
      why: 'It is a session title (background), but no route is set for background.',
    });
    expect(steps.at(-1)).toMatchObject({ name: 'default', outcome: 'applied' });
  });

  it('goes on to the next one that marks it', () => {
    const body = ask({ output_config: { effort: 'max' }, system: 'You are naming a coding session.' });
    expect(classifyBody({ body, routes: { think: { targets: 'up/m' } } })).toMatchObject({
      scenario: 'think',
      reason: 'It is a session title (background), but no route is set for background. It asks for the effort max (think).',
    });
  });

  it('sends a safety check to default when it has no route, whatever else it looks like', () => {
    const body = { ...SAFETY_CHECK, model: 'claude-3-5-haiku-20241022', output_config: { effort: 'max' } };
    const routes = { ...EVERY_ROUTE };
    delete routes.safetyCheck;
    expect(classifyBody({ body, routes })).toMatchObject({
      scenario: 'default',
      reason: 'It is a safety check of a tool call (safetyCheck), but no route is set for safetyCheck, so default took it.',
    });
  });

  it('finds one too long for the others first', () => {
    expect(classifyBody({ body: SAFETY_CHECK, inputEstimate: 60_001 }).scenario).toBe('longContext');
  });

  it('names the route that a scenario is sent to', () => {
    const routes = { default: { targets: 'up/m' }, background: { route: 'default' as const } };
    expect(classifyBody({ body: TITLE, routes })).toMatchObject({
      scenario: 'background',
      reason: 'It is a session title (background), which is sent to the route default.',
    });
  });
});

describe('longContext', () => {
  it('begins above 60,000 tokens', () => {
    expect(classifyBody({ body: ask(), inputEstimate: 60_000 }).scenario).toBe('default');
    expect(classifyBody({ body: ask(), inputEstimate: 60_001 })).toMatchObject({
      scenario: 'longContext',
      reason: 'It is about 60,001 tokens, more than 60,000 (longContext).',
    });
  });

  it('begins where its route says', () => {
    const routes = { ...EVERY_ROUTE, longContext: { targets: 'up/m', threshold: 1_000 } };
    expect(classifyBody({ body: ask(), inputEstimate: 1_001, routes }).scenario).toBe('longContext');
  });

  it('goes by the last answer too, unless the request is short again', () => {
    expect(classifyBody({ body: ask(), inputEstimate: 20_001, lastUsage: 60_001 })).toMatchObject({
      scenario: 'longContext',
      reason: 'The answer before it used 60,001 tokens, more than 60,000 (longContext).',
    });
    expect(classifyBody({ body: ask(), inputEstimate: 20_000, lastUsage: 60_001 }).scenario).toBe('default');
    expect(classifyBody({ body: ask(), inputEstimate: 20_001, lastUsage: 60_000 }).scenario).toBe('default');
  });
});

describe('clients of OpenAI', () => {
  const chat = (more: object = {}) => ({ model: 'gpt-5', messages: [{ role: 'user', content: 'Hello.' }], ...more });

  it('show an image', () => {
    const content = [{ type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } }];
    const body = chat({ messages: [{ role: 'user', content }] });
    expect(classifyBody({ body, dialect: 'openai-chat' }).scenario).toBe('image');
  });

  it('ask for an effort', () => {
    expect(classifyBody({ body: chat({ reasoning_effort: 'xhigh' }), dialect: 'openai-chat' }).scenario).toBe('think');
    expect(classifyBody({ body: chat({ reasoning_effort: 'high' }), dialect: 'openai-chat' }).scenario).toBe('default');
    const routes = { ...EVERY_ROUTE, think: { targets: 'up/m', effort: 'high' as const } };
    expect(classifyBody({ body: chat({ reasoning_effort: 'high' }), dialect: 'openai-chat', routes }).scenario).toBe('think');
  });

  it('search the web when that is all they can do', () => {
    const search = { type: 'web_search' };
    const shell = { type: 'function', name: 'shell', parameters: { type: 'object' } };
    const codex = (tools: object[]) => ({ model: 'gpt-5-codex', input: 'Hello.', tools });
    expect(classifyBody({ body: codex([search]), dialect: 'openai-responses' }).scenario).toBe('webSearch');
    expect(classifyBody({ body: codex([shell, search]), dialect: 'openai-responses' }).scenario).toBe('default');
  });
});
