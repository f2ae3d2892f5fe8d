import { useState } from 'react';
import { Autocomplete } from '@base-ui/react/autocomplete';
import styles from './suggest-input.module.css';

interface SuggestInputProps {
  label: string;
  placeholder: string;
  suggestions: readonly string[];
  /** A suggestion was chosen, or something else typed and entered. */
  onPick(value: string): void;
  autoFocus?: boolean;
  id?: string;
  'aria-describedby'?: string;
}

/** Suggestions drawn at most; typing narrows them. */
const LIMIT = 60;

/** A line to type into, with what could be meant below it. Empties itself when something was picked. */
export function SuggestInput({ label, placeholder, suggestions, onPick, ...input }: SuggestInputProps) {
  const [text, setText] = useState('');
  const [highlighted, setHighlighted] = useState<string | undefined>(undefined);
  const pick = (value: string) => {
    if (value.trim() === '') return;
    onPick(value.trim());
    setText('');
  };
  return (
    <Autocomplete.Root
      items={suggestions}
      value={text}
      limit={LIMIT}
      openOnInputClick
      onValueChange={(value, { reason }) => reason !== 'item-press' && setText(value)}
      onItemHighlighted={setHighlighted}
    >
      <Autocomplete.Input
        className={styles.input}
        aria-label={label}
        placeholder={placeholder}
        spellCheck={false}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || highlighted !== undefined) return;
          event.preventDefault();
          pick(text);
        }}
        {...input}
      />
      <Autocomplete.Portal>
        <Autocomplete.Positioner className={styles.positioner} sideOffset={4}>
          <Autocomplete.Popup className={styles.popup}>
            <Autocomplete.List className={styles.list}>
              {(item: string) => (
                <Autocomplete.Item key={item} value={item} className={styles.item} onClick={() => pick(item)}>
                  <span className="cut">{item}</span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}
