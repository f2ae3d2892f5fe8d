import type { Handlers } from '../../../shared/ipc/contract';
import type { HandlerContext } from './handler-context';

export function createPriceHandlers({ host: { prices } }: HandlerContext) {
  return {
    'prices.list': () => prices.list(),
    'prices.refresh': () => prices.refresh(),
    'prices.apply-refresh': ({ fetchedAt }) => prices.applyRefresh(fetchedAt),
    'prices.use-shipped': () => prices.useShipped(),
    'prices.set-refresh': ({ refresh }) => prices.setRefresh(refresh),
    'prices.set-own': ({ price, replaces }) => prices.setOwn(price, replaces),
    'prices.delete-own': (name) => prices.deleteOwn(name),
    'prices.preview-recalculation': (span) => prices.recalculate(span, { apply: false }),
    'prices.recalculate': (span) => prices.recalculate(span, { apply: true }),
    'prices.stop-recalculation': async () => prices.stopRecalculation(),
  } satisfies Partial<Handlers>;
}
