import type { ImportReport, SourcePath } from './import-report';
import { isSourceObject, type SourceObject } from './source-object';

/** What Claude Code Router 3 knows of a model, in our form. Counts are in tokens. */
export interface ModelTraits {
  contextWindow?: number;
  maxOutputTokens?: number;
  vision?: false;
}

/** `modelMetadata` of a provider: windows, limits of answers and what takes no images, by model. */
export function convertModelMetadata(
  value: unknown,
  path: SourcePath,
  { id, models, report }: { id: string; models: readonly string[]; report: ImportReport },
): Map<string, ModelTraits> {
  const found = new Map<string, ModelTraits>();
  if (!isSourceObject(value) || Object.keys(value).length === 0) {
    report.leftOut(path, 'It holds nothing of any model.');
    return found;
  }
  for (const [model, traits] of Object.entries(value)) {
    const here = [...path, model];
    if (!isSourceObject(traits) || Object.keys(traits).length === 0) report.leftOut(here, 'It says nothing of the model.');
    else if (!models.includes(model)) report.leftOut(here, 'The model is not among the provider’s models.');
    else found.set(model, convertTraits(traits, here, id, report));
  }
  return found;
}

function convertTraits(traits: SourceObject, path: SourcePath, id: string, report: ImportReport): ModelTraits {
  const converted: ModelTraits = {};
  for (const [key, value] of Object.entries(traits)) {
    const here = [...path, key];
    if (key === 'contextWindow' || key === 'maxOutputTokens') {
      if (!isCount(value)) {
        report.leftOut(here, 'It is no whole number above 0.');
        continue;
      }
      converted[key] = value;
      report.taken(here, `providers.${id}.models: ${key}`);
    } else if (key === 'capabilities' && isSourceObject(value) && value.imageInput === false) {
      converted.vision = false;
      report.changed(here, `providers.${id}.models: vision`, 'It takes no images; what else stands there is not needed.');
    } else report.leftOut(here, REASONS[key] ?? 'Switchyard has no setting of this name for a model.');
  }
  return converted;
}

const REASONS: Readonly<Record<string, string | undefined>> = {
  capabilities: 'Not needed: a model is thought to be able unless it is said not to be.',
  pricing: 'Switchyard has prices of its own.',
};

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
