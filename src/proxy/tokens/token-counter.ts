import { sumInput } from '../../shared/model/sum-input';
import type { Usage } from '../../shared/model/usage';
import type { ProxyPorts } from '../ports';
import { collectTexts } from './collect-texts';
import { createCountingThread, type CountingThreadLimits } from './counting-thread';
import { createLearnedRatio } from './learned-ratio';
import { measureRequest, type RequestMeasure } from './measure-request';
import { findFamily } from './model-family';
import { createTextCounter } from './text-counter';
import type { CountedRequest } from './walk-request';

/** A model as a provider serves it. */
export interface ModelKey {
  providerId: string;
  model: string;
}

/**
 * Tells the tokens of requests. Estimates are for every request: characters by a ratio that is learned of each model.
 * Counts are for whoever needs the true figure: by the encoding of the model's family, on a thread that holds its
 * tables only while it is needed. All figures are tokens; the model is null while none is chosen.
 */
export interface TokenCounter {
  /** Of all that the request sends: system, tools and messages. At once. */
  estimate(request: CountedRequest, model: ModelKey | null): number;
  /** Of a text of that many characters. */
  estimateText(characters: number, model: ModelKey | null): number;
  /** As `estimate`, by the model's encoding. Never rejects: where no count is to be had in time, it is the estimate. */
  count(request: CountedRequest, model: ModelKey | null): Promise<number>;
  /** Call with the usage that the provider reported for the request. Figures that can teach nothing are passed over. */
  learn(model: ModelKey, request: CountedRequest, usage: Usage): void;
  /** Ends the thread. */
  close(): Promise<void>;
}

export interface TokenCounterLimits extends CountingThreadLimits {
  /** A count takes at most this long, in ms. What the thread finishes later is remembered for the next one. */
  count: number;
}

const LIMITS: TokenCounterLimits = { count: 2_000, idle: 60_000, silence: 5_000, pause: 10_000 };

/** What stands around the texts (docs/sources.md, Tokens). */
const REQUEST_TOKENS = 6;
const MESSAGE_TOKENS = 3;

/** In a smaller request, what the provider adds outweighs the text. */
const LEARNED_FROM_CHARACTERS = 4_000;
/** English prose has 0.2 tokens a character, Chinese up to 1.3. A server that cuts its prompt off reports far less. */
const DENSITY_BOUNDS = { min: 0.15, max: 1.5 };
const CORRECTION_BOUNDS = { min: 0.4, max: 3 };

export function createTokenCounter(
  { countThread, log }: Pick<ProxyPorts, 'countThread' | 'log'>,
  limits: TokenCounterLimits = LIMITS,
): TokenCounter {
  const thread = countThread === null ? null : createCountingThread(countThread, limits);
  const texts = thread && createTextCounter(thread);
  const densities = createLearnedRatio(DENSITY_BOUNDS);
  const corrections = createLearnedRatio(CORRECTION_BOUNDS);
  const measures = new WeakMap<CountedRequest, RequestMeasure>();
  let comparing = false;
  let faultTold = false;

  function measure(request: CountedRequest): RequestMeasure {
    let measured = measures.get(request);
    if (!measured) measures.set(request, (measured = measureRequest(request)));
    return measured;
  }

  function estimateText(characters: number, model: ModelKey | null): number {
    const learned = model ? densities.get(keyOf(model)) : undefined;
    return Math.ceil(characters * (learned ?? findFamily(model?.model).tokensPerCharacter));
  }

  function estimate(request: CountedRequest, model: ModelKey | null): number {
    const { characters, mediaTokens } = measure(request);
    return estimateText(characters, model) + mediaTokens;
  }

  async function count(request: CountedRequest, model: ModelKey | null): Promise<number> {
    if (texts === null) return estimate(request, model);
    const family = findFamily(model?.model);
    try {
      const counted = await within(limits.count, texts.count(family.encoding, collectTexts(request), false));
      faultTold = false;
      const correction = (model ? corrections.get(keyOf(model)) : undefined) ?? family.correction;
      return Math.round(counted * correction) + countFrame(request) + measure(request).mediaTokens;
    } catch (error) {
      if (!faultTold) log('warn', `Tokens are estimated, since they could not be counted: ${(error as Error).message}.`);
      faultTold = true;
      return estimate(request, model);
    }
  }

  /** What is reported for a request says how far its count is off. One comparison at a time, and only while the thread runs anyway. */
  async function compare(model: ModelKey, request: CountedRequest, reported: number): Promise<void> {
    if (texts === null || comparing) return;
    comparing = true;
    try {
      const counted = await texts.count(findFamily(model.model).encoding, collectTexts(request), true);
      corrections.learn(keyOf(model), reported - countFrame(request), counted);
    } catch {
      // Nothing is learned, and nobody waits for it; a count that fails for a client is told.
    } finally {
      comparing = false;
    }
  }

  return {
    estimate,
    estimateText,
    count,
    learn(model, request, usage) {
      const reported = usage.estimated ? null : sumInput(usage);
      const { characters, mediaTokens } = measure(request);
      if (reported === null || mediaTokens > 0 || characters < LEARNED_FROM_CHARACTERS) return;
      densities.learn(keyOf(model), reported, characters);
      if (thread?.running()) void compare(model, request, reported);
    },
    async close() {
      await thread?.close();
    },
  };
}

function keyOf({ providerId, model }: ModelKey): string {
  return `${providerId}/${model}`;
}

function countFrame({ messages }: CountedRequest): number {
  return REQUEST_TOKENS + MESSAGE_TOKENS * messages.length;
}

/** Rejects when the promise has not settled after that many ms. */
async function within<T>(limit: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${limit} ms`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
