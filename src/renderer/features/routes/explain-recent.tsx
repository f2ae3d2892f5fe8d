import type { Exchange } from '../../../shared/model/exchange';
import { formatClock } from '../../format/format-time';
import { useExchangesStore } from '../../state/exchanges-store';
import { routeName, toRouteKey } from '../../ui/route-order';
import { Select } from '../../ui/select';

/** As many as the list can be looked through by eye. */
const OFFERED = 50;

interface ExplainRecentProps {
  requestId: string | null;
  onChoose(id: string): void;
}

/** Chooses one of the last requests. */
export function ExplainRecent({ requestId, onChoose }: ExplainRecentProps) {
  const rows = useExchangesStore((store) => store.rows);
  const chosen = rows.find(({ id }) => id === requestId);
  const latest = rows.slice(0, OFFERED);
  const offered = chosen && !latest.includes(chosen) ? [chosen, ...latest] : latest;
  const options = offered.map((exchange) => ({ value: exchange.id, text: describe(exchange) }));
  // A link may name one that is not among the rows that were read.
  if (requestId !== null && !chosen) options.unshift({ value: requestId, text: requestId });
  return (
    <Select label="Request" placeholder="Choose a request" options={options} value={requestId} onChange={(id) => onChoose(id)} />
  );
}

function describe({ startedAt, route, requestedModel, id }: Exchange): string {
  return `${formatClock(startedAt)}  ${routeName(toRouteKey(route))}, asked for ${requestedModel ?? 'no model'} (${id})`;
}
