import type { ProviderSummary } from './provider';

/** Where everything goes while routing is paused: `provider`, `provider/model`, or null for the first target of default. As the end of a sentence. */
export function describePauseTarget(target: string | null): string {
  if (target === null) return 'the first target of default';
  return target.includes('/') ? target : `${target}, with the client’s own model`;
}

export interface PauseChoice {
  target: string | null;
  text: string;
}

/** What can be chosen for it: default's first target, each provider that is on, and what is chosen now. */
export function listPauseTargets(
  providers: readonly Pick<ProviderSummary, 'id' | 'name' | 'enabled'>[],
  chosen: string | null,
): PauseChoice[] {
  const choices: PauseChoice[] = [
    { target: null, text: 'First target of default' },
    ...providers
      .filter(({ enabled }) => enabled)
      .map(({ id, name }) => ({ target: id, text: `${name}, the client’s own model` })),
  ];
  if (!choices.some(({ target }) => target === chosen)) choices.push({ target: chosen, text: describePauseTarget(chosen) });
  return choices;
}
