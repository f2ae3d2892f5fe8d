import type { Quirks, SamplingParameter } from '../../shared/model/quirks';
import { createToolNameMap, fitToolId, type ToolNameMap } from './map-tool-names';
import { pairToolCalls } from './pair-tool-calls';
import { openReasoning } from './reasoning-envelope';
import {
  isTextBlock,
  isThinkingBlock,
  isToolResultBlock,
  isToolUseBlock,
  textOf,
  type CanonicalRequest,
  type CanonicalTool,
  type ContentBlock,
  type PreparedRequest,
  type ThinkingBlock,
  type ToolChoice,
  type WebSearchRequest,
} from './request';

/** What a request is made ready for. */
export interface PreparationTarget {
  providerId: string;
  model: string;
  quirks: Quirks;
  /** Tokens; undefined when unknown. */
  maxOutputTokens: number | undefined;
  /** The reasoning that came with a tool call, for clients that do not hand it back; null when it is not known. */
  recallReasoning(toolUseId: string): ThinkingBlock | null;
}

export interface Preparation {
  request: PreparedRequest;
  /** Gives the names in the answer back to the client as it knows them. */
  names: ToolNameMap;
}

/** Claude Code's attribution line: only Anthropic knows it, and it breaks other servers' prefix caches (pitfall 36). */
export const ATTRIBUTION = 'x-anthropic-billing-header:';

/** Stands for tools that are not loaded yet (docs/sources.md, Claude Code). */
export const PLACEHOLDER_TOOL = 'DeferredToolPlaceholder';

/** Makes a request ready for one target on the translated lane, so that every dialect's builder can rely on the same (PreparedRequest). */
export function prepareRequest(request: CanonicalRequest, target: PreparationTarget): Preparation {
  const { quirks } = target;
  const names = createToolNameMap(quirks.toolNameLimit);
  const tools = request.tools.filter(isClientTool).map((tool) => ({ ...tool, name: names.toUpstream(tool.name) }));
  const turns = pairToolCalls(request.messages).map(({ role, content }) => ({
    role,
    content: (role === 'assistant' ? keepOwnReasoning(content, target) : content).map(prepareBlock).filter(isNotEmpty),
  }));
  const refused = new Set<SamplingParameter>(quirks.refusedParameters);
  if (request.reasoning?.mode === 'on') for (const parameter of quirks.refusedWhileReasoning) refused.add(parameter);

  function prepareBlock(block: ContentBlock): ContentBlock {
    if (isToolUseBlock(block)) {
      const id = prepareId(block.id);
      const name = names.toUpstream(block.name);
      return id === block.id && name === block.name ? block : { ...block, id, name };
    }
    if (!isToolResultBlock(block)) return block;
    const id = prepareId(block.tool_use_id);
    return id === block.tool_use_id ? block : { ...block, tool_use_id: id };
  }

  function prepareId(id: string): string {
    return fitToolId(id, quirks.toolIds);
  }

  return {
    names,
    request: {
      ...request,
      system: request.system.filter(({ text }) => text !== '' && !text.startsWith(ATTRIBUTION)),
      messages: (quirks.systemMessages === 'fold' ? foldSystemMessages(turns) : turns).filter(
        ({ content }) => content.length > 0,
      ),
      tools,
      toolChoice: prepareToolChoice(request, tools, names, quirks),
      maxTokens: request.maxTokens === null ? null : Math.min(request.maxTokens, target.maxOutputTokens ?? Infinity),
      temperature: refused.has('temperature') ? null : request.temperature,
      topP: refused.has('topP') ? null : request.topP,
      topK: refused.has('topK') ? null : request.topK,
      stopSequences: refused.has('stopSequences') ? [] : request.stopSequences,
      webSearch: readWebSearch(request.tools),
    },
  };
}

/** True for a tool that the client runs itself; server tools (web_search_…, code_execution_…) run at Anthropic only. */
function isClientTool({ type, name }: CanonicalTool): boolean {
  return (type === undefined || type === null || type === 'custom') && name !== PLACEHOLDER_TOOL;
}

function readWebSearch(tools: CanonicalTool[]): WebSearchRequest | null {
  const tool = tools.find(({ type }) => type?.startsWith('web_search'));
  if (tool === undefined) return null;
  const { max_uses: maxUses, allowed_domains: allowed, blocked_domains: blocked } = tool as unknown as Record<string, unknown>;
  const strings = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
  return {
    maxUses: typeof maxUses === 'number' ? maxUses : null,
    allowedDomains: strings(allowed),
    blockedDomains: strings(blocked),
  };
}

/** A choice that names a tool which does not go along, or that the target refuses, becomes none. */
function prepareToolChoice(
  { toolChoice, reasoning }: CanonicalRequest,
  tools: CanonicalTool[],
  names: ToolNameMap,
  { toolChoice: taken, parallelToolCalls }: Quirks,
): ToolChoice | null {
  if (toolChoice === null || tools.length === 0) return null;
  const { disable_parallel_tool_use: serial, ...choice } = toolChoice;
  const name = choice.name === undefined ? undefined : names.toUpstream(choice.name);
  const known = choice.type !== 'tool' || tools.some((tool) => tool.name === name);
  const forced = choice.type === 'any' || choice.type === 'tool';
  const refused = taken === 'auto-only' || (taken === 'auto-while-reasoning' && reasoning?.mode === 'on');
  return {
    type: !known || (forced && refused) ? 'auto' : choice.type,
    ...(known && name !== undefined && !(forced && refused) && { name }),
    ...(serial === true && parallelToolCalls && { disable_parallel_tool_use: true }),
  };
}

/**
 * Keeps the reasoning that this very provider and model made and drops all other (pitfalls 20, 24 and 28). Text without
 * any signature is nobody's for certain: it goes back only where plain text is what the target wants.
 */
function keepOwnReasoning(content: ContentBlock[], target: PreparationTarget): ContentBlock[] {
  const { reasoningReplay } = target.quirks;
  const recalled = withRecalled(content, target);
  if (!recalled.some((block) => isThinkingBlock(block) || block.type === 'redacted_thinking')) return recalled;
  return recalled.flatMap((block): ContentBlock[] => {
    if (block.type === 'redacted_thinking') return [];
    if (!isThinkingBlock(block)) return [block];
    if (reasoningReplay === 'none') return [];
    const { signature, thinking } = block;
    const envelope = openReasoning(signature);
    if (envelope?.providerId === target.providerId && envelope.model === target.model)
      return [{ type: 'thinking', thinking, state: envelope.state }];
    const unsigned = signature === undefined || signature === '';
    const takesText = reasoningReplay === 'reasoning_content' || reasoningReplay === 'reasoning';
    return unsigned && thinking !== '' && takesText ? [{ type: 'thinking', thinking, state: {} }] : [];
  });
}

/** A turn that called a tool and came back without its reasoning gets what we remember of it. */
function withRecalled(content: ContentBlock[], { recallReasoning }: PreparationTarget): ContentBlock[] {
  const call = content.find(isToolUseBlock);
  const recalled = call && !content.some(isThinkingBlock) ? recallReasoning(call.id) : null;
  return recalled ? [recalled, ...content] : content;
}

/** Empty text is refused by some and means nothing to any (pitfall 42). */
function isNotEmpty(block: ContentBlock): boolean {
  return !(isTextBlock(block) && block.text === '');
}

type Turn = { role: 'user' | 'assistant' | 'system'; content: ContentBlock[] };

/** Instructions in mid-conversation as tagged text of the user's turn that follows, or of one of their own (pitfall 35). */
function foldSystemMessages(turns: Turn[]): Turn[] {
  const folded: Turn[] = [];
  for (const turn of turns) {
    const text = turn.role === 'system' ? textOf(turn.content) : null;
    const content: ContentBlock[] =
      text === null
        ? turn.content
        : text === ''
          ? []
          : [{ type: 'text', text: `<system-reminder>\n${text}\n</system-reminder>` }];
    const role = turn.role === 'system' ? 'user' : turn.role;
    const last = folded.at(-1);
    if (last?.role === 'user' && role === 'user') last.content = [...last.content, ...content];
    else folded.push({ role, content });
  }
  return folded;
}
