import type { Wire } from './fake-anthropic-messages';
import type { FakeVendor } from './fake-rules';

/** Anthropic itself, and who hands its answers on. */
export function isAnthropic(vendor: FakeVendor): boolean {
  return vendor === 'plain' || vendor === 'openrouter';
}

/** Servers that speak the dialect and are not Anthropic's (docs/sources.md, Providers). */
export function findVendorFault({ thinking, output_config: config, messages }: Wire, vendor: FakeVendor): string | null {
  const foreign = isAnthropic(vendor) ? -1 : messages.findIndex(holdsReference);
  if (foreign !== -1) return `messages.${foreign}.content: unknown block type 'tool_reference'`;
  const silent = vendor === 'deepseek' || vendor === 'moonshot' ? messages.findIndex(callsWithoutThinking) : -1;
  if (silent !== -1 && thinking?.type !== 'disabled')
    return `thinking is enabled but the thinking block is missing in assistant tool call message at index ${silent}`;
  if (vendor === 'deepseek' && thinking?.type === 'disabled' && config?.effort !== undefined)
    return 'thinking options type cannot be disabled when reasoning_effort is set';
  const system = vendor === 'strict-template' ? messages.findIndex(({ role }: Wire) => role === 'system') : -1;
  if (system !== -1) return `messages.${system}.role: Input should be 'user' or 'assistant'`;
  const twice = vendor === 'strict-template' && messages.some(({ role }: Wire, at: number) => role === messages[at - 1]?.role);
  return twice ? 'Conversation roles must alternate user/assistant/user/assistant/...' : null;
}

function holdsReference({ content }: Wire): boolean {
  const parts = blocksOf(content).flatMap((block) => [block, ...blocksOf(block.content)]);
  return parts.some(({ type }) => type === 'tool_reference');
}

/** DeepSeek and Kimi (pitfall 25). */
function callsWithoutThinking({ content }: Wire): boolean {
  const types = blocksOf(content).map(({ type }) => type as string);
  return types.includes('tool_use') && !types.includes('thinking');
}

function blocksOf(content: unknown): Wire[] {
  return Array.isArray(content) ? (content as Wire[]) : [];
}
