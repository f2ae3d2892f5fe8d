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
import { answerLosses, type AnswerLoss, type AnswerMeaning } from './answer-losses';

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
const call = fc
  .record({ name: fc.constantFrom('look', 'Read'), input: fc.dictionary(word, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }) })
  .map(({ name, input }) => ({ type: 'call' as const, name, json: JSON.stringify(input) }));
const search = fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 3 }).map((pages) => ({
  type: 'search' as const,
  query: 'what is new',
  results: pages.map((page) => ({ url: `https://a.example/${page}`, title: `Page ${page}`, pageAge: null })),
}));
const thinking = word.map((words) => ({ type: 'thinking' as const, text: words }));
/** Texts stand apart: two in a row would be one. */
const middle: fc.Arbitrary<AnswerMeaning['blocks']> = fc.oneof(
  fc.tuple(text),
  fc.tuple(text, call),
  fc.tuple(call, call),
  fc.tuple(text, call, text),
  fc.tuple(text, call, text, call),
  fc.tuple(text, search),
);
const stopOf = (calls: boolean): fc.Arbitrary<StopReason> =>
  calls
    ? fc.constantFrom('tool_use', 'max_tokens')
    : fc.constantFrom('end_turn', 'max_tokens', 'stop_sequence', 'refusal', 'pause_turn', 'model_context_window_exceeded');
const usage = fc.record({
  input: fc.nat(9999),
  cacheRead: fc.nat(9999),
  cacheWrite: fc.nat(9999),
  output: fc.integer({ min: 100, max: 9999 }),
  reasoning: fc.nat(100),
});
const arbitraryAnswer: fc.Arbitrary<AnswerMeaning> = fc
  .record({ thought: fc.option(thinking), blocks: middle, usage })
  .chain(({ thought, blocks, usage: figures }) =>
    stopOf(blocks.some(({ type }) => type === 'call')).map((stopReason) => ({
      blocks: [...(thought ? [thought] : []), ...blocks],
      sealed: thought !== null,
      stopReason,
      stopSequence: stopReason === 'stop_sequence' ? 'END' : null,
      usage: figures,
    })),
  );

function toEvents({ blocks, stopReason, stopSequence, usage: figures }: AnswerMeaning): UpstreamEvent[] {
  const events = blocks.flatMap((block, place): UpstreamEvent[] => {
    switch (block.type) {
      case 'call':
        return [
          { type: 'tool-start', key: String(place), id: `call_${place}`, name: block.name },
          { type: 'tool-arguments', key: String(place), json: block.json },
        ];
      case 'search':
        return [
          { type: 'web-search', search: { id: `search_${place}`, query: block.query, results: block.results, errorCode: null } },
        ];
      default:
        return [{ type: block.type, text: block.text }];
    }
  });
  return [
    ...events,
    { type: 'stop', reason: stopReason, sequence: stopSequence },
    { type: 'usage', usage: { ...figures, estimated: false }, reportedCost: null },
  ];
}

function toMeaning({ blocks, stopReason, stopSequence, usage: figures }: CanonicalResponse): AnswerMeaning {
  const { input, cacheRead, cacheWrite, output, reasoning } = figures;
  const known = (tokens: number | null) => tokens ?? 0;
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
          return [{ type: 'search', query: block.search.query, results: block.search.results }];
      }
    }),
    sealed: blocks.some((block) => block.type === 'thinking' && block.signature.includes(ENVELOPE)),
    stopReason,
    stopSequence,
    usage: {
      input: known(input),
      cacheRead: known(cacheRead),
      cacheWrite: known(cacheWrite),
      output: known(output),
      reasoning: known(reasoning),
    },
  };
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
  return { whole: toMeaning(whole), streamed: toMeaning(streamed) };
}

/** What is left of a meaning after these losses, in either form. */
function applyLosses(meaning: AnswerMeaning, losses: readonly AnswerLoss[]): Carried {
  const left = (form: keyof Carried) => losses.reduce((rest, { apply }) => apply(rest, form), structuredClone(meaning));
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

  if (losses.length > 0)
    it.each(losses)('loses $what', (loss) => {
      const carried = carry(loss.example, dialect);
      expect(carried).toEqual(applyLosses(loss.example, losses));
      // A loss that is none any more has to leave the list.
      const others = losses.filter((other) => other !== loss);
      expect(carried).not.toEqual(applyLosses(loss.example, others));
    });
});
