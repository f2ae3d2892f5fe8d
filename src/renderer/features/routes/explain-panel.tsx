import { useEffect, useRef } from 'react';
import { X } from 'lucide-react';
import { goTo } from '../../navigation/use-view';
import { useAppState } from '../../state/app-store';
import { IconButton } from '../../ui/icon-button';
import { Segmented } from '../../ui/segmented';
import type { ExplainWay } from './explain-draft';
import { ExplainForm } from './explain-form';
import { ExplainPaste } from './explain-paste';
import { ExplainRecent } from './explain-recent';
import { ExplainAnswer } from './explain-answer';
import { useExplainStore } from './explain-store';
import styles from './explain-panel.module.css';

/** Typing asks once it rests this long. */
const ASK_AFTER_MS = 200;

const WAYS: readonly { value: ExplainWay; text: string }[] = [
  { value: 'recent', text: 'A past request' },
  { value: 'paste', text: 'Paste one' },
  { value: 'form', text: 'Make one up' },
];

interface ExplainPanelProps {
  /** The request that the link names; null: what was looked at last. */
  requestId: string | null;
  onClose(): void;
}

/** Says of a request where it would go by the settings of now, and why. Nobody is called for it. */
export function ExplainPanel({ requestId, onClose }: ExplainPanelProps) {
  const settings = useAppState();
  const { draft, result, edit, editForm, explain } = useExplainStore();
  useEffect(() => {
    if (requestId !== null) edit({ way: 'recent', requestId });
  }, [requestId, edit]);
  // Whoever comes here by keyboard goes on here.
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => question.current?.querySelector<HTMLElement>('input:checked')?.focus(), [draft.way]);
  // Other settings may have another answer to the same question.
  useEffect(() => {
    const timer = setTimeout(() => void explain(), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [draft, settings, explain]);
  const chooseWay = (way: ExplainWay) => {
    if (way !== 'recent') goTo({ page: 'routes', explain: 'try' }, { replace: true });
    edit({ way });
  };
  return (
    <aside className={styles.pane} aria-label="Try it">
      <div className={styles.head}>
        <h2 className={styles.title}>Try it</h2>
        <span className={styles.note}>where a request would go; nobody is asked</span>
        <span className={styles.close}>
          <IconButton label="Close" onClick={onClose}>
            <X size={14} />
          </IconButton>
        </span>
      </div>
      <div className={styles.body}>
        <div ref={question} className={styles.question}>
          <Segmented label="What to explain" options={WAYS} value={draft.way} onChange={chooseWay} />
          {draft.way === 'recent' && (
            <ExplainRecent
              requestId={draft.requestId}
              onChoose={(id) => goTo({ page: 'routes', explain: id }, { replace: true })}
            />
          )}
          {draft.way === 'paste' && <ExplainPaste draft={draft} onEdit={edit} />}
          {draft.way === 'form' && <ExplainForm form={draft.form} onEdit={editForm} />}
        </div>
        <ExplainAnswer result={result} />
      </div>
    </aside>
  );
}
