import { useEffect, useRef } from 'react';
import { Search } from 'lucide-react';
import { TextInput } from './field';
import { Kbd } from './kbd';
import styles from './filter-field.module.css';

interface FilterFieldProps {
  label: string;
  placeholder: string;
  value: string;
  onChange(text: string): void;
}

/** What a line must hold to be shown. A slash leads there, Escape empties it. */
export function FilterField({ label, placeholder, value, onChange }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'text';
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <span className={styles.field}>
      <Search size={14} className={styles.icon} />
      <TextInput
        ref={input}
        mono
        maxLength={500}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onChange('');
          event.currentTarget.blur();
        }}
      />
      {value === '' && (
        <span className={styles.key}>
          <Kbd>/</Kbd>
        </span>
      )}
    </span>
  );
}
