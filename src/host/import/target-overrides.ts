import type { ConfigFile } from '../../shared/config/config-schema';
import type { ImportReport, SourcePath } from './import-report';
import type { SourceObject } from './source-object';

/** What a request is sent with to one target, in place of what the client says. */
export interface TargetOverrides {
  /** The longest answer, in tokens. */
  maxTokens?: number;
  /** 0 to 2. */
  temperature?: number;
  /** Fields of the provider's own dialect. */
  body?: SourceObject;
}

/** `provider/model`, or that with what is special about it. */
export type ImportedTarget = string | ({ target: string } & TargetOverrides);

export function nameOfTarget(target: unknown): string {
  return typeof target === 'string' ? target : String((target as { target?: unknown }).target);
}

export function isLimit(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

export function isTemperature(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 2;
}

/** Adds to what there is for the model; what is added wins. */
export function addOverride(overrides: Map<string | null, TargetOverrides>, model: string | null, more: TargetOverrides): void {
  overrides.set(model, joinOverrides(overrides.get(model), more));
}

export function joinOverrides(first: TargetOverrides | undefined, second: TargetOverrides | undefined): TargetOverrides {
  const body = { ...first?.body, ...second?.body };
  return { ...first, ...second, ...(Object.keys(body).length > 0 && { body }) };
}

interface OverrideScope {
  id: string;
  model: string | null;
  report: ImportReport;
  isTarget(model: string | null): boolean;
}

/** A line on an override: it comes to something only where a route or a rule names the model. */
export function reportOverride(path: SourcePath, { id, model, report, isTarget }: OverrideScope, field: string, more = ''): void {
  report.later(path, () =>
    isTarget(model)
      ? {
          kind: 'changed',
          to: `targets: ${id}/${model ?? '*'}: ${field}`,
          note: `It holds wherever a route or rule names it.${more}`,
        }
      : { kind: 'left-out', to: null, note: `No route names such a model; write ${field} into a target to use it.${more}` },
  );
}

/** Every list of targets that a config has, replaced by what `change` makes of it. */
export function mapTargets(config: ConfigFile, change: (target: ImportedTarget) => ImportedTarget): ConfigFile {
  const ofList = (targets: unknown) => ([targets].flat() as ImportedTarget[]).map(change);
  const routes = Object.entries(config.routes ?? {}).map(([scenario, route]) => [
    scenario,
    route.targets === undefined ? route : { ...route, targets: ofList(route.targets) },
  ]);
  const rules = (config.rules ?? []).map((rule) => {
    const { then } = rule as { then: SourceObject };
    const models = Object.entries((then.models ?? {}) as SourceObject).map(([model, targets]) => [model, ofList(targets)]);
    return {
      ...(rule as object),
      then: {
        ...then,
        ...(then.targets !== undefined && { targets: ofList(then.targets) }),
        ...(then.models !== undefined && { models: Object.fromEntries(models) as SourceObject }),
      },
    };
  });
  return {
    ...config,
    routes: Object.fromEntries(routes) as NonNullable<ConfigFile['routes']>,
    ...(config.rules && { rules: rules as NonNullable<ConfigFile['rules']> }),
  };
}
