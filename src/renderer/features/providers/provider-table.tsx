import clsx from 'clsx';
import { Lock, Terminal } from 'lucide-react';
import type { ProviderSummary } from '../../../shared/model/provider';
import { countOf } from '../../format/format-tokens';
import { formatHash } from '../../navigation/view';
import { RouteGlyph } from '../../ui/route-glyph';
import { ROUTE_ORDER } from '../../ui/route-order';
import { StatusMark } from '../../ui/status-mark';
import table from '../../ui/table.module.css';
import { Unknown } from '../../ui/unknown';
import { describeKeys, listKeys } from './describe-key';
import { Monogram } from './monogram';
import styles from './provider-table.module.css';

interface ProviderTableProps {
  providers: readonly ProviderSummary[];
  selectedId: string | null;
}

/** The providers that there are. */
export function ProviderTable({ providers, selectedId }: ProviderTableProps) {
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
          <ProviderRow key={provider.id} provider={provider} selected={provider.id === selectedId} />
        ))}
      </tbody>
    </table>
  );
}

function ProviderRow({ provider, selected }: { provider: ProviderSummary; selected: boolean }) {
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
              <StatusMark mark={!provider.enabled ? 'off' : key.problem ? 'failed' : 'ok'} />
              <span className={clsx('cut', provider.enabled && key.problem && styles.problem)} title={provider.baseUrl}>
                {describeState(provider, key.problem)}
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

function describeState(provider: ProviderSummary, keyProblem: boolean): string {
  if (!provider.enabled) return 'off';
  if (keyProblem) return 'has no key';
  return `${countOf(provider.models.length, 'model')}, ${hostOf(provider.baseUrl)}`;
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}
