import { resolve } from 'node:path';
import type { Config } from '../../shared/config/config-schema';
import type { ProxyPorts } from '../ports';
import { listPresets } from '../providers/catalog';
import { createCustomRouter, type CustomRouter } from './create-custom-router';
import { makeRouterEnvironment } from './router-environment';

/** Starts the router that the config names; null when it names none. The caller closes it before it starts another. */
export function startCustomRouter(
  config: Config,
  { customRouter: ports, log }: Pick<ProxyPorts, 'customRouter' | 'log'>,
): CustomRouter | null {
  if (config.customRouter === undefined || ports === undefined) return null;
  const { script, folder, watchFiles } = ports;
  const { file, timeLimitMs, memoryLimitMb } = config.customRouter;
  const environment = makeRouterEnvironment(process.env, listKeyVariables(config));
  return createCustomRouter({ file: resolve(folder, file), script, timeLimitMs, memoryLimitMb, environment, log, watchFiles });
}

/** Those of the config, and those of all that it might name. */
function listKeyVariables({ providers }: Config): string[] {
  const named = providers.flatMap(({ keys }) => keys.flatMap((key) => (key.source === 'env' ? [key.name] : [])));
  return [...named, ...listPresets().flatMap(({ keyVariable }) => keyVariable ?? [])];
}
