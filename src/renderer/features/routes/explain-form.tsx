import { Effort } from '../../../shared/model/quirks';
import type { MarkedScenario } from '../../../shared/model/request-summary';
import { FieldRow, TextInput } from '../../ui/field';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import type { RequestForm } from './explain-draft';
import { DESCRIPTIONS } from './route-descriptions';
import styles from './explain-panel.module.css';

/** Size and image have fields of their own. */
const MARKS: readonly MarkedScenario[] = ['safetyCheck', 'webSearch', 'background', 'compact', 'subagent', 'think'];

interface ExplainFormProps {
  form: RequestForm;
  onEdit(change: Partial<RequestForm>): void;
}

/** What a request may look like, made up; what is left empty is as of a small request that nothing marks. */
export function ExplainForm({ form, onEdit }: ExplainFormProps) {
  const text = (
    label: string,
    key: 'model' | 'tokens' | 'agent' | 'client' | 'folder' | 'tools' | 'text',
    placeholder: string,
  ) => (
    <FieldRow label={label}>
      {(ids) => (
        <TextInput
          {...ids}
          placeholder={placeholder}
          value={form[key]}
          onChange={({ target }) => onEdit({ [key]: target.value })}
        />
      )}
    </FieldRow>
  );
  const marks = [
    { value: 'none', text: 'Nothing in particular' } as const,
    ...MARKS.map((mark) => ({ value: mark, text: `${mark}: ${DESCRIPTIONS[mark]}` })),
  ];
  const efforts = [
    { value: 'none', text: 'Not told' } as const,
    ...Effort.options.map((effort) => ({ value: effort, text: effort })),
  ];
  return (
    <div className={styles.fields}>
      {text('Model', 'model', 'as the client asks for it')}
      {text('Input tokens', 'tokens', '1,000')}
      <FieldRow label="Marked as">
        {(ids) => <Select {...ids} options={marks} value={form.mark} onChange={(mark) => onEdit({ mark })} />}
      </FieldRow>
      <FieldRow label="Effort">
        {(ids) => <Select {...ids} options={efforts} value={form.effort} onChange={(effort) => onEdit({ effort })} />}
      </FieldRow>
      {text('Agent', 'agent', 'Explore')}
      {text('Client', 'client', 'claude-cli/2.1.330')}
      {text('Folder', 'folder', '/home/me/project')}
      {text('Tools', 'tools', 'Bash, Edit')}
      {text('Last prompt', 'text', 'what the rules look for')}
      <Switch label="Holds an image" checked={form.image} onChange={(image) => onEdit({ image })} />
    </div>
  );
}
