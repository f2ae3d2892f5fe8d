import type { ReactNode } from 'react';
import type { Exchange, Lane } from '../../../shared/model/exchange';
import { formatDuration } from '../../format/format-duration';
import { CopyButton } from '../../ui/copy-button';
import { copyText } from '../../ui/copy-text';
import { SectionHead } from '../../ui/section-head';
import { Unknown } from '../../ui/unknown';
import styles from './request-facts.module.css';

const LANES: Record<Lane, string> = { passthrough: 'passthrough, bytes unchanged', translated: 'translated' };

/** Who asked, for what, and how it was carried. */
export function RequestFacts({ exchange }: { exchange: Exchange }) {
  return (
    <section className={styles.section}>
      <SectionHead title="Request" />
      <dl className={styles.facts}>
        <Fact name="Id">
          <code className={styles.id}>{exchange.id}</code>
          <CopyButton label="Copy the request id" onCopy={() => copyText(exchange.id)} />
        </Fact>
        <Fact name="Client">{exchange.client ?? <Unknown why="The request named no client" />}</Fact>
        <Fact name="Session">
          {exchange.sessionId === null ? (
            <Unknown why="The request named no session" />
          ) : (
            <code className="cut">{exchange.sessionId}</code>
          )}
        </Fact>
        <Fact name="Model asked">{exchange.requestedModel ?? <Unknown why="The request named no model" />}</Fact>
        <Fact name="Client dialect">
          {exchange.clientDialect}
          {exchange.streaming ? ', streaming' : ', whole answer'}
        </Fact>
        <Fact name="Lane">{exchange.lane === null ? <Unknown why="No provider was asked" /> : LANES[exchange.lane]}</Fact>
        <Fact name="First token">
          {exchange.firstTokenMs === null ? <Unknown why="No token came" /> : `after ${formatDuration(exchange.firstTokenMs)}`}
        </Fact>
        <Fact name="Stop reason">{exchange.stopReason ?? <Unknown why="None was given" />}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}
