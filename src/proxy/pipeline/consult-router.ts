import type { RouteError, RouterAdvice, RouterQuestion } from '../custom-router';
import { classify } from '../decision/classify';
import type { RequestSummary } from '../../shared/model/request-summary';
import type { CompiledSettings } from './exchange';
import type { PipelineTools } from './pipeline-tools';

export type RouterTools = Pick<PipelineTools, 'ports' | 'failures' | 'router'>;

/** A request that the router is asked about. */
export interface ConsultedRequest {
  settings: CompiledSettings;
  summary: RequestSummary;
  /** As the client sent it. */
  body: Uint8Array;
}

/**
 * What the user's own router says of a request, `error` being the failed attempt after which it is asked again. Undefined where there
 * is no router: it costs nothing then.
 */
export async function consultRouter(
  request: ConsultedRequest,
  error: RouteError | null,
  tools: RouterTools,
): Promise<RouterAdvice | undefined> {
  const router = tools.router();
  return router === null ? undefined : router.ask(describe(request, error, tools));
}

function describe({ settings, summary, body }: ConsultedRequest, error: RouteError | null, tools: RouterTools): RouterQuestion {
  const { config } = settings.source;
  const { kind: scenario } = classify(summary, config.routes);
  return { summary, scenario, body, targets: listStandings(config.routes, tools), error, config };
}

/** The targets of all routes, and how they stand. */
function listStandings(
  routes: CompiledSettings['source']['config']['routes'],
  { failures, ports }: RouterTools,
): RouterQuestion['targets'] {
  const now = ports.now();
  const names = new Set(Object.values(routes).flatMap(({ targets = [] }) => targets.map(({ target }) => target)));
  return [...names].map((target) => {
    const until = failures.breakers.openUntil(target, now);
    return { target, state: until > 0 ? 'resting' : 'ready', restsUntil: until > 0 ? until : null };
  });
}
