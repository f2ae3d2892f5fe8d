import { useEffect, useMemo, useState } from 'react';
import type { BodyKind, ExchangeBodies, KeptBody } from '../../../shared/model/bodies';
import type { Exchange } from '../../../shared/model/exchange';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { copyText } from '../../ui/copy-text';
import { SectionHead } from '../../ui/section-head';
import { Segmented } from '../../ui/segmented';
import { useBodiesStore } from './bodies-store';
import { BodyText } from './body-text';
import { describeBody, indentJson, nameBody } from './describe-body';
import styles from './bodies-section.module.css';

const KINDS: readonly { value: BodyKind; text: string }[] = [
  { value: 'client-request', text: 'Request' },
  { value: 'upstream-request', text: 'Sent on' },
  { value: 'upstream-response', text: 'Answered' },
  { value: 'client-response', text: 'Returned' },
];

/** What was asked and answered, as far as it is kept. It is read when it is opened. */
export function BodiesSection({ exchange }: { exchange: Exchange }) {
  const { open, setOpen, load } = useBodiesStore();
  const { id, outcome } = exchange;
  useEffect(() => {
    // Read again when it ends: until then there is nothing.
    if (open) void load(id);
  }, [open, id, outcome, load]);
  return (
    <section className={styles.section}>
      <SectionHead
        title="Bodies"
        note="redacted of keys"
        end={
          <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide' : 'Show'}
          </Button>
        }
      />
      {open && <Bodies exchange={exchange} />}
    </section>
  );
}

function Bodies({ exchange }: { exchange: Exchange }) {
  const { id, bodies } = useBodiesStore();
  if (id !== exchange.id || bodies.phase === 'loading') return null;
  if (bodies.phase === 'failed') return <p className={styles.note}>{bodies.error.message}</p>;
  if (bodies.value.why !== null) return <p className={styles.note}>{bodies.value.why}</p>;
  return <Viewer key={id} exchange={exchange} found={bodies.value} />;
}

function Viewer({ exchange, found: { from, bodies } }: { exchange: Exchange; found: ExchangeBodies }) {
  const [kind, setKind] = useState<BodyKind>('client-request');
  const [attempt, setAttempt] = useState(String(exchange.attempts.length));
  const ofKind = bodies.filter((body) => body.kind === kind);
  const body = ofKind.find((one) => String(one.attempt) === attempt) ?? ofKind.at(-1);
  const provider = exchange.attempts.find(({ number }) => number === body?.attempt)?.providerId ?? 'the provider';
  return (
    <>
      <div className={styles.controls}>
        <Segmented label="Body" options={KINDS} value={kind} onChange={(next) => setKind(next)} />
        {ofKind.length > 1 && (
          <Segmented
            label="Attempt"
            options={ofKind.map((one) => ({ value: String(one.attempt), text: `${one.attempt}` }))}
            value={String(body?.attempt)}
            onChange={(next) => setAttempt(next)}
          />
        )}
      </div>
      {body === undefined ? (
        <p className={styles.note}>There was none: it ended before that.</p>
      ) : (
        <BodyView key={`${kind} ${body.attempt}`} body={body} from={from} name={nameBody(kind, provider)} />
      )}
    </>
  );
}

interface BodyViewProps {
  body: KeptBody;
  from: ExchangeBodies['from'];
  name: string;
}

function BodyView({ body, from, name }: BodyViewProps) {
  const [isIndented, setIndented] = useState(true);
  const indented = useMemo(() => indentJson(body.text), [body.text]);
  const text = (isIndented ? indented : null) ?? body.text;
  return (
    <>
      <div className={styles.line}>
        <span className={styles.name}>{name}</span>
        <span className={styles.tools}>
          {indented !== null && (
            <Button size="small" onClick={() => setIndented(!isIndented)}>
              {isIndented ? 'As it passed' : 'Indented'}
            </Button>
          )}
          <CopyButton label="Copy the body" onCopy={() => copyText(text)} />
        </span>
      </div>
      <BodyText key={String(isIndented)} label={name} text={text} />
      <p className={styles.note}>{describeBody(body, from)}</p>
    </>
  );
}
