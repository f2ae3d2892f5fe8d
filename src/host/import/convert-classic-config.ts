import path from 'node:path';
import { CONFIG_VERSION, type ConfigFile } from '../../shared/config/config-schema';
import { addFallbacks, readChain } from './add-fallbacks';
import { convertListen, convertLogging } from './convert-listen';
import { convertCustomRouter, convertProxy, convertTimeout, PROXY_KEYS } from './convert-network';
import { convertProfiles } from './convert-profiles';
import { type BesideFile, convertProject } from './convert-project';
import { type ConvertedProvider, convertProvider, type ProviderScope } from './convert-provider';
import { convertRouter } from './convert-router';
import { convertRules } from './convert-rules';
import { createTargetFinder } from './find-target';
import { createImportReport, type ImportLine, type ImportReport } from './import-report';
import type { ImportedRule } from './imported-rule';
import { explainLeftOut } from './left-out-keys';
import { layOverrides } from './lay-overrides';
import { parseClassicConfig } from './parse-classic-config';
import { CLASSIC_FOLDER } from './read-source';
import { isSourceObject, type SourceObject } from './source-object';
import type { LookUp } from './source-text';

export interface ConvertOptions {
  /** The value of an environment variable, for `$NAME`. */
  environment: LookUp;
  files?: readonly BesideFile[];
  /** Where the config lies; relative paths in it begin there. */
  folder: string;
  home: string;
}

/** The same config as ours. Secrets stand apart: neither the config nor the report holds one. */
export interface Conversion {
  config: ConfigFile;
  /** `name` tells the keys of a provider apart; null for the one without. */
  secrets: { providerId: string; name: string | null; value: string }[];
  report: ImportLine[];
}

/**
 * Converts the config of Claude Code Router: the JSON5 of 1 and 2, and the JSON of 3 with its data export. Each place of the
 * file is in the report exactly once, by itself or by what holds it. Throws AppError input-invalid for what is no such config.
 */
export function convertClassicConfig(text: string, { environment, files = [], folder, home }: ConvertOptions): Conversion {
  const { source, isExport, around } = parseClassicConfig(text);
  const report = createImportReport();
  const targets = new Set<string>();
  const providersKey = Object.hasOwn(source, 'Providers') ? 'Providers' : 'providers';
  const isTarget: ProviderScope['isTarget'] = (id, model) =>
    [...targets].some((target) => (model === null ? target.startsWith(`${id}/`) : target === `${id}/${model}`));
  const scope = { lookUp: environment, report, isTarget };
  const providers = convertProviders(source[providersKey], providersKey, scope);
  const routing = convertRouting(source, providers, report);
  const projects = files.map((file) => convertProject(file, routing));
  const listen = convertListen(source, report);
  const level = convertLogging(source, report);
  const entries = providers.map(({ entry }) => entry);
  convertTimeout(source, entries, report);
  const network = convertProxy(source, environment, report);
  const customRouter = convertCustomRouter(source.CUSTOM_ROUTER_PATH, {
    folder: isExport ? path.join(home, CLASSIC_FOLDER) : folder,
    home,
    lookUp: environment,
    report,
  });
  const done = new Set([...DONE, providersKey, ...(isSourceObject(source.gateway) ? ['gateway'] : [])]);
  for (const key of Object.keys(source)) if (!done.has(key)) report.leftOut([key], explainLeftOut(key));
  // A project's rules are about less than the others, so they are asked first.
  const rules: ImportedRule[] = [...projects.flatMap((project) => project.rules), ...routing.rules];
  const config = layOverrides(
    {
      version: CONFIG_VERSION,
      ...(Object.keys(listen).length > 0 && { listen }),
      ...(network && { network }),
      providers: entries,
      routes: routing.routes,
      ...(customRouter && { customRouter }),
      ...(rules.length > 0 && { rules }),
      ...(level && { logging: { level } }),
    },
    providers,
    targets,
  );
  return {
    config,
    secrets: providers.flatMap(({ entry, secrets }) => secrets.map((secret) => ({ providerId: entry.id, ...secret }))),
    report: [...report.lines().map(around.place), ...around.lines, ...projects.flatMap(({ lines }) => lines)],
  };
}

/** Keys at the top that are converted, beside the providers. */
const DONE = [
  ...['Router', 'fallback', 'profile', 'HOST', 'PORT', 'LOG', 'LOG_LEVEL', 'TIMEOUT', 'API_TIMEOUT_MS', 'CUSTOM_ROUTER_PATH'],
  ...PROXY_KEYS,
];

function convertRouting(source: SourceObject, providers: readonly ConvertedProvider[], report: ImportReport) {
  const find = createTargetFinder(providers);
  const names = new Set<string>();
  const { Router: router, fallback, profile } = source;
  const routes = router === undefined ? {} : convertRouter(router, ['Router'], find, report);
  const newer: SourceObject = isSourceObject(router) ? router : {};
  const chain =
    newer.fallback === undefined ? [] : readChain(newer.fallback, ['Router', 'fallback'], 'routes and rules', find, report);
  const ruleScope = { find, chain, names, report };
  const rules = newer.rules === undefined ? [] : convertRules(newer.rules, ['Router', 'rules'], ruleScope);
  if (newer.builtInRules !== undefined) {
    report.leftOut(['Router', 'builtInRules'], 'Not needed: requests of Claude Code and Codex are told apart without it.');
  }
  if (fallback !== undefined) addFallbacks(fallback, ['fallback'], routes, find, report);
  const profiles = profile === undefined ? { routes: {}, rules: [] } : convertProfiles(profile, ['profile'], ruleScope);
  return { routes: { ...profiles.routes, ...routes }, rules: [...rules, ...profiles.rules], find, names };
}

function convertProviders(value: unknown, key: string, scope: Omit<ProviderScope, 'takenIds'>): ConvertedProvider[] {
  const { report } = scope;
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length === 0) {
    report.leftOut([key], Array.isArray(value) ? 'It is empty.' : 'It is no list of providers.');
    return [];
  }
  const converted: ConvertedProvider[] = [];
  const takenIds = new Set<string>();
  (value as unknown[]).forEach((item, index) => {
    const provider = convertProvider(item, [key, index], { ...scope, takenIds });
    if (!provider) return;
    takenIds.add(provider.entry.id);
    converted.push(provider);
  });
  return converted;
}
