import type { Exchange } from '../../../shared/model/exchange';
import { sumInput } from '../../../shared/model/sum-input';
import { formatCost, SMALLEST_SHOWN, withDollar } from '../../../shared/model/format-money';
import { formatCount, formatTokens } from '../../format/format-tokens';
import { Unknown } from '../../ui/unknown';
import styles from './row-figures.module.css';

interface FigureProps {
  exchange: Exchange;
}

function Approximate({ when }: { when: boolean }) {
  return when ? (
    <span className={styles.approximate} title="Counted by Switchyard; the provider has not reported it">
      ≈
    </span>
  ) : null;
}

const NOT_YET = 'Not known yet';

/** All input tokens of a row. */
export function InputFigure({ exchange }: FigureProps) {
  const tokens = sumInput(exchange.usage);
  if (tokens === null) return <Unknown why={unknownTokens(exchange)} />;
  return (
    <>
      <Approximate when={exchange.usage.estimated} />
      {formatTokens(tokens)}
    </>
  );
}

/** The output tokens of a row. */
export function OutputFigure({ exchange }: FigureProps) {
  const { output, estimated } = exchange.usage;
  if (output === null) return <Unknown why={unknownTokens(exchange)} />;
  return (
    <>
      <Approximate when={estimated} />
      {output < 100_000 ? formatCount(output) : formatTokens(output)}
    </>
  );
}

/** The input tokens that the provider read from its cache. */
export function CachedFigure({ exchange }: FigureProps) {
  const { cacheRead } = exchange.usage;
  return cacheRead === null ? <Unknown why="The provider reported no cache use" /> : formatTokens(cacheRead);
}

/** What a row cost, in dollars, bare where a column's head has the sign. Play money says so in its tooltip. */
export function CostFigure({ exchange, withSign = false }: FigureProps & { withSign?: boolean }) {
  const { total, playMoney } = exchange.cost;
  if (total === null) return <Unknown why={unknownCost(exchange)} />;
  return (
    <span className={playMoney ? styles.play : undefined} title={playMoney ? 'Play money, from the simulator' : undefined}>
      {/* What is shown as less than the smallest sum is no figure to be about. */}
      <Approximate when={exchange.usage.estimated && total >= SMALLEST_SHOWN} />
      {withSign ? withDollar(formatCost(total)) : formatCost(total)}
    </span>
  );
}

function unknownTokens(exchange: Exchange): string {
  return exchange.outcome === 'in-flight' ? NOT_YET : 'The provider reported no token counts';
}

function unknownCost(exchange: Exchange): string {
  if (exchange.outcome === 'in-flight') return NOT_YET;
  if (exchange.usage.input === null && exchange.usage.output === null) return 'The provider reported no usage';
  return exchange.model === null ? 'No model was asked, so nothing was spent' : `No price is known for ${exchange.model}`;
}
