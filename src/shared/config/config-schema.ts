import { z } from 'zod';
import { AuthScheme, PresetId, PRESETS_WITHOUT_ADDRESS, UpstreamDialect } from '../model/provider';
import { Quirks } from '../model/quirks';
import { Budgets } from './budget-config';
import { CustomRouterConfig } from './custom-router-config';
import { keyIdOf } from './key-id';
import { listOf } from './list-of';
import { Logging } from './logging-config';
import { NetworkConfig, providerNetworkFields, timeLimitFields } from './network-config';
import { PricesConfig } from './price-config';
import { followRoute, Routes } from './route-config';
import { listRuleTargets, Rules } from './rule-config';

/** The version this build reads and writes. Older files are migrated, newer ones are refused. */
export const CONFIG_VERSION = 1;

export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 3456;

const LOOPBACK_HOSTS = ['127.0.0.1', '::1', 'localhost'];

/** True for an address that only this machine can reach. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOSTS.includes(host);
}

const Listen = z.strictObject({
  host: z.string().min(1).default(DEFAULT_HOST),
  port: z.number().int().min(1).max(65535).default(DEFAULT_PORT),
  requireToken: z.boolean().default(true),
});

/** What an environment variable may be called. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** How an address of a provider begins. */
export const HTTP_ADDRESS = /^https?:\/\/[^\s/]+/;

/** A part of a preset's pattern that waits for the user's own, e.g. `{region}`. */
export const BLANK_IN_ADDRESS = /\{\w+\}/;

/** How a key of the keychain is told from the provider's others. In small letters, since some keychains tell no others apart. */
export const KEY_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/** Where a key is read from. The key itself is never in the file. */
export const KeySource = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('keychain'),
    name: z
      .string()
      .regex(KEY_NAME, 'must be 1 to 40 lower-case letters, digits, - or _, beginning with a letter or digit')
      .optional(),
  }),
  z.strictObject({
    source: z.literal('env'),
    name: z.string().regex(VARIABLE_NAME, 'must be the name of an environment variable'),
  }),
  z.strictObject({ source: z.literal('none') }),
]);
export type KeySource = z.infer<typeof KeySource>;

/** Keys that one provider may have. */
export const MOST_KEYS = 20;

const Keys = listOf(KeySource)
  .default([{ source: 'keychain' }])
  .superRefine((keys, context) => {
    const refuse = (message: string, path: PropertyKey[] = []) => context.addIssue({ code: 'custom', path, message });
    if (keys.length === 0 || keys.length > MOST_KEYS) refuse(`must hold 1 to ${MOST_KEYS} keys`);
    if (keys.length > 1 && keys.some(({ source }) => source === 'none'))
      refuse('must hold { "source": "none" } alone or not at all');
    const ids = keys.map(keyIdOf);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) === index) return;
      refuse(id === 'keychain' ? 'is a second key of the keychain; give it a name' : 'is there twice', [index]);
    });
  });

const ModelEntry = z.preprocess(
  (value) => (typeof value === 'string' ? { id: value } : value),
  z.strictObject({
    id: z.string().min(1),
    /** Tokens that fit in, all kinds together. */
    contextWindow: z.number().int().positive().optional(),
    maxOutputTokens: z.number().int().positive().optional(),
    /** False: it cannot take images; left out: it is thought to. */
    vision: z.boolean().optional(),
  }),
);

export const PROVIDER_ID = /^[a-z0-9][a-z0-9_-]{0,39}$/;

const HttpUrl = z
  .string()
  .regex(HTTP_ADDRESS, 'must be an address that begins with http:// or https://')
  .refine((address) => !BLANK_IN_ADDRESS.test(address), {
    error: ({ input }) => `still holds ${BLANK_IN_ADDRESS.exec(String(input))?.[0]}; put your own in its place`,
  });

export const ProviderConfig = z
  .strictObject({
    id: z.string().regex(PROVIDER_ID, 'must be 1 to 40 lower-case letters, digits, - or _, beginning with a letter or digit'),
    name: z.string().min(1).optional(),
    preset: PresetId.default('custom'),
    baseUrl: HttpUrl.optional(),
    dialect: UpstreamDialect.optional(),
    auth: AuthScheme.optional(),
    headers: z.record(z.string(), z.string()).default({}),
    /** One, or several that take turns. */
    keys: Keys,
    models: listOf(ModelEntry).default([]),
    /** Laid over the preset's, for a gateway or a server that differs. */
    quirks: Quirks.partial().default({}),
    /** What it may be asked to do at once, and how long it may take; more requests than `concurrency` wait for a place. */
    limits: z.strictObject({ concurrency: z.number().int().positive().optional(), ...timeLimitFields }).optional(),
    ...providerNetworkFields,
    enabled: z.boolean().default(true),
  })
  .superRefine(({ preset, baseUrl, dialect }, context) => {
    const isNeeded = (field: string) =>
      context.addIssue({ code: 'custom', path: [field], message: `is needed for a provider with preset ${preset}` });
    if (PRESETS_WITHOUT_ADDRESS.includes(preset) && baseUrl === undefined) isNeeded('baseUrl');
    if (preset === 'custom' && dialect === undefined) isNeeded('dialect');
  });
export type ProviderConfig = z.infer<typeof ProviderConfig>;

export const TrayClick = z.enum(['open-window', 'toggle-routing']);
export type TrayClick = z.infer<typeof TrayClick>;

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

const Appearance = z.strictObject({
  theme: Theme.default('system'),
  /** What a plain click on the tray icon does, where the system reports one. */
  trayClick: TrayClick.default('open-window'),
});

export const Config = z
  .strictObject({
    version: z.literal(CONFIG_VERSION),
    listen: Listen.prefault({}),
    network: NetworkConfig.prefault({}),
    providers: z.array(ProviderConfig).default([]),
    routes: Routes.default({}),
    /** Where everything goes while routing is paused: a provider, which is asked for the client's own model, or `provider/model`. */
    pauseTarget: z.string().min(1).optional(),
    rules: Rules.default([]),
    /** Left out: there is none. */
    customRouter: CustomRouterConfig.optional(),
    budgets: Budgets.default([]),
    prices: PricesConfig.prefault({}),
    logging: Logging.prefault({}),
    appearance: Appearance.prefault({}),
  })
  .superRefine((config, context) => {
    const ids = new Set<string>();
    config.providers.forEach((provider, index) => {
      if (ids.has(provider.id)) {
        context.addIssue({
          code: 'custom',
          path: ['providers', index, 'id'],
          message: `"${provider.id}" is used twice; ids must differ`,
        });
      }
      ids.add(provider.id);
    });
    const checkTarget = (target: string, path: (string | number)[]) => {
      const { providerId } = splitTarget(target);
      if (ids.has(providerId)) return;
      context.addIssue({ code: 'custom', path, message: `names the provider "${providerId}", which is not in providers` });
    };
    for (const [scenario, route] of Object.entries(config.routes)) {
      route.targets?.forEach(({ target }, index) => checkTarget(target, ['routes', scenario, 'targets', index]));
    }
    config.rules.forEach((rule, index) => {
      for (const { target, path } of listRuleTargets(rule)) checkTarget(target, ['rules', index, ...path]);
      const { route } = rule.then;
      if (route !== undefined && followRoute(config.routes, route) === null) {
        context.addIssue({
          code: 'custom',
          path: ['rules', index, 'then', 'route'],
          message: `names the route "${route}", which is not set`,
        });
      }
    });
    config.budgets.forEach(({ scope: { provider } }, index) => {
      if (provider === undefined || ids.has(provider)) return;
      const message = `names the provider "${provider}", which is not in providers`;
      context.addIssue({ code: 'custom', path: ['budgets', index, 'scope', 'provider'], message });
    });
    if (config.pauseTarget !== undefined) checkTarget(config.pauseTarget, ['pauseTarget']);
    if (!config.listen.requireToken && !isLoopbackHost(config.listen.host)) {
      context.addIssue({
        code: 'custom',
        path: ['listen', 'requireToken'],
        message: 'must be true when listening beyond this machine',
      });
    }
  });

/** The config with defaults filled in and short forms written out. */
export type Config = z.infer<typeof Config>;
/** The config as it stands in the file. */
export type ConfigFile = z.input<typeof Config>;

/** What a fresh installation starts from. */
export const EMPTY_CONFIG: ConfigFile = {
  version: CONFIG_VERSION,
  listen: { host: DEFAULT_HOST, port: DEFAULT_PORT },
  providers: [],
  routes: {},
  rules: [],
};

export interface TargetParts {
  providerId: string;
  model: string;
}

/** Splits `provider/model` at the first slash; the model may hold slashes, commas and colons of its own. Without one, all of it is the provider. */
export function splitTarget(target: string): TargetParts {
  const slash = target.indexOf('/');
  if (slash === -1) return { providerId: target, model: '' };
  return { providerId: target.slice(0, slash), model: target.slice(slash + 1) };
}
