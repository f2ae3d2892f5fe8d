import type { Exchange } from '../../../shared/model/exchange';
import { MiddleCut } from '../../ui/middle-cut';
import { Tag } from '../../ui/tag';
import { Unknown } from '../../ui/unknown';
import styles from './model-used.module.css';

/** The model asked for, an arrow, and who answers. Where room is short, the asked one gives way before the used one. */
export function ModelUsed({ exchange }: { exchange: Exchange }) {
  const { requestedModel: asked, providerId, model, attempts } = exchange;
  if (model === null && asked === null) return <Unknown why="The request named no model" />;
  const showAsked = asked !== null && asked !== model;
  return (
    <span className={styles.models}>
      {showAsked && (
        <span className={styles.asked} title={`Asked for ${asked}`}>
          {asked.replace(/^claude-/, '')}
        </span>
      )}
      {model !== null && (
        <span className={styles.used} title={`${providerId}/${model}`}>
          {showAsked && <span className={styles.arrow}>→</span>}
          {providerId !== null && <span className={styles.provider}>{providerId}</span>}
          {providerId !== null && <span className={styles.slash}>/</span>}
          <MiddleCut text={model} />
          {attempts.length > 1 && (
            <span className={styles.attempts}>
              <Tag title={`${attempts.length} attempts`}>×{attempts.length}</Tag>
            </span>
          )}
        </span>
      )}
    </span>
  );
}
