import type { Quirks } from '../../../shared/model/quirks';
import { formatInWords } from '../../canonical/format-in-words';
import type { PreparedRequest } from '../../canonical/request';
import { sitesInWords } from '../../canonical/sites-in-words';

/** What the request asks for and the target has no field for, as sentences for its instructions. */
export function listDemands(request: PreparedRequest, quirks: Pick<Quirks, 'structuredOutput' | 'webSearch'>): string[] {
  return [...demandOutput(request, quirks), ...demandSites(request, quirks)];
}

function demandOutput({ output }: PreparedRequest, { structuredOutput }: Pick<Quirks, 'structuredOutput'>): string[] {
  if (output === null || structuredOutput === 'json-schema') return [];
  return output.kind === 'json-schema' || structuredOutput === 'words' ? [formatInWords(output)] : [];
}

/** Each server's search has limits of its own form, or none; the words hold for all. */
function demandSites({ webSearch }: PreparedRequest, quirks: Pick<Quirks, 'webSearch'>): string[] {
  return webSearch === null || quirks.webSearch === null ? [] : sitesInWords(webSearch);
}
