import { mergeFragment } from '../../canonical/merge-fragment';
import { reasoningFragment } from '../../canonical/reasoning-fragment';
import type { PreparedRequest } from '../../canonical/request';
import { sitesInWords } from '../../canonical/sites-in-words';
import type { BodyFragment } from '../../../shared/model/quirks';
import type { BuildTarget } from '../dialect';
import { buildContents } from './build-contents';
import { buildOutput } from './build-output';
import { buildTools, buildWebSearch } from './build-tools';

/** More are refused (https://ai.google.dev/api/generate-content, GenerationConfig). */
const MOST_STOP_SEQUENCES = 5;

/** A generateContent request. The model and whether the answer is streamed stand in the path. */
export function buildRequest(request: PreparedRequest, { quirks }: Pick<BuildTarget, 'quirks'>): BodyFragment {
  const output = buildOutput(request.output, quirks);
  const search = buildWebSearch(request, quirks);
  const instructions = request.system.map(({ text }) => text);
  // The search has no field for sites, other than at Vertex AI.
  if (search.tools !== undefined && request.webSearch) instructions.push(...sitesInWords(request.webSearch));
  if (output.words !== null) instructions.push(output.words);
  const generationConfig = { ...buildGenerationConfig(request), ...output.config };
  const body: BodyFragment = {
    ...(instructions.length > 0 && { systemInstruction: { parts: instructions.map((text) => ({ text })) } }),
    contents: buildContents(request.messages, quirks),
    ...buildTools(request, quirks),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
  };
  const reasoning = reasoningFragment(request.reasoning, quirks.reasoning);
  return [search, reasoning, quirks.extraBody].reduce(mergeFragment, body);
}

function buildGenerationConfig({ maxTokens, temperature, topP, topK, stopSequences }: PreparedRequest): BodyFragment {
  return {
    ...(maxTokens !== null && { maxOutputTokens: maxTokens }),
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { topP }),
    ...(topK !== null && { topK }),
    ...(stopSequences.length > 0 && { stopSequences: stopSequences.slice(0, MOST_STOP_SEQUENCES) }),
  };
}
