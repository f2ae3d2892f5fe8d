import type { Handlers } from '../../../shared/ipc/contract';
import type { HandlerContext } from './handler-context';

export function createFiguresHandlers({ host }: HandlerContext) {
  return {
    'figures.query': (query) => host.queryFigures(query),
    'figures.forecast': () => host.forecastMonth(),
    'figures.values': (query) => host.listFigureValues(query),
    'exchanges.list': (query) => host.listExchanges(query),
    'exchanges.count': ({ filter }) => host.countExchanges(filter),
  } satisfies Partial<Handlers>;
}
