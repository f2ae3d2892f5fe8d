import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClientDialect } from '../../../shared/model/exchange';
import { collectAnswer } from '../../canonical/collect-answer';
import { createStreamNormaliser } from '../../canonical/normalise-stream';
import { EMPTY_REQUEST } from '../../canonical/request';
import type { CanonicalResponse, StopReason, UpstreamEvent } from '../../canonical/response';
import { dialectQuirks } from '../../dialects/default-quirks';
import { clientDialects, upstreamDialects } from '../../dialects/registry';
import { createFrameReader } from '../../pipeline/read-frames';
import { answerLosses, FIGURES, type AnswerLoss, type AnswerMeaning } from './answer-losses';

const ENVELOPE = 'switchyard.1.of-the-first';
const NAMES = { toClient: (name: string) => name };
const LABELS = {
  requestId: 'req_000000000001',
  model: 'm',
  createdAt: 1_760_000_000,
  request: { ...EMPTY_REQUEST, usageInStream: true as const, tools: [{ name: 'look' }] },
};

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text && text !== '');
const text = word.map((words) => ({ type: 'text' as const, text: words }));
/** As a model writes arguments: with or without spaces, none at all, or cut off. */
const json = fc
  .dictionary(word, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 })
  .chain((input) => fc.constantFrom(JSON.stringify(input), JSON.stringify(input, null, 1), '', '{"cut": "in the mid'));
const call = fc.record({ type: fc.constant('call' as const), name: fc.constantFrom('look', 'Read'), json });
const found = fc.uniqueArray(fc.nat(99), { maxLength: 3 }).map((pages) => ({
  type: 'search' as const,
  query: 'what is new',
  results: pages.map((page) => ({
    url: `https://a.example/${page}`,
    title: `Page ${page}`,
    pageAge: page > 50 ? 'April 30, 2026' : null,
  })),
  errorCode: null,
}));
const failed = fc
  .constantFrom('unavailable', 'max_uses_exceeded', 'out_of_luck')
  .map((errorCode) => ({ type: 'search' as const, query: 'what is new', results: [], errorCode }));
const search = fc.oneof({ arbitrary: found, weight: 3 }, failed);
const thinking = word.map((words) => ({ type: 'thinking' as const, text: words }));
/** Texts stand apart: two in a row would be one. */
const middle: fc.Arbitrary<AnswerMeaning['blocks']> = fc.oneof(
  fc.tuple(text),
  fc.tuple(text, call),
  fc.tuple(call, call),
  fc.tuple(call, text, call),
  fc.tuple(text, call, text),
  fc.tuple(text, call, text, call),
  fc.tuple(search),
  fc.tuple(text, search),
  fc.tuple(search, text),
  fc.tuple(search, call),
  fc.tuple(search, text, call),
  fc.tuple(text, search, text),
);
const stopOf = (calls: boolean): fc.Arbitrary<StopReason> =>
  calls
    ? fc.constantFrom('tool_use', 'max_tokens')
    : fc.constantFrom('end_turn', 'max_tokens', 'stop_sequence', 'refusal', 'pause_turn', 'model_context_window_exceeded');
const tokens = fc.option(fc.nat(9999));
const usage = fc
  .record({
    input: tokens,
    cacheRead: tokens,
    cacheWrite: tokens,
    cacheWrite1h: tokens,
    output: fc.option(fc.integer({ min: 100, max: 9999 })),
    reasoning: fc.option(fc.nat(100)),
  })
  // A part of what was written is no more than that.
  .map(({ cacheWrite, cacheWrite1h: part, ...rest }) => ({
    ...rest,
    cacheWrite,
    cacheWrite1h: cacheWrite === null || part === null ? null : Math.min(cacheWrite, part),
  }));
const arbitraryAnswer: fc.Arbitrary<AnswerMeaning> = fc
  // Reasoning may have a text, or come with nothing but what has to be handed back.
  .record({ thought: fc.option(thinking), isSealed: fc.boolean(), blocks: middle, usage })
  .chain(({ thought, isSealed, blocks, usage: figures }) =>
    stopOf(blocks.some(({ type }) => type === 'call')).map((stopReason) => ({
      blocks: [...(thought ? [thought] : []), ...blocks],
      sealed: thought !== null || isSealed,
      stopReason,
      stopSequence: stopReason === 'stop_sequence' ? 'END' : null,
      usage: figures,
    })),
  );

function toEvents({ blocks, sealed, stopReason, stopSequence, usage: figures }: AnswerMeaning): UpstreamEvent[] {
  const events = blocks.flatMap((block, place): UpstreamEvent[] => {
    switch (block.type) {
      case 'call':
        return [
          { type: 'tool-start', key: String(place), id: `call_${place}`, name: block.name },
          { type: 'tool-arguments', key: String(place), json: block.json },
        ];
      case 'search':
        return [
          {
            type: 'web-search',
            search: { id: `search_${place}`, query: block.query, results: block.results, errorCode: block.errorCode },
          },
        ];
      default:
        return [{ type: block.type, text: block.text }];
    }
  });
  const state: UpstreamEvent[] = sealed ? [{ type: 'reasoning-state', state: { seal: 'of the vendor' } }] : [];
  const thoughts = events.filter(({ type }) => type === 'thinking');
  return [
    ...thoughts,
    ...state,
    ...events.slice(thoughts.length),
    { type: 'stop', reason: stopReason, sequence: stopSequence },
    { type: 'usage', usage: { ...UNKNOWN_USAGE, ...figures, estimated: false }, reportedCost: null },
  ];
}

function toMeaning({ blocks, stopReason, stopSequence, usage: figures }: CanonicalResponse): AnswerMeaning {
  return {
    // Reasoning without a text is there for its seal only.
    blocks: blocks.flatMap((block): AnswerMeaning['blocks'] => {
      switch (block.type) {
        case 'thinking':
          return block.thinking === '' ? [] : [{ type: 'thinking', text: block.thinking }];
        case 'text':
          return [block];
        case 'tool_use':
          return [{ type: 'call', name: block.name, json: block.json }];
        case 'web_search':
          return [
            { type: 'search', query: block.search.query, results: block.search.results, errorCode: block.search.errorCode },
          ];
      }
    }),
    sealed: blocks.some((block) => block.type === 'thinking' && block.signature.includes(ENVELOPE)),
    stopReason,
    stopSequence,
    usage: Object.fromEntries(FIGURES.map((kind) => [kind, figures[kind]])) as AnswerMeaning['usage'],
  };
}

/** Where a search stands among texts is only form: dialects tell it first, last, or as citations of the text. */
function putSearchesLast(meaning: AnswerMeaning): AnswerMeaning {
  const searches = meaning.blocks.filter(({ type }) => type === 'search');
  const blocks: AnswerMeaning['blocks'] = [];
  for (const block of meaning.blocks.filter(({ type }) => type !== 'search')) {
    const last = blocks.at(-1);
    if (last?.type === 'text' && block.type === 'text')
      blocks.splice(-1, 1, { type: 'text', text: `${last.text}\n\n${block.text}` });
    else blocks.push(block);
  }
  return { ...meaning, blocks: [...blocks, ...searches] };
}

type Carried = Record<'whole' | 'streamed', AnswerMeaning>;

/** As the client's own parser of its dialect reads it: whole, and streamed. */
function carry(meaning: AnswerMeaning, dialect: ClientDialect): Carried {
  const options = { seal: () => ENVELOPE, names: NAMES };
  const read = { seal: (state: object) => JSON.stringify(state), names: NAMES };
  const quirks = {
    ...dialectQuirks[dialect],
    reasoningReplay: dialect === 'openai-chat' ? ('reasoning_details' as const) : ('state' as const),
  };
  const [client, upstream] = [clientDialects[dialect], upstreamDialects[dialect]];
  const answer = collectAnswer(toEvents(meaning), options);
  const body: unknown = JSON.parse(JSON.stringify(client.buildResponse(answer, LABELS)));
  const whole = collectAnswer(upstream.parseResponse(body, quirks), read);

  const builder = client.createStreamBuilder(LABELS);
  const normaliser = createStreamNormaliser(options);
  const events = toEvents(meaning);
  const blocks = [...events.flatMap((event) => normaliser.push(event)), ...normaliser.finish()];
  const wire = [builder.start(1), ...blocks.map((block) => builder.block(block)), builder.end(answer.usage)].join('');
  const parser = upstream.createStreamParser(quirks);
  const frames = createFrameReader('sse').push(Buffer.from(wire));
  const streamed = collectAnswer(
    frames.flatMap((frame) => parser.push(frame)),
    read,
  );
  return { whole: putSearchesLast(toMeaning(whole)), streamed: putSearchesLast(toMeaning(streamed)) };
}

/** What is left of a meaning after these losses, in either form. */
function applyLosses(meaning: AnswerMeaning, losses: readonly AnswerLoss[]): Carried {
  const left = (form: keyof Carried) => losses.reduce((rest, { apply }) => apply(rest, form), putSearchesLast(meaning));
  return { whole: left('whole'), streamed: left('streamed') };
}

describe.each(ClientDialect.options)('an answer on its way to a client of %s', (dialect) => {
  const losses = answerLosses[dialect];

  it('keeps all that it means, streamed and whole, but for the losses that are listed', () => {
    fc.assert(
      fc.property(arbitraryAnswer, (meaning) => {
        expect(carry(meaning, dialect)).toEqual(applyLosses(meaning, losses));
      }),
      { numRuns: 300 },
    );
  });

  it.each(losses)('loses $what', (loss) => {
    const carried = carry(loss.example, dialect);
    expect(carried).toEqual(applyLosses(loss.example, losses));
    // A loss that is none any more has to leave the list.
    const others = losses.filter((other) => other !== loss);
    expect(carried).not.toEqual(applyLosses(loss.example, others));
  });
});
