import clsx from 'clsx';
import { Lock, Terminal } from 'lucide-react';
import { splitTarget } from '../../../shared/config/config-schema';
import { labelKey } from '../../../shared/config/key-id';
import { findBreakers, type BreakerSummary } from '../../../shared/model/breaker-summary';
import type { ProviderSummary } from '../../../shared/model/provider';
import { formatClock } from '../../format/format-time';
import { countOf } from '../../format/format-tokens';
import { formatHash } from '../../navigation/view';
import { RouteGlyph } from '../../ui/route-glyph';
import { ROUTE_ORDER } from '../../ui/route-order';
import { StatusMark, type Mark } from '../../ui/status-mark';
import table from '../../ui/table.module.css';
import { Unknown } from '../../ui/unknown';
import { describeKeys, listKeys } from './describe-key';
import { Monogram } from './monogram';
import styles from './provider-table.module.css';

interface ProviderTableProps {
  providers: readonly ProviderSummary[];
  selectedId: string | null;
  /** Those that rest now. */
  breakers: readonly BreakerSummary[];
}

/** The providers that there are. */
export function ProviderTable({ providers, selectedId, breakers }: ProviderTableProps) {
  return (
    <table className={clsx(table.table, styles.providers)}>
      <colgroup>
        <col />
        <col className={styles.key} />
        <col className={styles.used} />
      </colgroup>
      <thead>
        <tr>
          <th>Provider</th>
          <th>Key</th>
          <th>Used by</th>
        </tr>
      </thead>
      <tbody>
        {providers.map((provider) => (
          <ProviderRow
            key={provider.id}
            provider={provider}
            selected={provider.id === selectedId}
            rests={findBreakers(breakers, provider.id)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface ProviderRowProps {
  provider: ProviderSummary;
  selected: boolean;
  rests: readonly BreakerSummary[];
}

function ProviderRow({ provider, selected, rests }: ProviderRowProps) {
  const key = describeKeys(provider.keys);
  const KeyIcon = key.icon === 'lock' ? Lock : key.icon === 'terminal' ? Terminal : null;
  return (
    <tr className={clsx(styles.row, selected && styles.selected)}>
      <td>
        <a href={formatHash({ page: 'providers', providerId: provider.id })} className={styles.link} aria-current={selected}>
          <Monogram name={provider.name} />
          <span className={styles.names}>
            <span className={clsx('cut', styles.name)}>{provider.name}</span>
            <span className={styles.state}>
              <StatusMark mark={chooseMark(provider, key.problem, rests)} />
              <span className={clsx('cut', provider.enabled && key.problem && styles.problem)} title={provider.baseUrl}>
                {describeState(provider, key.problem, rests)}
              </span>
            </span>
          </span>
        </a>
      </td>
      <td className={key.problem && provider.enabled ? styles.problem : table.subtle} title={listKeys(provider.keys)}>
        <span className={styles.keyState}>
          {KeyIcon && <KeyIcon size={13} />}
          <span className="cut">{key.text}</span>
          {key.end && <span className={styles.end}>{key.end}</span>}
        </span>
      </td>
      <td>
        <UsedBy routes={provider.usedBy} />
      </td>
    </tr>
  );
}

function UsedBy({ routes }: { routes: readonly string[] }) {
  if (routes.length === 0) return <Unknown why="No route has a target here" />;
  return (
    <span className={styles.routes} title={routes.join(', ')}>
      {ROUTE_ORDER.filter((route) => routes.includes(route)).map((route) => (
        <RouteGlyph key={route} route={route} />
      ))}
      {routes.length === 1 && routes[0]}
    </span>
  );
}

function chooseMark({ enabled }: ProviderSummary, keyProblem: boolean, rests: readonly BreakerSummary[]): Mark {
  if (!enabled) return 'off';
  if (keyProblem) return 'failed';
  return rests.length > 0 ? 'warning' : 'ok';
}

function describeState(provider: ProviderSummary, keyProblem: boolean, rests: readonly BreakerSummary[]): string {
  if (!provider.enabled) return 'off';
  if (keyProblem) return 'has no key';
  const [first, ...more] = rests;
  if (first) return more.length > 0 ? `${rests.length} of its models or keys rest` : describeRest(first);
  return `${countOf(provider.models.length, 'model')}, ${hostOf(provider.baseUrl)}`;
}

function describeRest({ target, key, until }: BreakerSummary): string {
  const who = key === null ? splitTarget(target).model : `key ${labelKey(key)}`;
  return `${who} rests until ${formatClock(until)}`;
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}
