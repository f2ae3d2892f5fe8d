import type { ConfigFile } from '../../shared/config/config-schema';
import type { FindTarget } from './find-target';
import type { ImportReport, SourcePath } from './import-report';
import { EXPLICIT_MODELS, type ImportedRule, nameRule } from './imported-rule';
import { isSourceObject, type SourceObject } from './source-object';

type Routes = NonNullable<ConfigFile['routes']>;

interface ProfileScope {
  find: FindTarget;
  /** Targets after a failure. */
  chain: readonly string[];
  names: Set<string>;
  report: ImportReport;
}

/** Models of a profile that are routes here. */
const ROUTE_KEYS: Readonly<Record<string, 'default' | 'background' | undefined>> = {
  model: 'default',
  smallFastModel: 'background',
};

/** Models of a profile that stand for one of Claude’s tiers. */
const TIER_KEYS: Readonly<Record<string, string | undefined>> = {
  opusModel: 'opus',
  sonnetModel: 'sonnet',
  haikuModel: 'haiku',
  fableModel: 'fable',
};

/**
 * `profile` of Claude Code Router 3: the models of its first profile for Claude Code that is switched on become the routes
 * default and background, and those of the tiers a rule. All else of it is reported as left out.
 */
export function convertProfiles(
  value: unknown,
  path: SourcePath,
  scope: ProfileScope,
): { routes: Routes; rules: ImportedRule[] } {
  const none = { routes: {}, rules: [] };
  const { report } = scope;
  if (!isSourceObject(value) || !Array.isArray(value.profiles) || value.profiles.length === 0) {
    report.leftOut(path, 'It holds no profiles.');
    return none;
  }
  for (const key of Object.keys(value)) if (key !== 'profiles') report.leftOut([...path, key], NOT_READ);
  const profiles = value.profiles as unknown[];
  const chosen = value.enabled === false ? -1 : profiles.findIndex(isForClaudeCode);
  let converted: { routes: Routes; rules: ImportedRule[] } = none;
  profiles.forEach((profile, index) => {
    const here = [...path, 'profiles', index];
    if (index === chosen) converted = convertProfile(profile as SourceObject, here, scope);
    else report.leftOut(here, isForClaudeCode(profile) ? OTHER_PROFILE : NOT_READ);
  });
  return converted;
}

const NOT_READ = 'Switchyard does not set up other programs; the window shows what to set for each client.';
const OTHER_PROFILE =
  'Only the first profile for Claude Code that is switched on is taken; a rule can send its requests elsewhere.';

function isForClaudeCode(profile: unknown): profile is SourceObject {
  return isSourceObject(profile) && profile.agent === 'claude-code' && profile.enabled !== false;
}

function convertProfile(profile: SourceObject, path: SourcePath, scope: ProfileScope): { routes: Routes; rules: ImportedRule[] } {
  const { find, chain, names, report } = scope;
  const routes: Routes = {};
  const models: Record<string, string[]> = {};
  const name = Object.keys(TIER_KEYS).some((key) => profile[key]) ? nameRule('Models of Claude Code', names) : '';
  for (const [key, value] of Object.entries(profile)) {
    const here = [...path, key];
    const scenario = ROUTE_KEYS[key];
    const tier = TIER_KEYS[key];
    if (scenario === undefined && tier === undefined) {
      report.leftOut(here, NOT_READ);
      continue;
    }
    const found = value === '' ? { problem: 'It is not set.' } : find(value);
    if ('problem' in found) {
      report.leftOut(here, found.problem);
      continue;
    }
    const targets = [...new Set([found.target, ...chain])];
    if (scenario !== undefined) {
      routes[scenario] = { targets };
      report.changed(here, `routes.${scenario}.targets`, ['It is a route here.', found.note].filter(Boolean).join(' '));
    } else if (tier !== undefined) {
      models[tier] = targets;
      report.changed(here, `rules: ${name}`, `Requests for a model whose name holds ${tier} go to it.`);
    }
  }
  const rules = Object.keys(models).length > 0 ? [{ name, not: { model: EXPLICIT_MODELS }, then: { models } }] : [];
  return { routes, rules };
}
