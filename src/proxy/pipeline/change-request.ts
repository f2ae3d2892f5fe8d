import type { BodyFragment } from '../../shared/model/quirks';
import { mergeFragment } from '../canonical/merge-fragment';
import type { CanonicalRequest } from '../canonical/request';
import { applyEdits, editFields } from './edit-body';
import type { Target, TargetChanges } from './exchange';
import { findField, listFields, rootObject, textAt } from './scan-json';
import type { Routed } from './routed';

/**
 * The request as this target gets it, where the config or a rule changes something: as it was read, and in its bytes, for the two lanes. The same
 * object where nothing does. The longest answer is not all changed here: each lane holds it to {@link answerRoom}.
 */
export function changeRequest(routed: Routed, target: Target): Routed {
  const { changes } = target;
  if (changes === null || routed.request.untranslatable !== undefined) return routed;
  const request = changeCanonical(routed.request, changes);
  const body =
    target.endpoint.dialect === routed.clientDialect ? layOver(routed.body, restate(request, routed, target)) : routed.body;
  return { ...routed, request, body };
}

/** A request that has switched thinking off stays so; an effort counts more than a budget. */
function changeCanonical(request: CanonicalRequest, { maxTokens, temperature, effort }: TargetChanges): CanonicalRequest {
  const thinks = request.reasoning?.mode !== 'off';
  return {
    ...request,
    maxTokens: request.maxTokens ?? maxTokens ?? null,
    temperature: temperature ?? request.temperature,
    reasoning: effort !== undefined && thinks ? { mode: 'on', effort, budgetTokens: null } : request.reasoning,
  };
}

/** What has changed, in the words of the client's own dialect. */
function restate(
  { maxTokens: asked, reasoning }: CanonicalRequest,
  { clientDialect, body }: Routed,
  target: Target,
): BodyFragment {
  const { quirks } = target;
  const { maxTokens, temperature, effort: wanted } = target.changes ?? {};
  const thinks = reasoning?.mode === 'on';
  const refused = [...quirks.refusedParameters, ...(thinks ? quirks.refusedWhileReasoning : [])];
  const effort = thinks ? wanted : undefined;
  const limit = maxTokens === undefined ? undefined : Math.min(asked ?? maxTokens, maxTokens);
  const sampling = temperature !== undefined && !refused.includes('temperature') ? { temperature } : {};
  switch (clientDialect) {
    case 'anthropic-messages':
      return { ...sampling, ...(effort !== undefined && { output_config: { effort } }) };
    case 'openai-chat':
      return {
        ...sampling,
        ...(limit !== undefined && Object.fromEntries(limitFields(body, quirks.maxTokensField).map((name) => [name, limit]))),
        ...(effort !== undefined && { reasoning_effort: effort }),
      };
    case 'openai-responses':
      return {
        ...sampling,
        ...(limit !== undefined && { max_output_tokens: limit }),
        ...(effort !== undefined && { reasoning: { effort } }),
      };
  }
}

/** The name under which a chat client limits the answer, or else the one that the provider knows. */
function limitFields(body: Uint8Array, usual: string): string[] {
  const fields = listFields(body, rootObject(body));
  const present = ['max_completion_tokens', 'max_tokens'].filter((name) => findField(fields, name) !== undefined);
  return present.length > 0 ? present : [usual];
}

/** A body with the fields of a fragment laid over its own, and every other byte as it was. */
export function layOver(body: Uint8Array, fragment: BodyFragment): Uint8Array {
  if (Object.keys(fragment).length === 0) return body;
  const root = rootObject(body);
  const fields = listFields(body, root);
  const changes = Object.entries(fragment).map(([name, value]) => {
    const field = findField(fields, name);
    const before = field === undefined ? {} : { [name]: JSON.parse(textAt(body, field.value)) as unknown };
    return [name, JSON.stringify(mergeFragment(before, { [name]: value })[name])];
  });
  return applyEdits(body, editFields(body, root, fields, Object.fromEntries(changes) as Record<string, string>));
}
