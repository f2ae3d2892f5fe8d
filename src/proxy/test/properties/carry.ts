import { dialectQuirks } from '../../dialects/default-quirks';
import { clientDialects, upstreamDialects } from '../../dialects/registry';
import { prepareRequest } from '../../canonical/prepare-request';
import type { CanonicalRequest } from '../../canonical/request';
import type { UpstreamDialect } from '../../../shared/model/provider';
import type { Meaning } from './meaning';
import { readGemini } from './read-gemini';
import { readOllama } from './read-ollama';
import { MAKER, toCanonical } from './to-canonical';
import { toMeaning } from './to-meaning';

const FORCED_TOOL = /(?<=^Answer with a call of the tool )[\w-]+(?=\.$)/m;

const NO_LIMITS = { contextWindow: undefined, maxOutputTokens: undefined };

/** What an upstream of the dialect is told of a meaning: prepared, built, sent as JSON, and read by whoever knows the wire. */
export function carry(meaning: Meaning, dialect: UpstreamDialect): Meaning {
  const quirks = dialectQuirks[dialect];
  const target = { ...MAKER, quirks, maxOutputTokens: undefined, recallReasoning: () => null };
  const { request, names } = prepareRequest(toCanonical(meaning, dialect), target);
  const codec = upstreamDialects[dialect];
  const body = codec.buildRequest(request, { model: MAKER.model, quirks, limits: NO_LIMITS, inputEstimate: 100 });
  const wire: unknown = JSON.parse(JSON.stringify(body));
  const carried = toMeaning(read(wire, codec.path(MAKER.model, request.stream), dialect), names.toClient);
  // Where a dialect forces a tool in words, they hold its name as the upstream knows it.
  const system = carried.system.map(({ text, mark }) => ({ text: text.replace(FORCED_TOOL, names.toClient), mark }));
  return { ...carried, system };
}

/** The three that clients speak too are read as a client's request would be. */
function read(wire: unknown, path: string, dialect: UpstreamDialect): CanonicalRequest {
  if (dialect === 'gemini') return readGemini(wire, path);
  if (dialect === 'ollama') return readOllama(wire);
  return clientDialects[dialect].parseRequest(wire);
}
