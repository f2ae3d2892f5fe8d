import { useCallback, useMemo } from 'react';
import { goTo } from '../../navigation/use-view';
import { useAppState } from '../../state/app-store';
import { useExchangesStore } from '../../state/exchanges-store';
import { countOf } from '../../format/format-tokens';
import { Button } from '../../ui/button';
import { Failure } from '../../ui/failure';
import { PageHead } from '../../ui/page-head';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { NextStep } from '../connect';
import { arrangeRows } from './arrange-rows';
import { ExportMenu } from './export-menu';
import { RequestDetail } from './request-detail';
import { BAND_ROWS, RequestTable } from './request-table';
import { useRequestsStore } from './requests-store';
import { useListKeys } from './use-list-keys';
import styles from './requests-page.module.css';

/** The live request log and, beside it, the request that was opened. */
export function RequestsPage({ requestId }: { requestId: string | null }) {
  const state = useAppState();
  const { rows, phase, error, loadingMore, load, loadMore } = useExchangesStore();
  const { held, cursorId, hold, release, moveCursor } = useRequestsStore();
  const arranged = useMemo(() => arrangeRows(rows, held), [rows, held]);
  const { inFlight, listed } = arranged;
  const ids = useMemo(() => [...inFlight.slice(0, BAND_ROWS), ...listed].map((row) => row.id), [inFlight, listed]);

  const open = useCallback(
    (id: string) => {
      moveCursor(id);
      goTo({ page: 'requests', requestId: id }, { replace: requestId !== null });
    },
    [moveCursor, requestId],
  );
  const close = () => goTo({ page: 'requests', requestId: null });
  useListKeys({
    ids,
    cursorId: cursorId ?? requestId,
    openId: requestId,
    onMove: (id) => (requestId === null ? moveCursor(id) : open(id)),
    onOpen: open,
    onClose: close,
    onTop: release,
  });
  const onNearEnd = useCallback(() => void loadMore(), [loadMore]);

  return (
    <>
      <PageHead title="Requests" actions={<ExportMenu />}>
        {phase === 'ready' && <Summary inFlight={inFlight.length} loadingMore={loadingMore} />}
      </PageHead>
      <div className={styles.split}>
        <section className={styles.list}>
          {phase === 'loading' && rows.length === 0 && <SkeletonRows />}
          {phase === 'failed' && error && (
            <Failure error={error} action={<Button onClick={() => void load()}>Read the ledger again</Button>} />
          )}
          {phase === 'ready' && rows.length === 0 && <NextStep state={state} title="Nothing has passed yet" />}
          {rows.length > 0 && (
            <RequestTable
              arranged={arranged}
              held={held !== null}
              cursorId={cursorId ?? requestId}
              selectedId={requestId}
              onOpen={open}
              onLeaveTop={() => hold(listed.map((row) => row.id))}
              onReachTop={release}
              onNearEnd={onNearEnd}
            />
          )}
        </section>
        {requestId !== null && (
          <RequestDetail exchange={rows.find((row) => row.id === requestId) ?? null} requestId={requestId} onClose={close} />
        )}
      </div>
    </>
  );
}

function Summary({ inFlight, loadingMore }: { inFlight: number; loadingMore: boolean }) {
  const parts = [inFlight > 0 && `${countOf(inFlight, 'request')} in flight`, loadingMore && 'reading older requests'];
  return <span className={styles.summary}>{parts.filter(Boolean).join(', ')}</span>;
}
