import type { RuleSummary } from '../../../shared/model/route-summary';
import { SectionHead } from '../../ui/section-head';
import { Tag } from '../../ui/tag';
import styles from './rule-list.module.css';

/** The rules of the config in their order, to be read. */
export function RuleList({ rules }: { rules: readonly RuleSummary[] }) {
  return (
    <section className={styles.section} aria-label="Rules">
      <SectionHead title="Rules" note="asked in order, before the scenarios; written in config.json" />
      <ol>
        {rules.map(({ name, enabled, sentence }, index) => (
          <li key={name} className={styles.rule} data-off={!enabled || undefined}>
            <span className={styles.ordinal}>{index + 1}</span>
            <span className={styles.name}>{name}</span>
            <span className={styles.sentence}>{sentence}</span>
            {!enabled && <Tag>off</Tag>}
          </li>
        ))}
      </ol>
    </section>
  );
}
