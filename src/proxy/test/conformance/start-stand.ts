import type { ProviderConfig } from '../../../shared/config/config-schema';
import type { ClientDialect } from '../../../shared/model/exchange';
import type { PresetId, UpstreamDialect } from '../../../shared/model/provider';
import {
  startFakeUpstream,
  type FakeAnswer,
  type FakeUpstream,
  type FakeVendor,
  type SeenRequest,
} from '../../testing/fake-upstream';
import { startTestProxy, TEST_TOKEN, type TestProxy } from '../../testing/start-test-proxy';
import { chatClient } from './chat-client';
import { ToldFailure, type Answer, type Client, type Question } from './client';
import { messagesClient } from './messages-client';
import { responsesClient } from './responses-client';

export const clients: Record<ClientDialect, Client> = {
  'anthropic-messages': messagesClient,
  'openai-chat': chatClient,
  'openai-responses': responsesClient,
};

interface Provider {
  preset: PresetId;
  dialect: UpstreamDialect;
  vendor?: FakeVendor;
  model: string;
  more?: Partial<Pick<ProviderConfig, 'quirks' | 'models'>>;
}

/** Providers as a user sets them up, each before a server that is as strict as the vendor's. */
const PROVIDERS = {
  anthropic: { preset: 'anthropic', dialect: 'anthropic-messages', model: 'claude-sonnet-5-5' },
  deepseek: { preset: 'deepseek', dialect: 'openai-chat', vendor: 'deepseek', model: 'deepseek-v4-pro' },
  'deepseek-messages': { preset: 'deepseek', dialect: 'anthropic-messages', vendor: 'deepseek', model: 'deepseek-v4-pro' },
  moonshot: { preset: 'moonshot', dialect: 'openai-chat', vendor: 'moonshot', model: 'kimi-k3' },
  mistral: { preset: 'mistral', dialect: 'openai-chat', vendor: 'mistral', model: 'mistral-large-4' },
  openrouter: { preset: 'openrouter', dialect: 'openai-chat', vendor: 'openrouter', model: 'anthropic/claude-opus-5.5' },
  zai: { preset: 'zai', dialect: 'openai-chat', vendor: 'zai', model: 'glm-5.2' },
  minimax: { preset: 'minimax', dialect: 'openai-chat', vendor: 'minimax', model: 'MiniMax-M3' },
  groq: { preset: 'groq', dialect: 'openai-chat', vendor: 'groq', model: 'openai/gpt-oss-120b' },
  openai: { preset: 'openai', dialect: 'openai-responses', vendor: 'openai', model: 'gpt-5.6-sol' },
  'openai-chat': { preset: 'openai', dialect: 'openai-chat', vendor: 'openai', model: 'gpt-4.1' },
  /** Takes over conversations that other models began. */
  'anthropic-after-others': {
    preset: 'anthropic',
    dialect: 'anthropic-messages',
    model: 'claude-sonnet-4-5',
    more: { quirks: { sanitise: ['plain-tool-ids', 'restate-thinking', 'drop-empty-text'] } },
  },
  gemini: { preset: 'gemini', dialect: 'gemini', model: 'gemini-3.8-flash' },
  'gemini-chat': { preset: 'gemini', dialect: 'openai-chat', model: 'gemini-3.8-flash' },
  ollama: { preset: 'ollama', dialect: 'ollama', vendor: 'strict-template', model: 'qwen3:8b' },
  'ollama-messages': { preset: 'ollama', dialect: 'anthropic-messages', vendor: 'strict-template', model: 'qwen3:8b' },
  template: {
    preset: 'custom',
    dialect: 'openai-chat',
    vendor: 'strict-template',
    model: 'local-model',
    more: { quirks: { userAfterToolResult: false } },
  },
  tags: { preset: 'custom', dialect: 'openai-chat', model: 'tagging-model', more: { quirks: { thinkTags: true } } },
} satisfies Record<string, Provider>;

export type ProviderId = keyof typeof PROVIDERS;

/** The provider that stands for each upstream dialect. */
export const UPSTREAMS = {
  'anthropic-messages': 'anthropic',
  'openai-chat': 'deepseek',
  'openai-responses': 'openai',
  gemini: 'gemini',
  ollama: 'ollama',
} satisfies Record<UpstreamDialect, ProviderId>;

type Script = FakeAnswer | ((request: SeenRequest, count: number) => FakeAnswer);

/** A proxy before some providers. */
export interface Stand {
  proxy: TestProxy;
  /** Sets what a provider answers from now on; its calls are counted from 1 again. */
  play(id: ProviderId, script: Script): void;
  /** Sends a body to a client's endpoint as it is. */
  post(client: Client, body: unknown, init?: { headers?: Record<string, string>; signal?: AbortSignal }): Promise<Response>;
  /** Asks by name, and reads the answer as strictly as a client can. Throws a ToldFailure when the proxy tells of one. */
  ask(client: Client, id: ProviderId, question?: Question, options?: { stream?: boolean; model?: string }): Promise<Answer>;
  /** What a provider was asked last, and all that it was asked since the last play(). */
  seen(id: ProviderId): SeenRequest;
  seenAll(id: ProviderId): SeenRequest[];
  upstream(id: ProviderId): FakeUpstream;
  /** A turn with tools at one provider, and the next, with their results, at another or the same. Gives both answers. */
  loop(client: Client, from: LoopEnd, to: LoopEnd, question?: Question): Promise<[Answer, Answer]>;
  stop(): Promise<void>;
}

interface LoopEnd {
  id: ProviderId;
  model?: string;
  /** What the client makes of the first answer before it hands it back. */
  handBack?(answer: Answer): Answer;
}

export function modelOf(id: ProviderId): string {
  return PROVIDERS[id].model;
}

export async function startStand(ids: readonly ProviderId[]): Promise<Stand> {
  const scripts = new Map<ProviderId, { script: Script; count: number; from: number }>();
  const upstreams = new Map<ProviderId, FakeUpstream>();
  for (const id of ids) {
    const { dialect, vendor = 'plain' }: Provider = PROVIDERS[id];
    const answer = (request: SeenRequest) => {
      const entry = scripts.get(id);
      if (!entry) return {};
      entry.count += 1;
      return typeof entry.script === 'function' ? entry.script(request, entry.count) : entry.script;
    };
    upstreams.set(id, await startFakeUpstream({ dialect, vendor, key: `key-of-${id}`, answer }));
  }
  const upstream = (id: ProviderId): FakeUpstream => {
    const found = upstreams.get(id);
    if (!found) throw new Error(`${id} does not stand here`);
    return found;
  };
  const proxy = await startTestProxy({
    providers: ids.map((id) => {
      const { preset, dialect, model, more }: Provider = PROVIDERS[id];
      return { id, preset, dialect, baseUrl: upstream(id).url, models: [model], ...more };
    }),
    routes: { default: { targets: ids.map((id) => `${id}/${modelOf(id)}`) } },
  });
  const seenAll = (id: ProviderId) => upstream(id).requests.slice(scripts.get(id)?.from ?? 0);
  const post: Stand['post'] = (client, body, { headers = {}, signal } = {}) =>
    fetch(proxy.url + client.path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${TEST_TOKEN}`,
        'content-type': 'application/json',
        'anthropic-version': '2023-06-01',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...(signal && { signal }),
    });
  const stand: Stand = {
    proxy,
    play: (id, script) => void scripts.set(id, { script, count: 0, from: upstream(id).requests.length }),
    post,
    async ask(client, id, question = {}, { stream = true, model = modelOf(id) } = {}) {
      const response = await post(client, client.body(`${id},${model}`, question, stream));
      const text = await response.text();
      if (response.status !== 200)
        throw new ToldFailure((JSON.parse(text) as { error: { message: string } }).error.message, response.status);
      return stream ? client.readStream(text) : client.readWhole(JSON.parse(text));
    },
    async loop(client, from, to, question = {}) {
      const turns = question.turns ?? [{ role: 'user', text: 'Go on.' } as const];
      const first = await stand.ask(client, from.id, { ...question, turns }, from);
      const answer = from.handBack?.(first) ?? first;
      const results = first.calls.map((call, place) => ({ id: call.id, text: `Result ${place}.` }));
      const next = [...turns, { role: 'assistant', answer } as const, { role: 'results', results } as const];
      return [first, await stand.ask(client, to.id, { ...question, turns: next }, to)];
    },
    seen(id) {
      const last = seenAll(id).at(-1);
      if (!last) throw new Error(`${id} was not asked`);
      return last;
    },
    seenAll,
    upstream,
    async stop() {
      await proxy.close();
      await Promise.all([...upstreams.values()].map((one) => one.close()));
    },
  };
  return stand;
}
