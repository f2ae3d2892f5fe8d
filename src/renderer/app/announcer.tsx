import { useEffect, useState } from 'react';
import type { Exchange } from '../../shared/model/exchange';
import { listen } from '../api/api';
import { countOf } from '../format/format-tokens';

const GAP_MS = 10_000;

/** Tells screen readers what finished, at most once in ten seconds. */
export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    let finished: Exchange[] = [];
    const unlisten = listen('exchanges.changed', (rows) => {
      finished.push(...rows.filter((row) => row.outcome !== 'in-flight'));
    });
    const timer = setInterval(() => {
      if (finished.length === 0) return;
      setText(describeFinished(finished));
      finished = [];
    }, GAP_MS);
    return () => {
      unlisten();
      clearInterval(timer);
    };
  }, []);
  return (
    <p className="sr-only" aria-live="polite">
      {text}
    </p>
  );
}

function describeFinished(rows: readonly Exchange[]): string {
  const failed = rows.filter((row) => row.outcome === 'failed').length;
  return `${failed > 0 ? `${failed} failed, ` : ''}${countOf(rows.length, 'request')} finished.`;
}
