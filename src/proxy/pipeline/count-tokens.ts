import { chooseRoute } from '../decision/choose-route';
import { passthroughDialects, upstreamDialects } from '../dialects/registry';
import { readSession } from '../routing/marked-request';
import type { UpstreamCall } from './call-upstream';
import { callUpstream } from './call-upstream';
import type { Target } from './exchange';
import { forwardRequest } from './forward-request';
import { poseQuestion, type QuestionTools } from './pose-question';
import { readWhole } from './read-whole';
import { receive, type WireRequest } from './receive';
import type { PipelineTools } from './pipeline-tools';
import { createTargetBreaker } from './target-breaker';
import { translateRequest } from './translate-request';
import type { Routed } from './routed';

/** A count is a side question; a server that takes longer is not waited for. In ms. */
const TIME_LIMIT_MS = 5_000;

/**
 * How many tokens a request would be for the target that it would go to: by the target's own count where it has one, or
 * else by ours. Throws a ProxyError when the request is none or there is nowhere to go.
 */
export async function countTokens(
  wire: WireRequest,
  tools: Pick<PipelineTools, 'agent' | 'memory' | 'tokens' | 'bodies' | 'failures'> & QuestionTools,
): Promise<number> {
  const received = receive(wire, tools.tokens);
  const chosen = chooseRoute(await poseQuestion(received, tools));
  if (chosen.refusal !== null) throw chosen.refusal;
  const routed = { ...received, ...chosen };
  const target = withKey(routed.targets[0], routed, tools);
  const counted = target.quirks.countsTokens ? await askTarget(routed, target, tools) : null;
  return counted ?? tools.tokens.count(routed.request, { providerId: target.provider.id, model: target.model.id });
}

/** With the key that the conversation itself would be asked with now. */
function withKey(target: Target, routed: Routed, { failures, ports }: Pick<PipelineTools, 'failures' | 'ports'>): Target {
  if (target.keys.length < 2) return target;
  // Whose turn it is stays for the requests themselves.
  const keys = failures.keyTurns.forExchange(readSession(routed) ?? '')(target.provider.id, target.keys);
  const keyed = keys.map((key) => ({ ...target, key }));
  const now = ports.now();
  return keyed.find((one) => createTargetBreaker(one, failures).openUntil(now) === 0) ?? target;
}

/** The target's own count; null when it gives none, for whatever reason. */
async function askTarget(
  routed: Routed,
  target: Target,
  tools: Pick<PipelineTools, 'agent' | 'memory' | 'bodies'>,
): Promise<number | null> {
  const call = buildCall(routed, target, tools);
  if (call === null) return null;
  try {
    const { body } = await callUpstream({
      target,
      inputEstimate: routed.inputEstimate,
      signal: AbortSignal.any([routed.signal, AbortSignal.timeout(TIME_LIMIT_MS)]),
      agent: tools.agent,
      keepOriginal: false,
      ...call,
    });
    return call.read(JSON.parse((await readWhole(body)).toString('utf8')));
  } catch {
    return null;
  }
}

type CountCall = Pick<UpstreamCall, 'path' | 'headers' | 'body'> & { read(body: unknown): number | null };

function buildCall(
  routed: Routed,
  target: Target,
  { memory, bodies }: Pick<PipelineTools, 'memory' | 'bodies'>,
): CountCall | null {
  if (target.endpoint.dialect === routed.clientDialect) {
    const { countPath } = passthroughDialects[routed.clientDialect];
    if (countPath === undefined) return null;
    const { body, headers, query } = forwardRequest(routed, target, memory);
    return { path: `${countPath}${query}`, headers, body, read: readInputTokens };
  }
  const codec = upstreamDialects[target.endpoint.dialect];
  if (codec.count === undefined) return null;
  const { body } = translateRequest(routed, target, codec.count, routed.inputEstimate, () => null, bodies);
  const headers = { ...codec.headers, 'content-type': 'application/json' };
  return { path: codec.count.path(target.model.id), headers, body, read: codec.count.read };
}

function readInputTokens(body: unknown): number | null {
  const count = (body as { input_tokens?: unknown } | null)?.input_tokens;
  return typeof count === 'number' ? count : null;
}
