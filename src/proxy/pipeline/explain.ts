import type { ExplainInput, Explanation } from '../../shared/model/explanation';
import type { RequestSummary } from '../../shared/model/request-summary';
import { explainObstacle, refuseForBudget, type BudgetTab } from '../budgets';
import { chooseRoute } from '../decision/choose-route';
import type { Question } from '../decision/deliberation';
import { expectCost } from '../decision/expect-cost';
import { nameTarget } from '../decision/find-target';
import { ProxyError } from '../errors/proxy-error';
import { beginStandings, lookAtBudgets, type Standing } from './course-standing';
import type { CompiledSettings, Target } from './exchange';
import type { PipelineTools } from './pipeline-tools';
import { completeQuestion, poseQuestion, type QuestionTools } from './pose-question';
import { receive } from './receive';

export type ExplainTools = QuestionTools & Pick<PipelineTools, 'tokens' | 'recent' | 'failures' | 'budgets'>;

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
  const chosen = chooseRoute(question);
  const { scenario, route, reason, decision } = chosen;
  const standings = chosen.targets.flatMap((target) => beginStandings(target, (_id, keys) => keys, tools.failures));
  const tab = openTab(question, chosen, tools);
  if (tab !== null) lookAtBudgets(standings, tab);
  return {
    summary: question.summary,
    scenario,
    route,
    reason,
    refusal: (chosen.refusal ?? findRefusal(standings))?.message ?? null,
    decision,
    plan: planAttempts(chosen.targets, standings, tools.ports.now()),
  };
}

/** What the budgets say of the request if it came now. */
function openTab(question: Question, chosen: ReturnType<typeof chooseRoute>, { budgets }: ExplainTools): BudgetTab | null {
  if (chosen.refusal !== null) return null;
  const { route, scenario, summary } = chosen;
  return budgets.open({ startedAt: question.now, route, project: question.summary.folder, isPrivate: false }, (target) =>
    expectCost({ ...question, summary }, target, scenario),
  );
}

/** Where budgets refuse all that could be asked. */
function findRefusal(standings: readonly Standing[]): ProxyError | null {
  const [first] = standings;
  const obstacle = first?.budgets?.refusedBy ?? null;
  return obstacle !== null && standings.every(({ refused }) => refused) ? refuseForBudget(obstacle, null) : null;
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

/**
 * Those that are ready come first, as in {@link nextAttempt}; then those that a budget spares, those that rest, and last what is refused. A
 * target with several keys is as the first of them that is ready.
 */
function planAttempts(targets: readonly Target[], standings: readonly Standing[], now: number): Explanation['plan'] {
  const plan = targets.map((target) => {
    const keys = standings.filter(({ routed }) => routed === target).map((standing) => placeStanding(standing, now));
    const { place, rests } = keys.reduce((best, key) => (key.place < best.place ? key : best));
    return { target: nameTarget(target), place, rests };
  });
  return plan.sort((a, b) => a.place - b.place).map(({ target, rests }) => ({ target, rests }));
}

/** The lower place is asked first; `rests` says why it is not the first. */
function placeStanding({ breaker, budgets, refused, spared }: Standing, now: number): { place: number; rests: string | null } {
  const refusedBy = budgets?.refusedBy ?? null;
  if (refused && refusedBy !== null) return { place: 3, rests: `is refused: ${explainObstacle(refusedBy, true)}` };
  if (breaker.openUntil(now) > 0) return { place: 2, rests: breaker.explain(now).why };
  const [sparedBy] = budgets?.sparedBy ?? [];
  if (spared && sparedBy !== undefined) return { place: 1, rests: `is passed over: ${explainObstacle(sparedBy, false)}` };
  return { place: 0, rests: null };
}
