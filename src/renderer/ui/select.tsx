import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import clsx from 'clsx';
import styles from './select.module.css';

export interface SelectOption<T extends string> {
  value: T;
  text: string;
  /** The heading that it stands under; options of a group stand together. */
  group?: string;
}

interface SelectProps<T extends string> {
  options: readonly SelectOption<T>[];
  value: T | null;
  onChange(value: T): void;
  placeholder?: string;
  mono?: boolean;
  /** Needed where no label element points at it. */
  label?: string;
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
}

/** One choice out of a list that opens; typing leads to the option that begins so. */
export function Select<T extends string>({ options, value, onChange, placeholder, mono, label, ...trigger }: SelectProps<T>) {
  return (
    <BaseSelect.Root
      items={options.map((option) => ({ value: option.value, label: option.text }))}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <BaseSelect.Trigger className={clsx(styles.trigger, mono && styles.mono)} aria-label={label} {...trigger}>
        <BaseSelect.Value className={clsx('cut', styles.value)} placeholder={placeholder ?? ''} />
        <BaseSelect.Icon className={styles.icon}>
          <ChevronDown size={12} />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <BaseSelect.Popup className={styles.popup}>
            <BaseSelect.List className={styles.list}>
              {groupOptions(options).map(({ group, members }) => (
                <BaseSelect.Group key={group ?? ''}>
                  {group !== undefined && <BaseSelect.GroupLabel className={styles.group}>{group}</BaseSelect.GroupLabel>}
                  {members.map((option) => (
                    <BaseSelect.Item key={option.value} value={option.value} className={styles.item}>
                      <BaseSelect.ItemText className={clsx('cut', mono && styles.mono)}>{option.text}</BaseSelect.ItemText>
                      <BaseSelect.ItemIndicator className={styles.indicator}>
                        <Check size={14} />
                      </BaseSelect.ItemIndicator>
                    </BaseSelect.Item>
                  ))}
                </BaseSelect.Group>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}

interface OptionGroup<T extends string> {
  group: string | undefined;
  members: SelectOption<T>[];
}

function groupOptions<T extends string>(options: readonly SelectOption<T>[]): OptionGroup<T>[] {
  const groups: OptionGroup<T>[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.members.push(option);
    else groups.push({ group: option.group, members: [option] });
  }
  return groups;
}
