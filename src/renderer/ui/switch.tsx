import { Switch as BaseSwitch } from '@base-ui/react/switch';
import styles from './switch.module.css';

interface SwitchProps {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

/** On or off. The word stands beside it. */
export function Switch({ label, checked, onChange }: SwitchProps) {
  return (
    <label className={styles.label}>
      <BaseSwitch.Root className={styles.track} checked={checked} onCheckedChange={onChange}>
        <BaseSwitch.Thumb className={styles.thumb} />
      </BaseSwitch.Root>
      {label}
    </label>
  );
}
