import { splitTarget } from '../../shared/config/config-schema';
import type { Conversion } from './convert-classic-config';

/** The conversion with other ids of providers: in the config, in its targets, with the secrets and in the report. */
export function renameProviders(conversion: Conversion, ids: ReadonlyMap<string, string>): Conversion {
  const rename = (id: string) => ids.get(id) ?? id;
  const { config, secrets, report } = conversion;
  const renameTarget = (target: unknown) => {
    const { providerId, model } = splitTarget(String(target));
    return `${rename(providerId)}/${model}`;
  };
  const routes = Object.entries(config.routes ?? {}).map(([scenario, route]) => [
    scenario,
    { ...route, targets: [route.targets].flat().map(renameTarget) },
  ]);
  return {
    config: {
      ...config,
      providers: (config.providers ?? []).map((provider) => ({ ...provider, id: rename(provider.id) })),
      routes: Object.fromEntries(routes) as NonNullable<Conversion['config']['routes']>,
    },
    secrets: secrets.map(({ providerId, value }) => ({ providerId: rename(providerId), value })),
    report: report.map((line) => {
      const [, id, rest] = /^providers\.([^.]+)(.*)$/s.exec(line.to ?? '') ?? [];
      if (id === undefined || rest === undefined || rename(id) === id) return line;
      const note = rest === '.id' ? `There is another provider ${id} in Switchyard, so it is called ${rename(id)}.` : line.note;
      return { ...line, to: `providers.${rename(id)}${rest}`, note, kind: rest === '.id' ? 'changed' : line.kind };
    }),
  };
}
