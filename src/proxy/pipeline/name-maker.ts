import type { Target } from './exchange';

/** Who made a piece of reasoning, and so who may have it back (docs/decisions/0005-reasoning-travels-in-an-envelope.md). */
export interface Maker {
  /** With the key's id behind it, where reasoning opens for one key only. */
  providerId: string;
  model: string;
}

/** The maker of what a target answers. What OpenAI's Responses API encrypts opens only for its key (docs/sources.md, Responses API). */
export function nameMaker({ provider, model, endpoint, keys, key }: Target): Maker {
  const isOfKey = keys.length > 1 && endpoint.dialect === 'openai-responses';
  return { providerId: isOfKey ? `${provider.id} key ${key.id}` : provider.id, model: model.id };
}
