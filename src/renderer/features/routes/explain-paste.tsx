import { ClientDialect } from '../../../shared/model/exchange';
import { FieldRow } from '../../ui/field';
import { Select } from '../../ui/select';
import { TextArea } from '../../ui/text-area';
import type { ExplainDraft } from './explain-draft';
import { guessDialect } from './guess-dialect';
import styles from './explain-panel.module.css';

interface ExplainPasteProps {
  draft: ExplainDraft;
  onEdit(change: Partial<ExplainDraft>): void;
}

/** A request as a client sends it. */
export function ExplainPaste({ draft, onEdit }: ExplainPasteProps) {
  const guessed = draft.body.trim() === '' ? '' : `, ${guessDialect(draft.body)}`;
  const dialects = [
    { value: 'guessed', text: `From the body${guessed}` } as const,
    ...ClientDialect.options.map((dialect) => ({ value: dialect, text: dialect })),
  ];
  return (
    <div className={styles.fields}>
      <FieldRow label="Body">
        {(ids) => (
          <TextArea
            {...ids}
            rows={7}
            placeholder={'{ "model": "…", "messages": [ … ] }'}
            value={draft.body}
            onChange={({ target }) => onEdit({ body: target.value })}
          />
        )}
      </FieldRow>
      <FieldRow label="Dialect">
        {(ids) => (
          <Select
            {...ids}
            options={dialects}
            value={draft.dialect ?? 'guessed'}
            onChange={(dialect) => onEdit({ dialect: dialect === 'guessed' ? null : dialect })}
          />
        )}
      </FieldRow>
      <FieldRow label="Headers" hint="One “Name: value” a line; may stay empty.">
        {(ids) => (
          <TextArea
            {...ids}
            rows={2}
            placeholder="user-agent: claude-cli/2.1.330"
            value={draft.headers}
            onChange={({ target }) => onEdit({ headers: target.value })}
          />
        )}
      </FieldRow>
    </div>
  );
}
