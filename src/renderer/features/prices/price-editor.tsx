import { useState } from 'react';
import type { OwnPrice } from '../../../shared/config/price-config';
import type { OwnPriceName } from '../../../shared/ipc/price-calls';
import type { TargetPrice } from '../../../shared/model/prices';
import { call } from '../../api/api';
import { formatDate } from '../../format/format-time';
import { formatRate } from '../../format/format-rate';
import { countOf, formatCount } from '../../format/format-tokens';
import { runAction } from '../../state/notices-store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { MiddleCut } from '../../ui/middle-cut';
import { SectionHead } from '../../ui/section-head';
import { ListedPrice } from './listed-price';
import { OwnPriceForm } from './own-price-form';
import { draftOf, emptyDraft } from './own-price-draft';
import { PricePane } from './price-pane';
import { usePricesStore } from './prices-store';
import styles from './price-editor.module.css';

interface PriceEditorProps {
  name: string;
  /** Null when nothing of that name is in use. */
  price: TargetPrice | null;
  onClose(): void;
}

/** A target's price: what the tables say, and the user's own in its place. */
export function PriceEditor({ name, price, onClose }: PriceEditorProps) {
  const { load } = usePricesStore();
  const [editing, setEditing] = useState<OwnPrice | 'new' | null>(price?.own.length === 0 ? 'new' : null);
  if (price === null)
    return (
      <PricePane title={name} label={`Price of ${name}`} onClose={onClose}>
        <EmptyState title={`${name} is not in use`} actions={<Button onClick={onClose}>Show all prices</Button>}>
          No route, rule or provider names it, and it has not answered for 30 days.
        </EmptyState>
      </PricePane>
    );
  const saved = async () => {
    setEditing(null);
    await load();
  };
  const remove = (own: OwnPrice) => void runAction(() => call('prices.delete-own', nameOf(own))).then(saved);
  return (
    <PricePane title={<MiddleCut text={name} />} under={describeUse(price)} label={`Price of ${name}`} onClose={onClose}>
      <ListedPrice price={price} />
      {price.own.length > 0 && (
        <section className={styles.section} aria-label="Your own prices">
          <SectionHead title="Your own" note="in place of the tables, from its day on" />
          <ul>
            {price.own.map((own) => (
              <li key={`${own.target} ${own.from ?? ''}`} className={styles.own}>
                <span className={styles.names}>
                  <span className="cut">{own.target}</span>
                  <span className={styles.from}>{own.from === undefined ? 'since ever' : `from ${formatDate(own.from)}`}</span>
                </span>
                <span className={styles.rates}>
                  {formatRate(own.input)} in, {formatRate(own.output)} out
                </span>
                <Button size="small" onClick={() => setEditing(own)}>
                  Edit
                </Button>
                <Button size="small" variant="ghost" onClick={() => remove(own)}>
                  Remove
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {editing === null ? (
        <div className={styles.more}>
          <Button size="small" onClick={() => setEditing('new')}>
            Set a price from another day
          </Button>
        </div>
      ) : (
        <OwnPriceForm
          key={editing === 'new' ? 'new' : `${editing.target} ${editing.from ?? ''}`}
          initial={editing === 'new' ? emptyDraft(name) : draftOf(editing)}
          listed={price.listed}
          replaces={editing === 'new' ? null : nameOf(editing)}
          onSaved={() => void saved()}
          onCancel={() => (price.own.length === 0 ? onClose() : setEditing(null))}
        />
      )}
    </PricePane>
  );
}

function nameOf({ target, from }: OwnPrice): OwnPriceName {
  return { target, from: from ?? null };
}

function describeUse({ requests, unpriced }: TargetPrice): string {
  if (requests === 0) return 'no answer in 30 days';
  const answers = `${countOf(requests, 'answer')} in 30 days`;
  return unpriced === 0 ? answers : `${answers}, ${formatCount(unpriced)} of them unpriced`;
}
