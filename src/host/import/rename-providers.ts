import { splitTarget } from '../../shared/config/config-schema';
import type { Conversion } from './convert-classic-config';
import { type ImportedTarget, mapTargets } from './target-overrides';

/** The conversion with other ids of providers: in the config, in its targets, with the secrets and in the report. */
export function renameProviders(conversion: Conversion, ids: ReadonlyMap<string, string>): Conversion {
  const rename = (id: string) => ids.get(id) ?? id;
  const { config, secrets, report } = conversion;
  const renameName = (target: string) => {
    const { providerId, model } = splitTarget(target);
    return `${rename(providerId)}/${model}`;
  };
  const renameTarget = (target: ImportedTarget): ImportedTarget =>
    typeof target === 'string' ? renameName(target) : { ...target, target: renameName(target.target) };
  return {
    config: {
      ...mapTargets(config, renameTarget),
      providers: (config.providers ?? []).map((provider) => ({ ...provider, id: rename(provider.id) })),
    },
    secrets: secrets.map((secret) => ({ ...secret, providerId: rename(secret.providerId) })),
    report: report.map((line) => {
      const [, targetId, model] = /^targets: ([^/]+)(\/.*)$/s.exec(line.to ?? '') ?? [];
      if (targetId !== undefined) return { ...line, to: `targets: ${rename(targetId)}${model}` };
      const [, id, rest] = /^providers\.([^.]+)(.*)$/s.exec(line.to ?? '') ?? [];
      if (id === undefined || rest === undefined || rename(id) === id) return line;
      const note = rest === '.id' ? `There is another provider ${id} in Switchyard, so it is called ${rename(id)}.` : line.note;
      return { ...line, to: `providers.${rename(id)}${rest}`, note, kind: rest === '.id' ? 'changed' : line.kind };
    }),
  };
}
