import { useState, type FormEvent } from 'react';
import { Plus, X } from 'lucide-react';
import { toAppErrorData, type AppErrorData } from '../../../shared/errors';
import type { OwnPriceName } from '../../../shared/ipc/price-calls';
import type { PriceCard } from '../../../shared/model/prices';
import { call } from '../../api/api';
import { formatRate } from '../../format/format-rate';
import { Button } from '../../ui/button';
import { FormFailure } from '../../ui/form-failure';
import { FieldRow, TextInput } from '../../ui/field';
import { IconButton } from '../../ui/icon-button';
import { SectionHead } from '../../ui/section-head';
import { NO_RATES, RATES, readDraft, type DraftErrors, type OwnPriceDraft, type Rate } from './own-price-draft';
import styles from './own-price-form.module.css';

const LABELS: Record<Rate, string> = {
  input: 'In',
  output: 'Out',
  cacheRead: 'Cache read',
  cacheWrite: 'Write 5 m',
  cacheWrite1h: 'Write 1 h',
};

interface OwnPriceFormProps {
  initial: OwnPriceDraft;
  /** For comparison, beside the fields. */
  listed: PriceCard | null;
  /** The price that is being edited; null: a new one. */
  replaces: OwnPriceName | null;
  onSaved(): void;
  onCancel(): void;
}

/** The form of one price of the user's own. Nothing changes until it is saved. */
export function OwnPriceForm({ initial, listed, replaces, onSaved, onCancel }: OwnPriceFormProps) {
  const [draft, setDraft] = useState(initial);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<AppErrorData | null>(null);
  const read = readDraft(draft);
  // Whoever still types is not told what is missing.
  const errors: DraftErrors = tried ? (read.errors ?? {}) : {};
  const edit = (change: Partial<OwnPriceDraft>) => setDraft({ ...draft, ...change });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(null);
    if (read.price === null) return;
    try {
      await call('prices.set-own', { price: read.price, replaces });
      onSaved();
    } catch (error) {
      setFailure(toAppErrorData(error));
    }
  };
  const setTier = (index: number, change: Partial<OwnPriceDraft['tiers'][number]>) =>
    edit({ tiers: draft.tiers.map((tier, at) => (at === index ? { ...tier, ...change } : tier)) });
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate aria-label="A price of your own">
      <SectionHead title={replaces === null ? 'Your price' : 'Change your price'} end="$ per M tokens" />
      <div className={styles.fields}>
        <FieldRow label="For" error={errors.target} hint="A star at the end stands for any rest: provider/*">
          {(ids) => <TextInput {...ids} mono value={draft.target} onChange={(event) => edit({ target: event.target.value })} />}
        </FieldRow>
        <FieldRow label="From" error={errors.from} hint="The first day on which it holds, by UTC. Empty: since ever.">
          {(ids) => (
            <TextInput
              {...ids}
              placeholder="2026-08-17"
              value={draft.from}
              onChange={(event) => edit({ from: event.target.value })}
            />
          )}
        </FieldRow>
        {RATES.map((rate) => (
          <FieldRow key={rate} label={LABELS[rate]} error={errors[rate]}>
            {(ids) => (
              <span className={styles.amount}>
                <TextInput
                  {...ids}
                  inputMode="decimal"
                  placeholder={rate === 'input' || rate === 'output' ? '' : rate === 'cacheWrite1h' ? 'as write 5 m' : 'as in'}
                  value={draft[rate]}
                  onChange={(event) => edit({ [rate]: event.target.value })}
                />
                <Listed dollars={listed?.[rate]} />
              </span>
            )}
          </FieldRow>
        ))}
        <FieldRow label="Web searches" error={errors.webSearch} hint="Dollars for a thousand.">
          {(ids) => (
            <span className={styles.amount}>
              <TextInput
                {...ids}
                inputMode="decimal"
                placeholder={typeof listed?.webSearch === 'number' ? 'as listed' : ''}
                value={draft.webSearch}
                onChange={(event) => edit({ webSearch: event.target.value })}
              />
              <Listed dollars={listed?.webSearch} />
            </span>
          )}
        </FieldRow>
      </div>
      {draft.tiers.map((tier, index) => (
        <fieldset key={index} className={styles.tier}>
          <legend className={styles.legend}>
            Above
            <span className={styles.above}>
              <TextInput
                aria-label={`Tokens of input above which tier ${index + 1} holds`}
                aria-invalid={errors[`tiers.${index}.above`] !== undefined}
                placeholder="200000"
                value={tier.above}
                onChange={(event) => setTier(index, { above: event.target.value })}
              />
            </span>
            tokens of input, all costs
            <IconButton label="Remove the tier" onClick={() => edit({ tiers: draft.tiers.filter((_, at) => at !== index) })}>
              <X size={14} />
            </IconButton>
          </legend>
          {RATES.map((rate) => (
            <label key={rate} className={styles.rate}>
              {LABELS[rate]}
              <TextInput
                inputMode="decimal"
                aria-invalid={errors[`tiers.${index}.${rate}`] !== undefined}
                value={tier[rate]}
                onChange={(event) => setTier(index, { [rate]: event.target.value })}
              />
            </label>
          ))}
          <p className={styles.problem}>{findTierError(errors, index)}</p>
        </fieldset>
      ))}
      <div className={styles.tools}>
        <Button
          size="small"
          icon={<Plus size={12} />}
          onClick={() => edit({ tiers: [...draft.tiers, { ...NO_RATES, above: '' }] })}
        >
          Add a tier by size
        </Button>
      </div>
      <FormFailure error={failure} />
      <footer className={styles.foot}>
        <Button type="submit" variant="primary">
          Save the price
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <span className={styles.note}>Holds for requests from now on. Past ones: recalculate costs.</span>
      </footer>
    </form>
  );
}

function Listed({ dollars }: { dollars: number | null | undefined }) {
  return (
    <span className={styles.listed}>{dollars === null || dollars === undefined ? '' : `listed ${formatRate(dollars)}`}</span>
  );
}

function findTierError(errors: DraftErrors, index: number): string | undefined {
  return Object.entries(errors).find(([field]) => field.startsWith(`tiers.${index}.`))?.[1];
}
