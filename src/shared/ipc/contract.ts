import { z } from 'zod';
import { AuthScheme, PresetId, PresetSummary, ProviderSummary, ProviderTestResult, UpstreamDialect } from '../model/provider';
import { KEY_NAME, MOST_KEYS, PROVIDER_ID, Theme, TrayClick } from '../config/config-schema';
import { Logging, LogLevel } from '../config/logging-config';
import { AppErrorData } from '../error-data';
import { BreakerSummary } from '../model/breaker-summary';
import { Decision } from '../model/decision';
import { Diagnosis } from '../model/diagnosis';
import { Exchange } from '../model/exchange';
import { ExplainInput, Explanation } from '../model/explanation';
import { bodiesCalls } from './bodies-calls';
import { Pin } from '../model/pin';
import { ImportSummary } from '../model/import-report';
import { LogLine, LogName, LogPage } from '../model/log-page';
import { ProxyStatus } from '../model/proxy-status';
import { RoutePrivacy, RouteSummary, RuleSummary } from '../model/route-summary';
import { Scenario } from '../model/scenario';
import { budgetCalls, budgetEvents } from './budget-calls';
import { TodaySpend } from '../model/spend';
import { figuresCalls } from './figures-calls';
import { keepingCalls } from './keeping-calls';
import { priceCalls, priceEvents } from './price-calls';

/** A fault in the config file. The last good config goes on running. Lines and columns count from 1. */
export const ConfigFault = z.object({
  file: z.string(),
  /** e.g. `providers[0].baseUrl`; empty when the file is not JSON at all. */
  path: z.string(),
  line: z.number().int().positive().nullable(),
  column: z.number().int().positive().nullable(),
  message: z.string(),
});
export type ConfigFault = z.infer<typeof ConfigFault>;

/** Something to be told once, in plain words, with no answer needed. */
export const Notice = z.object({
  id: z.string(),
  level: z.enum(['info', 'warn', 'error']),
  message: z.string(),
  hint: z.string().optional(),
});
export type Notice = z.infer<typeof Notice>;

/** All that the screens show of the config and the machine. Lists that grow (exchanges) are queried, not held here. */
export const AppState = z.object({
  version: z.string(),
  platform: z.string(),
  dataFolder: z.string(),
  proxy: ProxyStatus,
  providers: z.array(ProviderSummary),
  routes: z.array(RouteSummary),
  /** In the order in which they are asked. */
  rules: z.array(RuleSummary),
  /** What rests; some of it may have ended since this was told. */
  breakers: z.array(BreakerSummary),
  /** Those that hold now. */
  pins: z.array(Pin),
  /** Where everything goes while routing is paused; null: to default's first target. */
  pauseTarget: z.string().nullable(),
  appearance: z.object({ theme: Theme, trayClick: TrayClick }),
  /** With patterns as they stand in the file: `$NAME` is not filled in. */
  logging: Logging,
  configFault: ConfigFault.nullable(),
  /** Why keys can't be kept in the keychain; null when they can. */
  keychainProblem: AppErrorData.nullable(),
  /** The client's token as it may be shown: `sy-…4f2a`. */
  maskedToken: z.string(),
  /** True until the first steps are done or skipped. */
  firstRun: z.boolean(),
  trayAvailable: z.boolean(),
});
export type AppState = z.infer<typeof AppState>;

const Nothing = z.void();

/** A key's name in the keychain; null for the one that needs none. */
const KeyName = z.string().regex(KEY_NAME).nullable();

/** One of a provider's keys as the form sends it. A key travels once, inwards, and only when the user typed one. */
export const KeyInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('env'), variable: z.string() }),
  /** Keep what the keychain holds under that name. */
  z.object({ kind: z.literal('keep'), name: KeyName }),
  z.object({ kind: z.literal('set'), name: KeyName, secret: z.string().min(1).max(4096) }),
]);
export type KeyInput = z.infer<typeof KeyInput>;

/** A provider as the form sends it. */
export const ProviderInput = z.object({
  id: z.string().regex(PROVIDER_ID),
  /** The id it had before, when it is being renamed or edited; null for a new one. */
  previousId: z.string().nullable(),
  name: z.string().nullable(),
  preset: PresetId,
  baseUrl: z.string().nullable(),
  dialect: UpstreamDialect.nullable(),
  auth: AuthScheme.nullable(),
  /** In the order in which they stand in. Keys of the keychain that are not among them are forgotten. */
  keys: z.array(KeyInput).min(1).max(MOST_KEYS),
  models: z.array(z.string().min(1)),
  enabled: z.boolean(),
});
export type ProviderInput = z.infer<typeof ProviderInput>;

const ImportSource = z.object({ path: z.string().min(1).nullable() });

/** Every call from the window to the main process, once. */
export const calls = {
  'app.state': { input: Nothing, output: AppState },
  /** What was told before the window listened; once. */
  'app.early-notices': { input: Nothing, output: z.array(Notice) },
  'app.finish-first-run': { input: Nothing, output: Nothing },
  'app.quit': { input: Nothing, output: Nothing },
  /** The answer to `window.closing`: hide to the tray (or minimise), and don't ask again. */
  'window.hide': { input: Nothing, output: Nothing },
  'proxy.start': { input: Nothing, output: ProxyStatus },
  'proxy.stop': { input: Nothing, output: ProxyStatus },
  'proxy.pause': { input: Nothing, output: ProxyStatus },
  /** Writes the port into the config and listens there. */
  'proxy.use-port': { input: z.object({ port: z.number().int().min(1).max(65535) }), output: ProxyStatus },
  'providers.presets': { input: Nothing, output: z.array(PresetSummary) },
  'providers.save': { input: ProviderInput, output: ProviderSummary },
  'providers.delete': { input: z.object({ id: z.string() }), output: Nothing },
  'providers.test': { input: ProviderInput, output: ProviderTestResult },
  /** How far a call to the provider comes, step by step, from the form as it stands. */
  'providers.diagnose': { input: ProviderInput, output: Diagnosis },
  /** Adds the built-in simulator as a provider and, if no default route is set, as its target. */
  'providers.add-simulator': { input: Nothing, output: ProviderSummary },
  'routes.set-targets': { input: z.object({ scenario: Scenario, targets: z.array(z.string()) }), output: Nothing },
  'routes.set-privacy': { input: RoutePrivacy, output: Nothing },
  'proxy.set-pause-target': { input: z.object({ target: z.string().min(1).nullable() }), output: Nothing },
  /** Forgets why something rests, so that it is asked again at once. */
  'breakers.forget': { input: BreakerSummary.pick({ name: true }), output: Nothing },
  'pins.put': { input: Pin, output: Nothing },
  'pins.remove': { input: Pin.shape.scope, output: Nothing },
  /** What an import from Claude Code Router would do; nothing is written. `path` is the file; null: where that product keeps it. */
  'import.preview': { input: ImportSource, output: ImportSummary },
  /** Imports it. Rejects with input-invalid for what is no such file, and then nothing has changed. */
  'import.apply': { input: ImportSource, output: ImportSummary },
  'appearance.save': { input: z.object({ theme: Theme, trayClick: TrayClick }), output: Nothing },
  ...figuresCalls,
  /** Null when it was never routed. */
  'exchanges.decision': { input: z.object({ id: z.string() }), output: Decision.nullable() },
  /** Where a request would go now, and why; nobody is called. */
  'routes.explain': { input: ExplainInput, output: Explanation },
  'spend.today': { input: Nothing, output: TodaySpend },
  /** Puts the two lines that point Claude Code at Switchyard, token included, on the clipboard. */
  'client.copy-lines': { input: Nothing, output: Nothing },
  'client.copy-address': { input: Nothing, output: Nothing },
  /** Sends one small request through the proxy, as a client would, so that a first row appears. */
  'client.send-trial': { input: Nothing, output: z.object({ status: z.number().int(), text: z.string() }) },
  'app.open-data-folder': { input: Nothing, output: Nothing },
  'logging.save': { input: z.object({ logging: Logging }), output: Nothing },
  /** A page of a text log, from its end backwards; it may have fewer lines than `limit`, or none, and still a page before it. */
  'logs.read': {
    input: z.object({
      name: LogName,
      before: z.string().nullable(),
      limit: z.number().int().min(1).max(1_000),
      text: z.string().max(500).optional(),
      level: LogLevel.optional(),
    }),
    output: LogPage,
  },
  /** From now on the lines of this log come as `logs.appended`; null: of none. */
  'logs.watch': { input: z.object({ name: LogName.nullable() }), output: Nothing },
  'logs.open-folder': { input: Nothing, output: Nothing },
  ...budgetCalls,
  ...bodiesCalls,
  ...keepingCalls,
  ...priceCalls,
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

/** Every event from the main process to the window, once. */
export const events = {
  /** The whole state after a change of config, keys, status or faults. */
  'app.changed': AppState,
  /** Rows that began, grew or ended; at most one batch in 250 ms, each row at most once a batch. */
  'exchanges.changed': z.array(Exchange),
  'app.noticed': Notice,
  /** Lines of the log that is watched, in their order; at most one batch in 250 ms. */
  'logs.appended': z.object({ name: LogName, lines: z.array(LogLine) }),
  /** The user closes the window for the first time: say that routing goes on. */
  'window.closing': z.object({ into: z.enum(['tray', 'taskbar']) }),
  ...priceEvents,
  ...budgetEvents,
} satisfies Record<string, z.ZodType>;

export type CallName = keyof typeof calls;
export type Input<N extends CallName> = z.infer<(typeof calls)[N]['input']>;
export type Output<N extends CallName> = z.infer<(typeof calls)[N]['output']>;
export type Handlers = { [N in CallName]: (input: Input<N>) => Promise<Output<N>> };

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;

/** What travels back over invoke: Electron carries no error classes, so errors travel as data. */
export type CallResult<T> = { ok: true; value: T } | { ok: false; error: AppErrorData };

/** What the preload script exposes as `window.switchyard`. */
export interface Bridge {
  call(name: CallName, input: unknown): Promise<CallResult<unknown>>;
  /** Returns its own unsubscribe. */
  on(name: EventName, listener: (payload: unknown) => void): () => void;
}
