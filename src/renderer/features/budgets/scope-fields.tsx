import { useAppState } from '../../state/app-store';
import { FieldRow, TextInput } from '../../ui/field';
import { ROUTE_ORDER, type RouteKey } from '../../ui/route-order';
import { Select } from '../../ui/select';
import type { BudgetDraft, DraftErrors } from './budget-draft';
import styles from './budget-editor.module.css';

interface ScopeFieldsProps {
  draft: BudgetDraft;
  errors: DraftErrors;
  onEdit(change: Partial<BudgetDraft>): void;
}

/** The selects' own word for what is left open; no provider's id and no key's can hold a star. */
const ANY = '*';

const ROUTES = [
  { value: ANY, text: 'every route' },
  ...ROUTE_ORDER.filter((route): route is Exclude<RouteKey, 'none'> => route !== 'none').map((route) => ({
    value: route,
    text: route,
  })),
] as const;

/** Of which requests it counts the cost. */
export function ScopeFields({ draft, errors, onEdit }: ScopeFieldsProps) {
  const { providers } = useAppState();
  const known = providers.map(({ id, name }) => ({ value: id, text: name }));
  const gone = draft.provider !== null && !known.some(({ value }) => value === draft.provider);
  const offered = [
    { value: ANY, text: 'every provider' },
    ...known,
    ...(gone && draft.provider !== null ? [{ value: draft.provider, text: `${draft.provider} (not set up)` }] : []),
  ];
  return (
    <fieldset className={styles.section}>
      <legend className="sr-only">What it counts</legend>
      <p className={styles.legend} aria-hidden="true">
        What it counts
      </p>
      <FieldRow label="Route">
        {(ids) => (
          <Select
            {...ids}
            options={ROUTES}
            value={draft.route ?? ANY}
            onChange={(route) => onEdit({ route: route === ANY ? null : route })}
          />
        )}
      </FieldRow>
      <FieldRow label="Provider">
        {(ids) => (
          <Select
            {...ids}
            options={offered}
            value={draft.provider ?? ANY}
            onChange={(provider) => onEdit({ provider: provider === ANY ? null : provider, key: null })}
          />
        )}
      </FieldRow>
      {draft.provider !== null && <KeyField draft={draft} onEdit={onEdit} />}
      <FieldRow
        label="Project"
        error={errors.project}
        hint="A folder; sessions that work below it count too. Empty: every project."
      >
        {(ids) => (
          <TextInput
            {...ids}
            mono
            placeholder="~/work"
            value={draft.project}
            onChange={({ target }) => onEdit({ project: target.value })}
          />
        )}
      </FieldRow>
    </fieldset>
  );
}

/** One of the provider's keys, where it has several, or one is chosen that it has no more. */
function KeyField({ draft, onEdit }: Omit<ScopeFieldsProps, 'errors'>) {
  const { providers } = useAppState();
  const keys = providers.find(({ id }) => id === draft.provider)?.keys ?? [];
  if (keys.length < 2 && draft.key === null) return null;
  const gone = draft.key !== null && !keys.some(({ id }) => id === draft.key);
  const options = [
    { value: ANY, text: 'each of its keys' },
    ...keys.map(({ id, label }) => ({ value: id, text: label })),
    ...(gone && draft.key !== null ? [{ value: draft.key, text: `${draft.key} (not set up)` }] : []),
  ];
  return (
    <FieldRow label="Key">
      {(ids) => (
        <Select
          {...ids}
          options={options}
          value={draft.key ?? ANY}
          onChange={(key) => onEdit({ key: key === ANY ? null : key })}
        />
      )}
    </FieldRow>
  );
}
