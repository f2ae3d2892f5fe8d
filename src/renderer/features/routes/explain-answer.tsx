import type { Explanation } from '../../../shared/model/explanation';
import { countOf, formatCount } from '../../format/format-tokens';
import { DecisionPath } from '../../ui/decision-path';
import { listPlannedTargets } from '../../ui/path-targets';
import { RouteName } from '../../ui/route-glyph';
import { toRouteKey } from '../../ui/route-order';
import { SectionHead } from '../../ui/section-head';
import type { ExplainResult } from './explain-store';
import styles from './explain-answer.module.css';

/** What would happen: a sentence, the path of the decision, and the targets in the order in which they would be asked now. */
export function ExplainAnswer({ result }: { result: ExplainResult }) {
  return (
    <section aria-label="What would happen">
      <SectionHead title="What would happen" />
      {/* Read aloud as it changes; the path below is there to be looked through. */}
      <div aria-live="polite">
        {result.phase === 'incomplete' && <p className={styles.note}>{result.why}</p>}
        {result.phase === 'failed' && <p className={styles.failure}>{result.error.message}</p>}
        {result.phase === 'ready' && <Sentence explanation={result.value} />}
      </div>
      {result.phase === 'ready' && <Path explanation={result.value} />}
    </section>
  );
}

function Sentence({ explanation }: { explanation: Explanation }) {
  const { route, refusal, plan } = explanation;
  const first = plan[0];
  if (refusal !== null) return <p className={styles.failure}>It would be refused: {refusal}</p>;
  if (!first) return null;
  return (
    <p className={styles.sentence}>
      It would go to <strong className={styles.target}>{first.target}</strong>
      {route === null ? '.' : ' by the route '}
      {route !== null && (
        <span className={styles.route}>
          <RouteName route={route} strong />
        </span>
      )}
    </p>
  );
}

function Path({ explanation }: { explanation: Explanation }) {
  const { summary, route, reason, decision, plan } = explanation;
  // A reason may say more than the steps: why a target comes first, or that none is left.
  const isTold = reason === '' || decision.steps.some(({ why }) => why === reason);
  return (
    <>
      {!isTold && <p className={styles.note}>{reason}</p>}
      <p className={styles.facts}>{describe(summary)}</p>
      <DecisionPath steps={decision.steps} targets={listPlannedTargets(decision.targets, plan)} route={toRouteKey(route)} />
    </>
  );
}

/** What the decision was made on, as far as it is worth a line. */
function describe({ inputTokens, tools, requestedModel, effort, agent, client, folder }: Explanation['summary']): string {
  const parts = [
    `${formatCount(inputTokens)} tokens`,
    tools.length > 0 && countOf(tools.length, 'tool'),
    requestedModel === null ? 'no model asked for' : `asked for ${requestedModel}`,
    effort !== null && `effort ${effort}`,
    agent !== null && `agent ${agent}`,
    client !== null && `client ${client}`,
    folder !== null && `in ${folder}`,
  ];
  return `Looked at: ${parts.filter((part) => part !== false).join(', ')}.`;
}
