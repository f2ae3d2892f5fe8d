import { type ConfigFile, isLoopbackHost } from '../../shared/config/config-schema';
import type { LogLevel } from '../../shared/config/logging-config';
import type { ImportReport, SourcePath } from './import-report';
import { isSourceObject, type SourceObject } from './source-object';

/** HOST and PORT; where there is a `gateway`, as in Claude Code Router 3, its own go before them. */
export function convertListen(source: SourceObject, report: ImportReport): NonNullable<ConfigFile['listen']> {
  if (!isSourceObject(source.gateway)) return convertAddress(source, [], { host: 'HOST', port: 'PORT' }, report);
  const { host, port } = source.gateway;
  for (const [key, own] of [
    ['HOST', host],
    ['PORT', port],
  ] as const) {
    if (own !== undefined && source[key] !== undefined) report.leftOut([key], 'The one in gateway goes before it.');
  }
  for (const key of Object.keys(source.gateway)) {
    if (key !== 'host' && key !== 'port') report.leftOut(['gateway', key], 'Switchyard has no second server inside.');
  }
  if (Object.keys(source.gateway).length === 0) report.leftOut(['gateway'], 'It is empty.');
  return {
    ...convertAddress(host === undefined ? { HOST: source.HOST } : {}, [], { host: 'HOST', port: 'PORT' }, report),
    ...convertAddress(port === undefined ? { PORT: source.PORT } : {}, [], { host: 'HOST', port: 'PORT' }, report),
    ...convertAddress(source.gateway, ['gateway'], { host: 'host', port: 'port' }, report),
  };
}

function convertAddress(
  source: SourceObject,
  path: SourcePath,
  names: { host: string; port: string },
  report: ImportReport,
): NonNullable<ConfigFile['listen']> {
  const { [names.host]: host, [names.port]: port } = source;
  const listen: NonNullable<ConfigFile['listen']> = {};
  if (typeof host === 'string' && isLoopbackHost(host)) {
    listen.host = host;
    report.taken([...path, names.host], 'listen.host');
  } else if (host !== undefined) {
    report.leftOut(
      [...path, names.host],
      'Switchyard listens on this machine only, unless you set listen.host in config.json yourself.',
    );
  }
  const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65535) {
    listen.port = number;
    report.taken([...path, names.port], 'listen.port');
  } else if (port !== undefined) report.leftOut([...path, names.port], 'It is no port from 1 to 65535.');
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

/** LOG and LOG_LEVEL as the level of our log. */
export function convertLogging({ LOG: log, LOG_LEVEL: written }: SourceObject, report: ImportReport): LogLevel | null {
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
