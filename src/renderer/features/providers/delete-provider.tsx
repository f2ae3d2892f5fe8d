import { useState } from 'react';
import type { ProviderSummary } from '../../../shared/model/provider';
import { Button } from '../../ui/button';
import { useProvidersStore } from './providers-store';
import styles from './delete-provider.module.css';

interface DeleteProviderProps {
  provider: ProviderSummary;
  onDeleted(): void;
}

/** Deletes a provider once it was asked for twice, in place. */
export function DeleteProvider({ provider, onDeleted }: DeleteProviderProps) {
  const [asking, setAsking] = useState(false);
  const remove = useProvidersStore((store) => store.remove);
  if (!asking) {
    return (
      <span className={styles.end}>
        <Button variant="danger" onClick={() => setAsking(true)}>
          Delete {provider.name}
        </Button>
      </span>
    );
  }
  return (
    <span className={styles.end}>
      <Button variant="ghost" autoFocus onClick={() => setAsking(false)}>
        Keep it
      </Button>
      <Button
        variant="danger"
        onClick={async () => {
          setAsking(false);
          if (await remove(provider.id)) onDeleted();
        }}
      >
        Delete {provider.name} and its key
      </Button>
    </span>
  );
}
