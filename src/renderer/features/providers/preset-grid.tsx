import { useRef, useState, type KeyboardEvent } from 'react';
import clsx from 'clsx';
import type { PresetSummary } from '../../../shared/model/provider';
import { Button } from '../../ui/button';
import { TextInput } from '../../ui/field';
import { Monogram } from './monogram';
import { findPresets, groupPresets, mostUsed, type GroupedPresets } from './preset-groups';
import styles from './preset-grid.module.css';

interface PresetGridProps {
  presets: readonly PresetSummary[];
  onPick(preset: PresetSummary): void;
  /** Only the most used are shown at first. */
  short?: boolean;
}

/** The vendors and servers that the app knows, to begin a provider from: under headings, or what fits the text that is typed. */
export function PresetGrid({ presets, onPick, short = false }: PresetGridProps) {
  const [text, setText] = useState('');
  const [all, setAll] = useState(!short);
  const grid = useRef<HTMLDivElement>(null);
  const searching = text.trim() !== '';
  const found = searching ? findPresets(presets, text) : [];
  const groups: GroupedPresets[] = searching
    ? [{ title: '', presets: found }]
    : all
      ? groupPresets(presets)
      : [{ title: '', presets: mostUsed(presets) }];

  const pick = (preset: PresetSummary) => {
    setText('');
    onPick(preset);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && found[0]) {
      event.preventDefault();
      pick(found[0]);
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      grid.current?.querySelector('button')?.focus();
    } else if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      setText('');
    }
  };
  return (
    <div className={styles.picker}>
      <div className={styles.find}>
        <TextInput
          aria-label="Find a provider"
          placeholder={`Find one of ${presets.length}`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {searching && found[0] && <span className={styles.hint}>Enter takes {found[0].name}</span>}
      </div>
      <div ref={grid} className={styles.groups}>
        {groups.map(({ title, presets: members }) => (
          <section key={title}>
            {title && <h3 className={styles.title}>{title}</h3>}
            <div className={styles.grid}>
              {members.map((preset, index) => (
                <button
                  key={preset.id}
                  type="button"
                  className={clsx(styles.preset, searching && index === 0 && styles.first)}
                  onClick={() => pick(preset)}
                >
                  <Monogram name={preset.name} />
                  <span className="cut">{preset.name}</span>
                </button>
              ))}
            </div>
          </section>
        ))}
        {searching && found.length === 0 && (
          <p className={styles.none}>
            No preset fits. A custom provider is any server that speaks one of the dialects.
            <Button size="small" onClick={() => setText('custom')}>
              Show Custom
            </Button>
          </p>
        )}
        {!searching && !all && (
          <Button size="small" variant="ghost" onClick={() => setAll(true)}>
            Show all {presets.length}
          </Button>
        )}
      </div>
    </div>
  );
}
