import type { ExplainInput, Explanation } from '../../shared/model/explanation';
import type { RequestSummary } from '../../shared/model/request-summary';
import { chooseRoute } from '../decision/choose-route';
import type { Question } from '../decision/deliberation';
import { nameTarget } from '../decision/find-target';
import { ProxyError } from '../errors/proxy-error';
import type { CompiledSettings, Target } from './exchange';
import type { PipelineTools } from './pipeline-tools';
import { completeQuestion, poseQuestion, type QuestionTools } from './pose-question';
import { receive } from './receive';
import { createTargetBreaker } from './target-breaker';

export type ExplainTools = QuestionTools & Pick<PipelineTools, 'tokens' | 'recent' | 'failures'>;

/** A small request that nothing marks. */
const PLAIN: RequestSummary = {
  clientDialect: 'anthropic-messages',
  client: null,
  sessionId: null,
  requestedModel: null,
  inputTokens: 1_000,
  lastUsage: null,
  lastTarget: null,
  cachedTokens: 0,
  marks: {},
  effort: null,
  agent: null,
  folder: null,
  tools: [],
  tag: null,
  hasImage: false,
  maxTokens: null,
  lastText: '',
  headers: {},
};

/**
 * Where a request would go now, and why: by the very steps that route one, and without calling anyone. Throws a ProxyError for a body that is
 * none, and for a stored request that is kept no more.
 */
export async function explain(input: ExplainInput, settings: CompiledSettings, tools: ExplainTools): Promise<Explanation> {
  const question = await read(input, settings, tools);
  const { refusal, targets, scenario, route, reason, decision } = chooseRoute(question);
  return {
    summary: question.summary,
    scenario,
    route,
    reason,
    refusal: refusal?.message ?? null,
    decision,
    plan: planAttempts(targets, tools),
  };
}

async function read(input: ExplainInput, settings: CompiledSettings, tools: ExplainTools): Promise<Question> {
  if (input.kind === 'request') {
    const headers = Object.fromEntries(Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), value]));
    const wire = {
      ...{ id: 'explained', startedAt: tools.ports.now(), clientDialect: input.clientDialect, query: '' },
      ...{ body: Buffer.from(input.body), headers, settings, signal: new AbortController().signal },
    };
    return poseQuestion(receive(wire, tools.tokens), tools);
  }
  const summary = input.kind === 'form' ? fillIn(input.summary) : tools.recent.find(input.id);
  if (summary === null)
    throw new ProxyError({
      status: 404,
      type: 'not_found_error',
      message: `The request ${input.kind === 'stored' ? input.id : ''} is kept no more: only the last 200 since the start are.`,
    });
  const seed = input.kind === 'stored' ? input.id : 'explained';
  // The body itself is not kept, nor has a form one.
  const body = Buffer.from(JSON.stringify({ model: summary.requestedModel }));
  return completeQuestion({ settings, summary, seed, body }, tools);
}

function fillIn(said: Partial<Record<keyof RequestSummary, unknown>>): RequestSummary {
  const known = Object.entries(said).filter(([, value]) => value !== undefined);
  return { ...PLAIN, ...(Object.fromEntries(known) as Partial<RequestSummary>) };
}

/** Those that are ready come first, as in {@link nextAttempt}. A target with several keys rests when each of them does. */
function planAttempts(targets: readonly Target[], { failures, ports }: ExplainTools): Explanation['plan'] {
  const now = ports.now();
  const plan = targets.map((target) => {
    const breakers = target.keys.map((key) => createTargetBreaker({ ...target, key }, failures));
    const rests = breakers.every((breaker) => breaker.openUntil(now) > 0) ? (breakers[0]?.explain(now).why ?? null) : null;
    return { target: nameTarget(target), rests };
  });
  return [...plan.filter(({ rests }) => rests === null), ...plan.filter(({ rests }) => rests !== null)];
}
