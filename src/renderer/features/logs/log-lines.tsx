import { useCallback, useEffect, type ReactNode } from 'react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Failure } from '../../ui/failure';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { TextLink } from '../../ui/text-link';
import { LogList } from './log-list';
import { useLogsStore } from './logs-store';
import styles from './log-lines.module.css';

/** With fewer lines than this the window is not full, and the page before is asked for at once. */
const FULL_LINES = 60;

interface LogLinesProps {
  selectedAt: string | null;
  onSelect(at: string): void;
  onRetry(): void;
  /** A button that takes the filter away; null where there is none. */
  clearFilter: ReactNode;
}

/** What is known of the log: its lines, or why there are none. */
export function LogLines({ selectedAt, onSelect, onRetry, clearFilter }: LogLinesProps) {
  const { name, lines, phase, error, before, loadingMore, following, waiting, loadMore, follow } = useLogsStore();
  const isSearching = phase === 'ready' && before !== null && lines.length < FULL_LINES;
  useEffect(() => {
    if (isSearching && !loadingMore) void loadMore();
  }, [isSearching, loadingMore, loadMore]);
  const onNearBegin = useCallback(() => void loadMore(), [loadMore]);

  if (phase === 'loading') return <SkeletonRows />;
  if (phase === 'failed' && error)
    return <Failure error={error} action={<Button onClick={onRetry}>Read the log again</Button>} />;
  if (lines.length === 0 && isSearching) return <p className={styles.note}>Looking further back…</p>;
  if (lines.length === 0 && clearFilter !== null)
    return (
      <EmptyState title="No line fits" actions={clearFilter}>
        New lines that do appear here as they are written.
      </EmptyState>
    );
  if (lines.length === 0)
    return (
      <EmptyState title="Nothing has been written yet">
        {name === 'server'
          ? 'Each request leaves a line here when it has ended.'
          : 'Routing decisions and events of the app come here.'}{' '}
        How much is written is chosen in the <TextLink to={{ page: 'settings' }}>settings</TextLink>.
      </EmptyState>
    );
  return (
    <LogList
      name={name}
      lines={lines}
      following={following}
      waiting={waiting}
      selectedAt={selectedAt}
      onSelect={onSelect}
      onFollow={follow}
      onNearBegin={onNearBegin}
    />
  );
}
