import type { PresetSummary } from '../../../shared/model/provider';
import { Monogram } from './monogram';
import styles from './preset-grid.module.css';

interface PresetGridProps {
  presets: readonly PresetSummary[];
  onPick(preset: PresetSummary): void;
}

/** The vendors and servers that the app knows, to begin a provider from. */
export function PresetGrid({ presets, onPick }: PresetGridProps) {
  return (
    <div className={styles.grid}>
      {presets.map((preset) => (
        <button key={preset.id} type="button" className={styles.preset} onClick={() => onPick(preset)}>
          <Monogram name={preset.name} />
          <span className="cut">{preset.name}</span>
        </button>
      ))}
    </div>
  );
}
