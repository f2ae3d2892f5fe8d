import { findBreakers } from '../../../shared/model/breaker-summary';
import { call } from '../../api/api';
import { useAppState } from '../../state/app-store';
import { runAction } from '../../state/notices-store';
import { useUnexpired } from '../../state/use-unexpired';
import { RestLine } from '../../ui/rest-line';
import styles from './provider-rests.module.css';

/** What rests of a provider: its models, and its keys. */
export function ProviderRests({ providerId }: { providerId: string }) {
  const { breakers } = useAppState();
  const resting = findBreakers(useUnexpired(breakers).items, providerId);
  if (resting.length === 0) return null;
  return (
    <section className={styles.section} aria-label="What rests">
      {resting.map((breaker) => (
        <RestLine
          key={breaker.name}
          breaker={breaker}
          onForget={() => void runAction(() => call('breakers.forget', { name: breaker.name }))}
        />
      ))}
    </section>
  );
}
