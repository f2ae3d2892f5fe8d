import { z } from 'zod';

/** Something that is not asked for a while, since it failed or asked for that. */
export const BreakerSummary = z.object({
  /** What the proxy calls it. */
  name: z.string(),
  /** `provider/model`; only `provider` where it is a key that rests for all of its models. */
  target: z.string(),
  /** The key that rests, as {@link keyIdOf} names it; null where the target does, with all its keys. */
  key: z.string().nullable(),
  /** It named the time itself; otherwise it failed, or the key was of no use. */
  limited: z.boolean(),
  /** Epoch ms. */
  until: z.number().int(),
});
export type BreakerSummary = z.infer<typeof BreakerSummary>;

/** `provider/model`, `provider/model key ID`, `provider/ key ID`; ids of keys hold no spaces. */
const NAME = /^(.*?)\/?(?: key (\S+))?$/;

/** A breaker by the name that the proxy gives it; `until` is epoch ms. */
export function describeBreaker(name: string, until: number, limited: boolean): BreakerSummary {
  const [, target = name, key = null] = NAME.exec(name) ?? [];
  return { name, target, key, until, limited };
}

/** Those of a target or, with a plain provider's id, of all its models and keys. */
export function findBreakers(breakers: readonly BreakerSummary[], target: string): BreakerSummary[] {
  const provider = target.split('/', 1)[0];
  return target.includes('/')
    ? breakers.filter((breaker) => breaker.target === target || breaker.target === provider)
    : breakers.filter((breaker) => breaker.target.split('/', 1)[0] === target);
}
