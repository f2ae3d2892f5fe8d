import { findModel } from './find-listed';
import type { TableNames } from './price-source';
import { readShippedTables } from './shipped-tables';

/** Windows that were looked up, by provider and model: a look-up walks a list of models and costs up to 0.2 ms. */
const found = new Map<string, number | undefined>();

/** Clients may name any model, so what is kept is bounded. */
const KEPT = 1_000;

/** The context window of a model in tokens, as the first shipped table that states it has it; undefined where none does. */
export function lookUpWindow(names: TableNames, model: string): number | undefined {
  const key = `${names.genai ?? ''} ${names.modelsDev ?? ''} ${model}`;
  if (found.has(key)) return found.get(key);
  if (found.size >= KEPT) found.clear();
  const { genai, modelsDev } = readShippedTables();
  const window =
    (names.genai && findModel(genai, names.genai, model)?.contextWindow) ??
    (names.modelsDev && findModel(modelsDev, names.modelsDev, model)?.contextWindow);
  found.set(key, window);
  return window;
}
