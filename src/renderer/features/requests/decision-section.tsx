import { useEffect } from 'react';
import type { Exchange } from '../../../shared/model/exchange';
import { DecisionPath } from '../../ui/decision-path';
import { listDecidedTargets } from '../../ui/path-targets';
import { toRouteKey } from '../../ui/route-order';
import { SectionHead } from '../../ui/section-head';
import { useDecisionStore } from './decision-store';
import styles from './decision-section.module.css';

/** Who was asked where the request goes, what each said, and which targets that left. It is kept with the request's end. */
export function DecisionSection({ exchange }: { exchange: Exchange }) {
  const { id } = exchange;
  const running = exchange.outcome === 'in-flight';
  const load = useDecisionStore((store) => store.load);
  useEffect(() => {
    if (!running) void load(id);
  }, [id, running, load]);
  return (
    <section className={styles.section}>
      <SectionHead title="Decision" note="who was asked, in order" />
      {running ? <p className={styles.note}>Its steps are shown once it has ended.</p> : <Steps exchange={exchange} />}
    </section>
  );
}

function Steps({ exchange }: { exchange: Exchange }) {
  const { id, decision } = useDecisionStore();
  if (id !== exchange.id || decision.phase === 'loading') return null;
  if (decision.phase === 'failed') return <p className={styles.note}>{decision.error.message}</p>;
  const { value } = decision;
  if (value === null)
    return <p className={styles.note}>None is kept: it was never routed, or came before decisions were kept.</p>;
  return (
    <DecisionPath key={id} steps={value.steps} targets={listDecidedTargets(value.targets)} route={toRouteKey(exchange.route)} />
  );
}
