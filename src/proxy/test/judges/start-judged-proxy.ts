import { UpstreamDialect } from '../../../shared/model/provider';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream, type SeenRequest } from '../../testing/fake-upstream';
import { readRequest } from '../../testing/read-request';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';

/** Every wire format in which a provider may answer: each client is judged before each of them. */
export const upstreamDialects = UpstreamDialect.options;

export interface JudgedProxy {
  proxy: TestProxy;
  upstream: FakeUpstream;
  stop(): Promise<void>;
}

/** A proxy with one provider of that dialect, whose scripted server is as strict as the vendor's. */
export async function startJudgedProxy(
  dialect: UpstreamDialect,
  answer: (request: SeenRequest) => FakeAnswer = playWeather,
): Promise<JudgedProxy> {
  const upstream = await startFakeUpstream({ dialect, key: 'key-of-up', answer });
  const proxy = await startTestProxy({
    providers: [{ id: 'up', preset: 'custom', dialect, baseUrl: upstream.url, models: ['fake-model'] }],
    routes: { default: { targets: ['up/fake-model'] } },
  });
  return {
    proxy,
    upstream,
    async stop() {
      await proxy.close();
      await upstream.close();
    },
  };
}

export const FINAL_WORDS = 'Paris 21 °C, Oslo 4 °C – brr ❄.';

/** Plays a model that thinks, asks for the weather of two towns at once where it has the tool, and then sums up. */
export function playWeather(request: SeenRequest): FakeAnswer {
  const { tools, calls } = readRequest(request);
  const usage = { input: 40, output: 9, cacheRead: 100 };
  if (!tools.includes('get_weather') || calls > 0) return { blocks: [{ type: 'text', text: FINAL_WORDS }], usage };
  return {
    blocks: [
      { type: 'thinking', thinking: 'Two towns, two calls.' },
      { type: 'text', text: 'I ask for both.' },
      { type: 'tool_use', id: 'call_par1s', name: 'get_weather', input: { town: 'Paris', note: 'quote " and \n line' } },
      { type: 'tool_use', id: 'call_0slo1', name: 'get_weather', input: { town: 'Oslo' } },
    ],
    usage,
  };
}

export const WEATHER_SCHEMA = {
  type: 'object' as const,
  properties: { town: { type: 'string' as const }, note: { type: 'string' as const } },
  required: ['town'],
};

/** A red pixel. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==';
