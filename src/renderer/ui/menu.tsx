import type { ReactElement, ReactNode } from 'react';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import styles from './menu.module.css';

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
}

/** Things to do, in a list that opens below its button. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner className={styles.positioner} sideOffset={4} align="end">
          <BaseMenu.Popup className={styles.popup}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

interface MenuItemProps {
  text: string;
  /** A few words more, in subtle type. */
  note?: string;
  onPress(): void;
}

export function MenuItem({ text, note, onPress }: MenuItemProps) {
  return (
    <BaseMenu.Item className={styles.item} onClick={onPress}>
      {text}
      {note !== undefined && <span className={styles.note}>{note}</span>}
    </BaseMenu.Item>
  );
}

interface MenuChoiceProps<T extends string> {
  title: string;
  options: readonly { value: T; text: string }[];
  value: T;
  onChange(value: T): void;
}

/** One of a few; the menu stays open. */
export function MenuChoice<T extends string>({ title, options, value, onChange }: MenuChoiceProps<T>) {
  return (
    <MenuSection title={title}>
      <BaseMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
        {options.map((option) => (
          <BaseMenu.RadioItem key={option.value} value={option.value} closeOnClick={false} className={styles.item}>
            {option.text}
            <BaseMenu.RadioItemIndicator className={styles.indicator}>
              <Check size={14} />
            </BaseMenu.RadioItemIndicator>
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </MenuSection>
  );
}

interface MenuCheckProps {
  text: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

/** On or off; the menu stays open. */
export function MenuCheck({ text, checked, onChange }: MenuCheckProps) {
  return (
    <BaseMenu.CheckboxItem checked={checked} onCheckedChange={onChange} closeOnClick={false} className={styles.item}>
      {text}
      <BaseMenu.CheckboxItemIndicator className={styles.indicator}>
        <Check size={14} />
      </BaseMenu.CheckboxItemIndicator>
    </BaseMenu.CheckboxItem>
  );
}

/** Items under a heading. */
export function MenuSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <BaseMenu.Group className={styles.section}>
      <BaseMenu.GroupLabel className={styles.title}>{title}</BaseMenu.GroupLabel>
      {children}
    </BaseMenu.Group>
  );
}
