import { splitTarget } from '../../../shared/config/config-schema';

/** The list with one target moved by `step` places; unchanged at either end. */
export function moveTarget(targets: readonly string[], index: number, step: -1 | 1): string[] {
  const to = index + step;
  const moved = targets[index];
  if (moved === undefined || to < 0 || to >= targets.length) return [...targets];
  return targets.with(index, targets[to] ?? moved).with(to, moved);
}

export function removeTarget(targets: readonly string[], index: number): string[] {
  return targets.toSpliced(index, 1);
}

/** What is wrong with a target that was typed, in words; null when nothing is. */
export function checkTarget(target: string, targets: readonly string[], providerIds: readonly string[]): string | null {
  const { providerId, model } = splitTarget(target);
  if (!target.includes('/') || providerId === '' || model === '') {
    return `"${target}" is not a target. Write provider/model.`;
  }
  if (!providerIds.includes(providerId)) {
    return `There is no provider with the id "${providerId}". Choose one of ${providerIds.join(', ')}.`;
  }
  return targets.includes(target) ? `"${target}" is in the route already.` : null;
}
