import type { Wire } from './fake-anthropic-messages';
import type { FakeVendor } from './fake-rules';

/** Servers that speak the dialect and are not Anthropic's (docs/sources.md, Providers). */
export function findVendorFault({ thinking, output_config: config, messages }: Wire, vendor: FakeVendor): string | null {
  if (vendor === 'deepseek' && thinking?.type === 'disabled' && config?.effort !== undefined)
    return 'thinking options type cannot be disabled when reasoning_effort is set';
  const system = vendor === 'strict-template' ? messages.findIndex(({ role }: Wire) => role === 'system') : -1;
  if (system !== -1) return `messages.${system}.role: Input should be 'user' or 'assistant'`;
  const twice = vendor === 'strict-template' && messages.some(({ role }: Wire, at: number) => role === messages[at - 1]?.role);
  return twice ? 'Conversation roles must alternate user/assistant/user/assistant/...' : null;
}
