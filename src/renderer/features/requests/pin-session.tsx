import { useState, type FormEvent } from 'react';
import { call } from '../../api/api';
import { useAppState } from '../../state/app-store';
import { runAction } from '../../state/notices-store';
import { useUnexpired } from '../../state/use-unexpired';
import { Button } from '../../ui/button';
import { PinLine } from '../../ui/pin-line';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { endOfTerm, type PinTerm } from './pin-term';
import styles from './pin-session.module.css';

const TERMS: readonly { value: PinTerm; text: string }[] = [
  { value: 'hour', text: 'For 1 hour' },
  { value: 'midnight', text: 'Until midnight' },
  { value: 'open', text: 'Until I change it' },
];

/** Sends a session to another target for a while, or says that it is and takes that back. */
export function PinSession({ sessionId }: { sessionId: string }) {
  const { pins } = useAppState();
  const { items, now } = useUnexpired(pins);
  const [open, setOpen] = useState(false);
  const scope = { kind: 'session', sessionId } as const;
  const pin = items.find((each) => each.scope.kind === 'session' && each.scope.sessionId === sessionId);
  if (pin) {
    return <PinLine pin={pin} who="This session" now={now} onTakeBack={() => void runAction(() => call('pins.remove', scope))} />;
  }
  const put = (target: string, term: PinTerm) => {
    setOpen(false);
    void runAction(() => call('pins.put', { scope, target, until: endOfTerm(term, Date.now()) }));
  };
  return (
    <>
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        Pin this session…
      </Button>
      {open && <PinForm onPin={put} onCancel={() => setOpen(false)} />}
    </>
  );
}

function PinForm({ onPin, onCancel }: { onPin(target: string, term: PinTerm): void; onCancel(): void }) {
  const { providers } = useAppState();
  const [target, setTarget] = useState<string | null>(null);
  const [term, setTerm] = useState<PinTerm>('hour');
  const options = providers
    .filter(({ enabled }) => enabled)
    .flatMap(({ id, models }) => models.map((model) => ({ value: `${id}/${model}`, text: `${id}/${model}` })));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (target !== null) onPin(target, term);
  };
  return (
    <form className={styles.form} aria-label="Pin this session" onSubmit={submit}>
      <p className={styles.text}>All requests of this session go there first; where it fails, to the targets of their route.</p>
      <Select label="Target of the pin" placeholder="Choose a model" mono options={options} value={target} onChange={setTarget} />
      <Segmented label="How long" options={TERMS} value={term} onChange={(next) => setTerm(next)} />
      <span className={styles.actions}>
        <Button type="submit" size="small" variant="primary" disabled={target === null}>
          Pin the session
        </Button>
        <Button size="small" variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </span>
    </form>
  );
}
