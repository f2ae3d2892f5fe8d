import type { ConvertedProvider } from './convert-provider';
import { escapeDollars } from './source-text';

interface FoundTarget {
  /** `provider/model`. */
  target: string;
  note: string;
}

/** A target as the file writes it: `provider,model` or `provider/model`; or a sentence on why there is none. */
export type FindTarget = (written: unknown) => FoundTarget | { problem: string };

/** Looks targets up among the providers that were taken; their names are compared without regard to case. */
export function createTargetFinder(providers: readonly ConvertedProvider[]): FindTarget {
  return (written) => {
    if (typeof written !== 'string' || written.trim() === '') return { problem: 'It names no "provider,model".' };
    const text = written.trim();
    const comma = text.indexOf(',');
    if (comma >= 0) return findInProvider(text.slice(0, comma), text.slice(comma + 1), providers);
    const serving = providers.filter(({ models }) => models.includes(text));
    const slash = text.indexOf('/');
    if (slash > 0) {
      const found = findInProvider(text.slice(0, slash), text.slice(slash + 1), providers);
      // A model of its own may hold a slash: openai/gpt-5.
      const isUsable = !('problem' in found) && found.note === '';
      if (isUsable || serving.length === 0) return found;
    }
    const [provider] = serving;
    if (!provider || serving.length > 1)
      return { problem: 'It names a model without a provider, and not just one provider lists it.' };
    return { target: toTarget(provider, text), note: 'It names no provider; only one lists its model.' };
  };
}

function findInProvider(
  writtenName: string,
  writtenModel: string,
  providers: readonly ConvertedProvider[],
): FoundTarget | { problem: string } {
  const name = writtenName.trim();
  const model = writtenModel.trim();
  const provider =
    providers.find(({ sourceName }) => sourceName === name) ??
    providers.find(({ sourceName, aliases }) =>
      [sourceName, ...aliases].some((one) => one.trim().toLowerCase() === name.toLowerCase()),
    );
  if (!provider || name === '') return { problem: 'Its provider is not in Providers, or was left out.' };
  if (model === '') return { problem: 'It names no model.' };
  const known =
    provider.models.find((one) => one === model) ?? provider.models.find((one) => one.toLowerCase() === model.toLowerCase());
  const note = known === undefined ? 'Its model is not among the models of its provider.' : '';
  return { target: toTarget(provider, known ?? model), note };
}

function toTarget({ entry }: ConvertedProvider, model: string): string {
  return `${entry.id}/${escapeDollars(model)}`;
}
