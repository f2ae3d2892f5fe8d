import type { Quirks } from '../../../shared/model/quirks';
import type { PreparedRequest } from '../../canonical/request';

/** What the request asks for and the target has no field for, as sentences for its instructions. */
export function listDemands(request: PreparedRequest, quirks: Pick<Quirks, 'structuredOutput' | 'webSearch'>): string[] {
  return [...demandOutput(request, quirks), ...demandSites(request, quirks)];
}

function demandOutput({ output }: PreparedRequest, { structuredOutput }: Pick<Quirks, 'structuredOutput'>): string[] {
  if (output === null || structuredOutput === 'json-schema') return [];
  if (output.kind === 'json-schema') {
    const schema = JSON.stringify(output.schema);
    return [`Answer with one JSON object that fits this JSON schema, and with nothing else:\n${schema}`];
  }
  return structuredOutput === 'words' ? ['Answer with one JSON object, and with nothing else.'] : [];
}

/** Each server's search has limits of its own form, or none; the words hold for all. */
function demandSites({ webSearch }: PreparedRequest, quirks: Pick<Quirks, 'webSearch'>): string[] {
  if (webSearch === null || quirks.webSearch === null) return [];
  const { allowedDomains: allowed, blockedDomains: blocked } = webSearch;
  return [
    ...(allowed.length > 0 ? [`Search on these sites only: ${allowed.join(', ')}.`] : []),
    ...(blocked.length > 0 ? [`Use nothing from these sites: ${blocked.join(', ')}.`] : []),
  ];
}
