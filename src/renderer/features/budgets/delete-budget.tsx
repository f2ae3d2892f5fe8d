import { useState } from 'react';
import { Button } from '../../ui/button';
import { useBudgetsStore } from './budgets-store';
import styles from './budget-editor.module.css';

/** Deletes a budget once it was asked for twice, in place. */
export function DeleteBudget({ name, onDeleted }: { name: string; onDeleted(): void }) {
  const [asking, setAsking] = useState(false);
  const remove = useBudgetsStore((store) => store.remove);
  const confirm = async () => {
    setAsking(false);
    if (await remove(name)) onDeleted();
  };
  return (
    <span className={styles.end}>
      {asking && (
        <Button variant="ghost" autoFocus onClick={() => setAsking(false)}>
          Keep it
        </Button>
      )}
      <Button variant="danger" onClick={() => (asking ? void confirm() : setAsking(true))}>
        {asking ? `Delete ${name} for good` : `Delete ${name}`}
      </Button>
    </span>
  );
}
