import type { Request, Response } from 'express';
import type { CompiledSettings } from '../pipeline/exchange';
import { listModels, toClaudeId, type ListedModel } from '../pipeline/list-models';

/** When a model was made is not known here; clients want a date all the same. */
const UNKNOWN_DATE = '1970-01-01T00:00:00Z';

/**
 * Answers GET /v1/models: to Anthropic's clients in their shape and under ids that Claude Code takes up, to all others in OpenAI's.
 * From memory, so that it is there well within the 3 s that Claude Code waits (docs/sources.md, Claude Code).
 */
export function replyWithModels(request: Request, response: Response, settings: CompiledSettings): void {
  const models = listModels(settings);
  response.json(isAnthropicClient(request) ? buildAnthropicList(models) : buildOpenaiList(models));
}

/** Only Anthropic's clients send these. */
export function isAnthropicClient({ headers }: Request): boolean {
  return (
    headers['anthropic-version'] !== undefined ||
    headers['x-api-key'] !== undefined ||
    /^claude/i.test(headers['user-agent'] ?? '')
  );
}

function buildAnthropicList(models: ListedModel[]): unknown {
  const data = models.map(({ id, name }) => ({
    type: 'model',
    id: toClaudeId(id),
    display_name: name,
    created_at: UNKNOWN_DATE,
  }));
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}

function buildOpenaiList(models: ListedModel[]): unknown {
  const data = models.map(({ id, providerId }) => ({ id, object: 'model', created: 0, owned_by: providerId }));
  return { object: 'list', data };
}
