import type { CompiledSettings } from './exchange';

/** A model that a client may ask for. */
export interface ListedModel {
  /** `provider/model`. */
  id: string;
  name: string;
  providerId: string;
}

/** Every model of every provider that is switched on, in the order of the config. */
export function listModels(settings: CompiledSettings): ListedModel[] {
  return [...settings.providers.values()]
    .filter(({ enabled }) => enabled)
    .flatMap(({ id, name, models }) =>
      models.map((model) => ({ id: `${id}/${model.id}`, name: `${model.id} (${name})`, providerId: id })),
    );
}

/** Claude Code takes up only ids that begin with `claude` or `anthropic` (docs/sources.md, Claude Code); @ is in no provider's id. */
const CLAUDE_PREFIX = 'claude@';

/** The id under which Claude Code is told of a model. */
export function toClaudeId(id: string): string {
  return CLAUDE_PREFIX + id;
}

/** The model that a client means: without the prefix for Claude Code and without `[1m]`, which asks for a window and names no model. */
export function readListedModel(id: string): string {
  return id.replace(/^claude@/, '').replace(/\[1m\]$/, '');
}
