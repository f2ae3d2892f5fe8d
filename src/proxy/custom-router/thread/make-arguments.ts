import type { EventEmitter } from 'node:events';
import type { ClassicConfig } from '../classic-config';
import type { RouterOrder } from '../router-messages';
import type { RouteContext } from '../router-types';

const PATHS: Readonly<Record<RouteContext['request']['clientDialect'], string>> = {
  'anthropic-messages': '/v1/messages',
  'openai-chat': '/v1/chat/completions',
  'openai-responses': '/v1/responses',
};

/** What `routeRequest` is called with. */
export function makeContext({ summary, scenario, body, targets, error }: RouterOrder): RouteContext {
  const { sessionId, inputTokens, lastUsage, ...request } = summary;
  const context = {
    request,
    tokenCount: inputTokens,
    scenario,
    session: { id: sessionId, lastUsage },
    targets,
    error: error ?? undefined,
  };
  return defineBody(context, body);
}

/**
 * What a router for Claude Code Router is called with (docs/sources.md): the request, with what its server had put on it, the
 * config, and an emitter on which nothing happens here.
 */
export function makeClassicArguments({ summary, body }: RouterOrder, config: ClassicConfig, event: EventEmitter): unknown[] {
  const request = {
    method: 'POST',
    url: PATHS[summary.clientDialect],
    headers: summary.headers,
    tokenCount: summary.inputTokens,
    sessionId: summary.sessionId ?? undefined,
    log: { trace: console.debug, debug: console.debug, info: console.info, warn: console.warn, error: console.error },
  };
  return [defineBody(request, body), config, { event }];
}

/** Most routers never look at the body, and a long conversation takes several ms to parse. */
function defineBody<T extends object>(holder: T, bytes: Uint8Array): T & { body: unknown } {
  let parsed: unknown;
  let isParsed = false;
  return Object.defineProperty(holder, 'body', {
    enumerable: true,
    configurable: true,
    get() {
      if (!isParsed) parsed = JSON.parse(new TextDecoder().decode(bytes));
      isParsed = true;
      return parsed;
    },
    set(value: unknown) {
      parsed = value;
      isParsed = true;
    },
  }) as T & { body: unknown };
}
