import type { OwnPrice } from '../shared/config/price-config';

/**
 * The user's own price of a target (`provider/model`) at a time, epoch ms: of those that have begun, the one that names the target most
 * exactly, and of these the latest.
 */
export function findOwnPrice(own: readonly OwnPrice[], target: string, at: number): OwnPrice | undefined {
  if (own.length === 0) return undefined;
  const day = new Date(at).toISOString().slice(0, 10);
  let best: OwnPrice | undefined;
  for (const price of own) {
    if ((price.from ?? '') > day || !fitsOwnPrice(price, target)) continue;
    if (best === undefined || isBetter(price, best)) best = price;
  }
  return best;
}

/** Whether an own price is for this target: by its whole name, or by how it begins where a star ends it. */
export function fitsOwnPrice(price: Pick<OwnPrice, 'target'>, target: string): boolean {
  return price.target.endsWith('*') ? target.startsWith(price.target.slice(0, -1)) : price.target === target;
}

function isBetter(one: OwnPrice, other: OwnPrice): boolean {
  const difference = exactness(one) - exactness(other);
  return difference > 0 || (difference === 0 && (one.from ?? '') > (other.from ?? ''));
}

/** A whole name beats every beginning, a longer beginning a shorter one. */
function exactness({ target }: OwnPrice): number {
  return target.endsWith('*') ? target.length : Number.MAX_SAFE_INTEGER;
}
