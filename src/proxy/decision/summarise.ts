import type { ClientDialect } from '../../shared/model/exchange';
import type { MarkedScenario, RequestSummary } from '../../shared/model/request-summary';
import { isSecretHeader } from '../../shared/model/secret-headers';
import { findAgentType } from '../routing/find-agent-type';
import { findBackgroundMark } from '../routing/find-background-mark';
import { findCompactMark } from '../routing/find-compact-mark';
import { findFolder } from '../routing/find-folder';
import { findImageMark } from '../routing/find-image-mark';
import { findLastText } from '../routing/find-last-text';
import { findSafetyCheckMark } from '../routing/find-safety-check-mark';
import { findSubagentMark } from '../routing/find-subagent-mark';
import { findSubagentTag } from '../routing/find-subagent-tag';
import { findThinkMark } from '../routing/find-think-mark';
import { findWebSearchMark } from '../routing/find-web-search-mark';
import { readSession, type ClientHeaders, type MarkedRequest } from '../routing/marked-request';
import { readClient } from '../routing/read-client';

/** By their marks alone; size and effort are told by figures. */
const MARKS: readonly (readonly [MarkedScenario, (marked: MarkedRequest) => string | null])[] = [
  ['safetyCheck', findSafetyCheckMark],
  ['webSearch', findWebSearchMark],
  ['background', findBackgroundMark],
  ['compact', findCompactMark],
  ['subagent', findSubagentMark],
  ['image', findImageMark],
  ['think', findThinkMark],
];

/** What is known of a conversation's last answer. */
export interface LastAnswer {
  /** `provider/model`. */
  target: string;
  /** Input and output in tokens, as its provider reported. */
  used: number;
  /** The part of the input that came from the provider's cache or went into it, in tokens. */
  cached: number;
}

/** What has come in, as far as a summary needs it. */
export interface SummarisedRequest extends MarkedRequest {
  clientDialect: ClientDialect;
  /** All input, as an estimate in tokens. */
  inputEstimate: number;
}

/** Reads all that a decision looks at from a request, once. */
export function summarise(received: SummarisedRequest, last: LastAnswer | null): RequestSummary {
  const { request, headers } = received;
  const marks: RequestSummary['marks'] = {};
  for (const [scenario, find] of MARKS) {
    const mark = find(received);
    if (mark !== null) marks[scenario] = mark;
  }
  return {
    clientDialect: received.clientDialect,
    client: readClient(headers),
    sessionId: readSession(received),
    requestedModel: request.model,
    inputTokens: Math.round(received.inputEstimate),
    lastUsage: last?.used ?? null,
    lastTarget: last?.target ?? null,
    cachedTokens: last?.cached ?? 0,
    marks,
    effort: request.reasoning?.effort ?? null,
    agent: findAgentType(received),
    folder: findFolder(received),
    tools: request.tools.map(({ name }) => name),
    tag: findSubagentTag(request),
    hasImage: marks.image !== undefined,
    maxTokens: request.maxTokens,
    lastText: findLastText(request),
    headers: keepOpenHeaders(headers),
  };
}

/** Clients send the same few names with every request. */
const KNOWN_NAMES = 200;
const secretNames = new Map<string, boolean>();

function isSecret(name: string): boolean {
  let isOne = secretNames.get(name);
  if (isOne === undefined) {
    isOne = isSecretHeader(name);
    if (secretNames.size < KNOWN_NAMES) secretNames.set(name, isOne);
  }
  return isOne;
}

function keepOpenHeaders(headers: ClientHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (typeof value === 'string' && !isSecret(name)) kept[name] = value;
  }
  return kept;
}
