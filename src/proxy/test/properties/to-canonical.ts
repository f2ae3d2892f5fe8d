import { sealReasoning } from '../../canonical/reasoning-envelope';
import type { CanonicalRequest, CanonicalTool, ContentBlock, ReasoningState } from '../../canonical/request';
import type { UpstreamDialect } from '../../../shared/model/provider';
import type { Block, Meaning, Part, Thinking } from './meaning';

/** The provider and the model that are asked, and that made the reasoning of earlier turns. */
export const MAKER = { providerId: 'up', model: 'some-model' };

/** A meaning as a client's request that goes to an upstream of the dialect. */
export function toCanonical(meaning: Meaning, dialect: UpstreamDialect): CanonicalRequest {
  const { search, serial, toolChoice, system, turns, tools, ...settings } = meaning;
  const ids = createIds();
  return {
    ...settings,
    model: 'claude-sonnet-5-5',
    system: system.map(({ text, mark }) => ({ type: 'text', text, ...(mark && { cache_control: { type: 'ephemeral' } }) })),
    messages: turns.map(({ role, blocks }) => {
      // A turn's reasoning may be bound to its first call, so that one must be known.
      const called = blocks.map((block) => (block.type === 'call' ? ids.ofCall() : ''));
      const firstCall = called.find((id) => id !== '') ?? null;
      const toBlock = (block: Block, place: number) => buildBlock(block, called[place] ?? '', ids.ofResult, firstCall, dialect);
      return { role, content: blocks.map(toBlock) };
    }),
    tools: [...tools.map(({ name, description, schema }) => buildTool(name, description, schema)), ...buildSearch(search)],
    toolChoice:
      toolChoice === null && !serial ? null : { type: 'auto', ...toolChoice, ...(serial && { disable_parallel_tool_use: true }) },
  };
}

/** Ids in the forms of several vendors, since a conversation may have been at all of them. */
function createIds() {
  let calls = 0;
  let results = 0;
  const id = (place: number) => [`toolu_${place}`, `functions.Bash:${place}`, `call_${place}|fc_${place}`][place % 3] as string;
  return { ofCall: () => id(calls++), ofResult: () => id(results++) };
}

function buildBlock(
  block: Block,
  callId: string,
  nextResult: () => string,
  firstCall: string | null,
  dialect: UpstreamDialect,
): ContentBlock {
  switch (block.type) {
    case 'thinking': {
      const state = stateOf[dialect](block, firstCall);
      return { type: 'thinking', thinking: block.text, signature: sealReasoning({ ...MAKER, state }) };
    }
    case 'call':
      return { type: 'tool_use', id: callId, name: block.name, input: block.input };
    case 'result': {
      const content = block.parts.map(buildPart);
      return { type: 'tool_result', tool_use_id: nextResult(), content, ...(block.failed && { is_error: true }) };
    }
    default:
      return buildPart(block);
  }
}

function buildPart(part: Part): ContentBlock {
  return { ...part };
}

function buildTool(name: string, description: string | null, schema: Record<string, unknown>): CanonicalTool {
  return { name, ...(description !== null && { description }), input_schema: schema };
}

function buildSearch(search: Meaning['search']): CanonicalTool[] {
  if (search === null) return [];
  const { maxUses, allowedDomains, blockedDomains } = search;
  const tool = {
    type: 'web_search_20250305',
    name: 'web_search',
    ...(maxUses !== null && { max_uses: maxUses }),
    ...(allowedDomains.length > 0 && { allowed_domains: allowedDomains }),
    ...(blockedDomains.length > 0 && { blocked_domains: blockedDomains }),
  };
  return [tool];
}

/** What each dialect's own parser would have kept of that reasoning. */
const stateOf: Record<UpstreamDialect, (thinking: Thinking, firstCall: string | null) => ReasoningState> = {
  'anthropic-messages': ({ text, seal }) => ({
    blocks: [text === '' ? { type: 'redacted_thinking', data: seal } : { type: 'thinking', thinking: text, signature: seal }],
  }),
  'openai-chat': ({ text, seal }) => ({ reasoning_details: [{ type: 'reasoning.text', text, signature: seal }] }),
  'openai-responses': ({ text, seal }) => ({
    reasoning: [{ id: 'rs_1', summary: text === '' ? [] : [{ type: 'summary_text', text }], encrypted_content: seal }],
  }),
  gemini: ({ text, seal }, firstCall) => ({
    ...(text !== '' && { thought: seal }),
    ...(firstCall !== null && { calls: { [firstCall]: seal } }),
  }),
  ollama: () => ({}),
};
