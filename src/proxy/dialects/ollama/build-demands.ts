import type { Quirks } from '../../../shared/model/quirks';
import { formatInWords } from '../../canonical/format-in-words';
import type { PreparedRequest } from '../../canonical/request';

/**
 * What the client demands and this wire format has no field for, as sentences for the system message: which tool must be
 * called, and the shape of the answer where the model is not held to it by `format` or needs to be told of it too.
 */
export function buildDemands({ output, toolChoice }: PreparedRequest, { structuredOutput }: Quirks): string[] {
  const demands: string[] = [];
  if (toolChoice?.type === 'any') demands.push('Answer with a call of one of the tools.');
  if (toolChoice?.type === 'tool') demands.push(`Answer with a call of the tool ${toolChoice.name ?? ''}.`);
  // Any JSON has to be asked for in words as well, or the model may write nothing but white space.
  if (output !== null && (output.kind === 'json-object' || structuredOutput !== 'json-schema'))
    demands.push(formatInWords(output));
  return demands;
}
