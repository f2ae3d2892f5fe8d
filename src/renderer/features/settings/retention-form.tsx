import { useEffect, useState, type FormEvent } from 'react';
import type { Retention } from '../../../shared/config/logging-config';
import { Button } from '../../ui/button';
import { TextInput } from '../../ui/field';
import { Switch } from '../../ui/switch';
import { describePreview, describeReport } from './describe-retention';
import styles from './ledger-settings.module.css';
import { useLedgerStore } from './ledger-store';
import {
  findLimitProblem,
  isSameRetention,
  readRetention,
  toRetentionDraft,
  type DraftLimit,
  type RetentionDraft,
  type RetentionField,
} from './retention-draft';

const LIMITS: readonly { field: RetentionField; name: string; unit: string; unlimited: string }[] = [
  { field: 'days', name: 'Requests', unit: 'days', unlimited: 'for ever' },
  { field: 'bodyDays', name: 'Bodies', unit: 'days', unlimited: 'as long as their requests' },
  { field: 'maxMegabytes', name: 'The file, at most', unit: 'MB', unlimited: 'as large as it grows' },
];

/** Typing is not interrupted by questions to the ledger; in ms. */
const PAUSE_MS = 250;

/** Chooses the limits, and shows what they delete before they do. */
export function RetentionForm({ saved }: { saved: Retention }) {
  const [draft, setDraft] = useState(() => toRetentionDraft(saved));
  const { preview, deleting, report, ask, save, deleteNow } = useLedgerStore();
  const wanted = readRetention(draft);
  const changed = wanted === null || !isSameRetention(wanted, saved);
  const question = wanted === null ? null : JSON.stringify(wanted);
  useEffect(() => {
    if (question === null) return;
    const timer = setTimeout(() => void ask(JSON.parse(question) as Retention), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [question, ask]);

  const known = preview.phase === 'ready' && wanted !== null && isSameRetention(preview.value.retention, wanted);
  const goes = known && preview.value.exchanges + preview.value.bodies > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && wanted !== null) void save(wanted);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {LIMITS.map(({ field, ...words }) => (
        <LimitRow
          key={field}
          {...words}
          limit={draft[field]}
          problem={findLimitProblem(draft, field)}
          onChange={(limit) => setDraft((before): RetentionDraft => ({ ...before, [field]: limit }))}
        />
      ))}
      <p role="status" className={styles.preview}>
        {preview.phase === 'failed' ? preview.error.message : known && describePreview(preview.value)}
        {known && preview.value.held !== null && <span className={styles.held}>{preview.value.held}</span>}
        {!changed && report !== null && <span className={styles.report}>{describeReport(report)}</span>}
      </p>
      <div className={styles.actions}>
        {changed && (
          <>
            <Button type="submit" variant="primary" disabled={!known}>
              Save these limits
            </Button>
            <Button variant="ghost" onClick={() => setDraft(toRetentionDraft(saved))}>
              Put them back
            </Button>
          </>
        )}
        {!changed && (goes || deleting) && (
          <Button variant="danger" disabled={deleting} onClick={() => void deleteNow(saved)}>
            {deleting ? 'Deleting' : 'Delete it now'}
          </Button>
        )}
      </div>
    </form>
  );
}

interface LimitRowProps {
  name: string;
  unit: string;
  unlimited: string;
  limit: DraftLimit;
  problem: string | null;
  onChange(limit: DraftLimit): void;
}

function LimitRow({ name, unit, unlimited, limit, problem, onChange }: LimitRowProps) {
  return (
    <div className={styles.limit}>
      <span>{name}</span>
      <span className={styles.figure}>
        <span className={styles.number}>
          <TextInput
            inputMode="numeric"
            aria-label={`${name}, ${unit}`}
            aria-invalid={problem !== null}
            disabled={!limit.limited}
            value={limit.text}
            onChange={(event) => onChange({ ...limit, text: event.target.value })}
          />
        </span>
        {unit}
      </span>
      <Switch label={unlimited} checked={!limit.limited} onChange={(checked) => onChange({ ...limit, limited: !checked })} />
      <span role="status" className={styles.problem}>
        {problem}
      </span>
    </div>
  );
}
