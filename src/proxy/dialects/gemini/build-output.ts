import { formatInWords } from '../../canonical/format-in-words';
import type { OutputFormat } from '../../canonical/request';
import type { BodyFragment, Quirks } from '../../../shared/model/quirks';
import { sanitiseSchema } from './sanitise-schema';
import { separateReferences } from './separate-references';

/** How the answer is held to its format: as fields of generationConfig, and in words where fields do not say all. */
export interface OutputControl {
  config: BodyFragment;
  words: string | null;
}

const JSON_ONLY = { responseMimeType: 'application/json' };

export function buildOutput(
  output: OutputFormat | null,
  { structuredOutput, toolSchema }: Pick<Quirks, 'structuredOutput' | 'toolSchema'>,
): OutputControl {
  if (output === null) return { config: {}, words: null };
  const config = structuredOutput === 'words' ? {} : JSON_ONLY;
  if (output.kind === 'json-object') return { config, words: structuredOutput === 'words' ? formatInWords(output) : null };
  if (structuredOutput !== 'json-schema') return { config, words: formatInWords(output) };
  if (toolSchema === 'json-schema')
    return { config: { ...config, responseJsonSchema: separateReferences(output.schema) }, words: null };
  const schema = sanitiseSchema(output.schema);
  return { config: { ...config, ...(schema !== null && { responseSchema: schema }) }, words: null };
}
