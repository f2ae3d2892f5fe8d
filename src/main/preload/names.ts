import type { CallName, EventName } from '../../shared/ipc/contract';

// Written out, so that the schemas (and zod with them) stay out of the preload script; the compiler keeps both lists complete.
const calls: Record<CallName, true> = {
  'app.state': true,
  'app.early-notices': true,
  'app.finish-first-run': true,
  'app.quit': true,
  'window.hide': true,
  'proxy.start': true,
  'proxy.stop': true,
  'proxy.pause': true,
  'proxy.use-port': true,
  'proxy.set-pause-target': true,
  'breakers.forget': true,
  'routes.explain': true,
  'pins.put': true,
  'pins.remove': true,
  'exchanges.decision': true,
  'exchanges.bodies': true,
  'providers.presets': true,
  'providers.save': true,
  'providers.delete': true,
  'providers.test': true,
  'providers.diagnose': true,
  'providers.add-simulator': true,
  'routes.set-targets': true,
  'routes.set-privacy': true,
  'import.preview': true,
  'import.apply': true,
  'appearance.save': true,
  'exchanges.list': true,
  'exchanges.count': true,
  'figures.query': true,
  'figures.forecast': true,
  'figures.values': true,
  'spend.today': true,
  'client.copy-lines': true,
  'client.copy-address': true,
  'client.send-trial': true,
  'app.open-data-folder': true,
  'logging.save': true,
  'logs.read': true,
  'logs.watch': true,
  'logs.open-folder': true,
  'budgets.list': true,
  'budgets.save': true,
  'budgets.delete': true,
  'ledger.info': true,
  'retention.preview': true,
  'retention.save': true,
  'retention.apply-now': true,
  'export.run': true,
  'export.cancel': true,
  'prices.list': true,
  'prices.refresh': true,
  'prices.apply-refresh': true,
  'prices.use-shipped': true,
  'prices.set-refresh': true,
  'prices.set-own': true,
  'prices.delete-own': true,
  'prices.preview-recalculation': true,
  'prices.recalculate': true,
  'prices.stop-recalculation': true,
};

const events: Record<EventName, true> = {
  'app.changed': true,
  'exchanges.changed': true,
  'app.noticed': true,
  'logs.appended': true,
  'window.closing': true,
  'prices.recalculating': true,
  'prices.changed': true,
  'prices.costs-changed': true,
  'budgets.changed': true,
};

/** True for the name of a call in the contract. */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

/** True for the name of an event in the contract. */
export function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}
