import type { ConfigFile } from '../../shared/config/config-schema';
import { toAppErrorData } from '../../shared/errors';
import { DEFAULT_THRESHOLD, isRouted, type RoutedScenario } from './convert-router';
import type { FindTarget } from './find-target';
import { createImportReport, type ImportLine, type ImportReport } from './import-report';
import { EXPLICIT_MODELS, type ImportedConditions, type ImportedRule, nameRule } from './imported-rule';
import { parseObject } from './parse-classic-config';
import { isSourceObject, type SourceObject } from './source-object';
import { escapeDollars } from './source-text';

/** A file beside the config. */
export interface BesideFile {
  /** From the config's folder on. */
  name: string;
  /** Why it is left out; null where it is read. */
  note: string | null;
  /** The routes of one project; absent where it is left out. */
  project?: {
    text: string;
    /** Where the project lies. */
    folder: string;
  };
}

interface ProjectScope {
  find: FindTarget;
  /** The routes for all projects. */
  routes: NonNullable<ConfigFile['routes']>;
  names: Set<string>;
}

/** In the order in which they are asked; default, which takes all else, comes last. */
const ORDER: readonly RoutedScenario[] = ['longContext', 'webSearch', 'background', 'image', 'think', 'default'];

/** The routes of a project as rules for its folder. A file that cannot be read is one line of the report. */
export function convertProject(
  { name, note, project }: BesideFile,
  scope: ProjectScope,
): { rules: ImportedRule[]; lines: ImportLine[] } {
  if (project === undefined) return { rules: [], lines: [{ from: name, to: null, note: note ?? '', kind: 'left-out' }] };
  const report = createImportReport(name);
  try {
    const source = parseObject(project.text);
    if (Object.keys(source).length === 0) return { rules: [], lines: [leftOut(name, 'It is empty.')] };
    for (const key of Object.keys(source)) {
      if (key !== 'Router') report.leftOut([key], 'Claude Code Router reads only Router of a project’s file.');
    }
    const rules = source.Router === undefined ? [] : convertRoutes(source.Router, project.folder, scope, report);
    return { rules, lines: report.lines() };
  } catch (error) {
    return { rules: [], lines: [leftOut(name, toAppErrorData(error).message)] };
  }
}

function leftOut(from: string, note: string): ImportLine {
  return { from, to: null, note, kind: 'left-out' };
}

function convertRoutes(value: unknown, folder: string, scope: ProjectScope, report: ImportReport): ImportedRule[] {
  if (!isSourceObject(value) || Object.keys(value).length === 0) {
    report.leftOut(['Router'], 'It holds no routes.');
    return [];
  }
  const known = ORDER.filter((key) => value[key] !== undefined);
  for (const key of Object.keys(value)) {
    if (key === 'longContextThreshold') reportThreshold(value, report);
    else if (!isRouted(key)) report.leftOut(['Router', key], 'Switchyard has no route of this name.');
  }
  const rules: ImportedRule[] = [];
  for (const key of known) {
    const found = value[key] === '' ? { problem: 'The route is not set.' } : scope.find(value[key]);
    if ('problem' in found) {
      report.leftOut(['Router', key], found.problem);
      continue;
    }
    const name = nameRule(`Project ${baseName(folder)}${key === 'default' ? '' : `: ${key}`}`, scope.names);
    rules.push({
      name,
      when: { folder: escapeDollars(folder), ...readConditions(key, value, scope) },
      not: { model: EXPLICIT_MODELS, ...(keepsBackground(key, value, scope) && { scenario: 'background' }) },
      then: { targets: [found.target] },
    });
    report.changed(['Router', key], `rules: ${name}`, [MEANING[key], found.note].filter(Boolean).join(' '));
  }
  return rules;
}

const IN_FOLDER = 'It holds in the folder of the project and below, before any route and before an agent’s tag.';
const MEANING: Readonly<Record<RoutedScenario, string>> = {
  default: `${IN_FOLDER} It takes what no other rule of the project takes.`,
  background: `${IN_FOLDER} Claude Code Router took only the route of all projects for this.`,
  think: `${IN_FOLDER} Here it takes plan mode and raised effort, not every request that holds "thinking".`,
  longContext: IN_FOLDER,
  webSearch: IN_FOLDER,
  image: IN_FOLDER,
};

/** Claude Code Router asks the background route of all projects before the default of this one. */
function keepsBackground(key: RoutedScenario, value: SourceObject, { routes }: ProjectScope): boolean {
  return key === 'default' && routes.background !== undefined && !value.background;
}

function readConditions(key: RoutedScenario, value: SourceObject, { routes }: ProjectScope): ImportedConditions {
  if (key === 'default') return {};
  const threshold = readThreshold(value);
  if (key !== 'longContext' || threshold === (routes.longContext?.threshold ?? DEFAULT_THRESHOLD)) return { scenario: key };
  return { tokens: { above: threshold } };
}

/** In tokens; a project’s own, or Claude Code Router’s: that of all projects does not count there. */
function readThreshold({ longContextThreshold: written }: SourceObject): number {
  const threshold = Number(written);
  return Number.isSafeInteger(threshold) && threshold > 0 ? threshold : DEFAULT_THRESHOLD;
}

function reportThreshold(value: SourceObject, report: ImportReport): void {
  const path = ['Router', 'longContextThreshold'];
  if (!value.longContext) return report.leftOut(path, 'There is no route longContext that it could hold for.');
  report.changed(path, 'rules', `The rule for longContext begins above ${readThreshold(value)} tokens.`);
}

function baseName(folder: string): string {
  return folder.split(/[/\\]/).filter(Boolean).at(-1) ?? folder;
}
