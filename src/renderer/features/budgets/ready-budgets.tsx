import { Button } from '../../ui/button';
import type { ReadyBudget } from './budget-draft';
import styles from './ready-budgets.module.css';

interface ReadyBudgetsProps {
  /** How many providers would get one of their own; those whose money is play are none. */
  providerCount: number;
  onPick(ready: ReadyBudget): void;
  onEachProvider(): void;
}

/** What a page without budgets says: what they are, and three to begin with. */
export function ReadyBudgets({ providerCount, onPick, onEachProvider }: ReadyBudgetsProps) {
  return (
    <section className={styles.empty}>
      <h2 className={styles.title}>There is no budget yet</h2>
      <p className={styles.text}>
        A budget is a limit on what requests cost, of all or of a part. It is checked before each call: at its steps you are told,
        cheaper targets take over, or what costs money is refused. Free and local models always go on.
      </p>
      <ul className={styles.list}>
        <Ready
          title="$5 a day"
          text="For all requests. Tells you at half and at 80 %, and blocks at the end."
          onPick={() => onPick('daily')}
          verb="Begin with $5 a day"
        />
        <Ready
          title="$100 a month"
          text="The same for the whole month, from its first day."
          onPick={() => onPick('monthly')}
          verb="Begin with $100 a month"
        />
        {providerCount > 0 && (
          <Ready
            title="$20 a month for each provider"
            text={`One for each that is set up: ${providerCount}. When one is used up, another provider takes over.`}
            onPick={onEachProvider}
            verb="Add one for each provider"
          />
        )}
      </ul>
    </section>
  );
}

function Ready({ title, text, verb, onPick }: { title: string; text: string; verb: string; onPick(): void }) {
  return (
    <li className={styles.ready}>
      <span className={styles.words}>
        <span className={styles.name}>{title}</span>
        <span className={styles.note}>{text}</span>
      </span>
      <Button onClick={onPick}>{verb}</Button>
    </li>
  );
}
