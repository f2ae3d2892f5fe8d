import type { FakeUpstream } from '../../src/proxy/testing/fake-upstream';
import type { LaunchOptions } from './launch-app';

/** A config with one provider, `fake`, at a scripted server that wants no key, and the default route set to it. */
export function configFor(
  upstream: FakeUpstream,
  dialect: 'anthropic-messages' | 'openai-chat',
): NonNullable<LaunchOptions['config']> {
  return {
    providers: [
      { id: 'fake', preset: 'custom', dialect, baseUrl: upstream.url, keys: [{ source: 'none' }], models: ['fake-model'] },
    ],
    routes: { default: { targets: ['fake/fake-model'] } },
  };
}
