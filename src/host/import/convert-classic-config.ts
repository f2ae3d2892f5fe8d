import { CONFIG_VERSION, type ConfigFile, isLoopbackHost, type LogLevel } from '../../shared/config/config-schema';
import { type ConvertedProvider, convertProvider } from './convert-provider';
import { addFallbacks, convertRouter, createTargetFinder } from './convert-router';
import { createImportReport, type ImportLine, type ImportReport } from './import-report';
import { explainLeftOut } from './left-out-keys';
import { parseClassicConfig } from './parse-classic-config';
import type { SourceObject } from './source-object';
import type { LookUp } from './source-text';

/** A file beside the config, e.g. the routes of a project. */
export interface BesideFile {
  /** From the config's folder on. */
  name: string;
  /** Why it is left out. */
  note: string;
}

export interface ConvertOptions {
  /** The value of an environment variable, for `$NAME`. */
  environment: LookUp;
  files?: readonly BesideFile[];
}

/** The same config as ours. Secrets stand apart: neither the config nor the report holds one. */
export interface Conversion {
  config: ConfigFile;
  secrets: { providerId: string; value: string }[];
  report: ImportLine[];
}

/**
 * Converts the config of Claude Code Router 1 or 2 (JSON5), and the providers of a 3.x config in JSON. Each place of the
 * file is in the report exactly once, by itself or by what holds it. Throws AppError input-invalid for what is no such config.
 */
export function convertClassicConfig(text: string, { environment, files = [] }: ConvertOptions): Conversion {
  const source = parseClassicConfig(text);
  const report = createImportReport();
  const providersKey = Object.hasOwn(source, 'Providers') ? 'Providers' : 'providers';
  const providers = convertProviders(source[providersKey], providersKey, environment, report);
  const find = createTargetFinder(providers);
  const routes = source.Router === undefined ? {} : convertRouter(source.Router, ['Router'], find, report);
  if (source.fallback !== undefined) addFallbacks(source.fallback, ['fallback'], routes, find, report);
  const listen = convertListen(source, report);
  const level = convertLogging(source, report);
  const done = new Set([providersKey, 'Router', 'fallback', 'HOST', 'PORT', 'LOG', 'LOG_LEVEL']);
  for (const key of Object.keys(source)) if (!done.has(key)) report.leftOut([key], explainLeftOut(key));
  return {
    config: {
      version: CONFIG_VERSION,
      ...(Object.keys(listen).length > 0 && { listen }),
      providers: providers.map(({ entry }) => entry),
      routes,
      ...(level && { logging: { level } }),
    },
    secrets: providers.flatMap(({ entry, secret }) => (secret === null ? [] : [{ providerId: entry.id, value: secret }])),
    report: [...report.lines(), ...files.map(({ name, note }) => ({ from: name, to: null, note, kind: 'left-out' as const }))],
  };
}

function convertProviders(value: unknown, key: string, environment: LookUp, report: ImportReport): ConvertedProvider[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length === 0) {
    report.leftOut([key], Array.isArray(value) ? 'It is empty.' : 'It is no list of providers.');
    return [];
  }
  const converted: ConvertedProvider[] = [];
  const ids = new Set<string>();
  (value as unknown[]).forEach((item, index) => {
    const provider = convertProvider(item, [key, index], ids, environment, report);
    if (!provider) return;
    ids.add(provider.entry.id);
    converted.push(provider);
  });
  return converted;
}

function convertListen({ HOST: host, PORT: port }: SourceObject, report: ImportReport): NonNullable<ConfigFile['listen']> {
  const listen: NonNullable<ConfigFile['listen']> = {};
  if (typeof host === 'string' && isLoopbackHost(host)) {
    listen.host = host;
    report.taken(['HOST'], 'listen.host');
  } else if (host !== undefined) {
    report.leftOut(['HOST'], 'Switchyard listens on this machine only, unless you set listen.host in config.json yourself.');
  }
  const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65535) {
    listen.port = number;
    report.taken(['PORT'], 'listen.port');
  } else if (port !== undefined) report.leftOut(['PORT'], 'It is no port from 1 to 65535.');
  return listen;
}

const LEVELS: Readonly<Record<string, LogLevel>> = {
  fatal: 'error',
  error: 'error',
  warn: 'warn',
  info: 'info',
  debug: 'debug',
  trace: 'debug',
  silent: 'error',
};

function convertLogging({ LOG: log, LOG_LEVEL: written }: SourceObject, report: ImportReport): LogLevel | null {
  if (log === false) {
    report.changed(['LOG'], 'logging.level', 'Switchyard always keeps a log of requests; its own is cut to errors.');
    if (written !== undefined) report.leftOut(['LOG_LEVEL'], 'The log is off in the file, so the level says nothing.');
    return 'error';
  }
  if (log !== undefined) report.leftOut(['LOG'], 'Not needed: Switchyard always keeps a log.');
  if (written === undefined) return null;
  const level = typeof written === 'string' && Object.hasOwn(LEVELS, written) ? LEVELS[written] : undefined;
  if (level === undefined) report.leftOut(['LOG_LEVEL'], 'It is no level that Switchyard knows.');
  else if (level === written) report.taken(['LOG_LEVEL'], 'logging.level');
  else report.changed(['LOG_LEVEL'], 'logging.level', `The nearest that Switchyard has is ${level}.`);
  return level ?? null;
}
