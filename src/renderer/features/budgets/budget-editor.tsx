import { useEffect, useEffectEvent, useRef, type FormEvent } from 'react';
import { X } from 'lucide-react';
import type { Budget } from '../../../shared/config/budget-config';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { FormFailure } from '../../ui/form-failure';
import { IconButton } from '../../ui/icon-button';
import { Switch } from '../../ui/switch';
import { draftFromBudget, draftFromReady, type ReadyBudget } from './budget-draft';
import { useBudgetsStore } from './budgets-store';
import { DeleteBudget } from './delete-budget';
import { LimitFields } from './limit-fields';
import { ScopeFields } from './scope-fields';
import { StepFields } from './step-fields';
import styles from './budget-editor.module.css';

/** What the editor is open for. */
export type EditorTarget = { kind: 'new'; ready: ReadyBudget } | { kind: 'existing'; name: string };

interface BudgetEditorProps {
  target: EditorTarget;
  budgets: readonly Budget[];
  onSaved(name: string): void;
  onClose(): void;
}

/** The form of one budget. It holds a draft; nothing changes until it is saved. */
export function BudgetEditor({ target, budgets, onSaved, onClose }: BudgetEditorProps) {
  const { draft, errors, saving, failure, open, edit, save } = useBudgetsStore();
  const takenNames = budgets.map(({ name }) => name);
  const budget = target.kind === 'existing' ? (budgets.find(({ name }) => name === target.name) ?? null) : null;
  const begin = useEffectEvent(() => {
    if (target.kind === 'new') open(draftFromReady(target.ready, takenNames));
    else if (budget !== null) open(draftFromBudget(budget));
  });
  const known = target.kind === 'new' || budget !== null;
  useEffect(() => {
    if (known) begin();
    return () => open(null);
  }, [known, open]);

  // A new form begins where the hands go on.
  const form = useRef<HTMLFormElement>(null);
  const isNew = target.kind === 'new' && draft !== null;
  useEffect(() => {
    if (isNew) form.current?.querySelector<HTMLElement>('input[type=text]')?.focus();
  }, [isNew]);

  if (!known) {
    return (
      <EmptyState
        title={`There is no budget "${target.kind === 'existing' ? target.name : ''}"`}
        actions={<Button onClick={onClose}>Show all budgets</Button>}
      >
        It was deleted or renamed.
      </EmptyState>
    );
  }
  if (!draft) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const name = await save(takenNames);
    if (name !== null) onSaved(name);
  };
  return (
    <form ref={form} className={styles.editor} onSubmit={(event) => void submit(event)} noValidate>
      <header className={styles.head}>
        <h2 className={styles.title}>{budget ? budget.name : 'New budget'}</h2>
        <Switch label={draft.enabled ? 'On' : 'Off'} checked={draft.enabled} onChange={(enabled) => edit({ enabled })} />
        <IconButton label="Close" onClick={onClose}>
          <X size={14} />
        </IconButton>
      </header>
      <div className={styles.body}>
        <LimitFields draft={draft} errors={errors} onEdit={edit} />
        <ScopeFields draft={draft} errors={errors} onEdit={edit} />
        <StepFields steps={draft.steps} errors={errors.steps} onEdit={edit} />
      </div>
      <FormFailure error={failure} />
      <footer className={styles.foot}>
        <Button type="submit" variant="primary" disabled={saving}>
          {budget ? 'Save changes' : 'Add the budget'}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        {budget && <DeleteBudget name={budget.name} onDeleted={onClose} />}
      </footer>
    </form>
  );
}
