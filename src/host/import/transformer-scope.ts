import type { AuthScheme } from '../../shared/model/provider';
import type { Quirks } from '../../shared/model/quirks';
import type { ImportReport } from './import-report';
import type { KnownAddress } from './read-address';
import type { Transformer } from './read-transformers';
import type { LookUp } from './source-text';
import { addOverride, isLimit, reportOverride, type TargetOverrides } from './target-overrides';

/** What transformers come to in our config. */
export interface ConvertedTransformers {
  quirks: Partial<Quirks>;
  auth?: AuthScheme;
  /** Tokens, by model; under null for the models that have none of their own. */
  maxOutputTokens: Map<string | null, number>;
  /** For the targets of a model; under null for those of every model. */
  overrides: Map<string | null, TargetOverrides>;
}

export interface TransformerScope {
  id: string;
  address: KnownAddress;
  models: readonly string[];
  lookUp: LookUp;
  report: ImportReport;
  /** True once a route or a rule names the model; null: any of the provider's. To be asked at the end. */
  isTarget(model: string | null): boolean;
  result: ConvertedTransformers;
}

/** What a provider without any comes to. */
export function noTransformers(): ConvertedTransformers {
  return { quirks: {}, maxOutputTokens: new Map(), overrides: new Map() };
}

/** max_tokens as the limit of the models; where the provider lists none, of its targets. */
export function setLimit(
  { path, model, options }: Transformer,
  { id, models, report, result, isTarget }: TransformerScope,
  note: string,
): void {
  const limit = options.max_tokens;
  if (!isLimit(limit)) return report.leftOut(path, 'Its max_tokens is no whole number above 0.');
  if (models.length === 0) {
    addOverride(result.overrides, model, { maxTokens: limit });
    return reportOverride(path, { id, model, report, isTarget }, 'maxTokens');
  }
  result.maxOutputTokens.set(model, limit);
  report.changed(path, `providers.${id}.models: maxOutputTokens`, note);
}
