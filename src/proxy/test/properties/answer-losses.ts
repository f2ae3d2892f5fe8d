import type { ClientDialect } from '../../../shared/model/exchange';
import type { Usage } from '../../../shared/model/usage';
import type { StopReason } from '../../canonical/response';

export const FIGURES = ['input', 'cacheRead', 'cacheWrite', 'cacheWrite1h', 'output', 'reasoning'] as const;
type Figure = (typeof FIGURES)[number];

export type AnswerBlock =
  | { type: 'thinking'; text: string }
  | { type: 'text'; text: string }
  | { type: 'call'; name: string; json: string }
  | {
      type: 'search';
      query: string;
      results: { url: string; title: string; pageAge: string | null }[];
      /** Why it failed; null where it did not. */
      errorCode: string | null;
    };

/** What an answer means, without ids and whatever else is only form. */
export interface AnswerMeaning {
  blocks: AnswerBlock[];
  /** What came with the reasoning to be handed back. */
  sealed: boolean;
  stopReason: StopReason;
  stopSequence: string | null;
  usage: Pick<Usage, Figure>;
}

/** Something that a client's dialect cannot hold of an answer, as a row of docs/dialects.md. */
export interface AnswerLoss {
  what: string;
  instead: string;
  /** A stream keeps an order that a whole answer has no place for. */
  apply(meaning: AnswerMeaning, form: 'whole' | 'streamed'): AnswerMeaning;
  example: AnswerMeaning;
}

/** An answer of one text, with whatever else is said. */
export function answering(more: Partial<AnswerMeaning> = {}): AnswerMeaning {
  return {
    blocks: [{ type: 'text', text: 'Four.' }],
    sealed: false,
    stopReason: 'end_turn',
    stopSequence: null,
    usage: { input: 10, cacheRead: 0, cacheWrite: 0, cacheWrite1h: null, output: 2, reasoning: 0 },
    ...more,
  };
}

const SEARCH: SearchBlock = {
  type: 'search',
  query: 'q',
  results: [{ url: 'https://a.example/1', title: 'One', pageAge: 'May 2026' }],
  errorCode: null,
};
const CALL = { type: 'call', name: 'look', json: '{}' } as const;
const text = (words: string) => ({ type: 'text' as const, text: words });

type SearchBlock = Extract<AnswerBlock, { type: 'search' }>;

function changeSearches(meaning: AnswerMeaning, change: (search: SearchBlock) => SearchBlock[]): AnswerMeaning {
  return {
    ...meaning,
    blocks: meaning.blocks.flatMap((block): AnswerBlock[] => (block.type === 'search' ? change(block) : [block])),
  };
}

const noPageAge: AnswerLoss = {
  what: 'the age of a page that a search has found',
  instead: 'nothing',
  apply: (meaning) =>
    changeSearches(meaning, (search) => [{ ...search, results: search.results.map((page) => ({ ...page, pageAge: null })) }]),
  example: answering({ blocks: [text('Here.'), SEARCH] }),
};

/** `known` are the codes that the dialect has; of a failure in other words it says the first. */
function searchErrors(instead: string, known: readonly [string, ...string[]]): AnswerLoss {
  return {
    what: 'why a search failed, in a provider’s own words',
    instead,
    apply: (meaning) =>
      changeSearches(meaning, ({ errorCode, ...search }) => [
        { ...search, errorCode: errorCode === null || known.includes(errorCode) ? errorCode : known[0] },
      ]),
    example: answering({ blocks: [text('Here.'), { ...SEARCH, results: [], errorCode: 'no_luck' }] }),
  };
}

/** Of the kinds of tokens that are named. */
function noUnknown(what: string, kinds: readonly Figure[]): AnswerLoss {
  return {
    what,
    instead: '0: clients add the figures up',
    apply: ({ usage, ...meaning }) => ({
      ...meaning,
      usage: Object.fromEntries(FIGURES.map((kind) => [kind, usage[kind] ?? (kinds.includes(kind) ? 0 : null)])) as typeof usage,
    }),
    example: answering({
      usage: { input: null, cacheRead: null, cacheWrite: null, cacheWrite1h: null, output: null, reasoning: null },
    }),
  };
}

const noHour: AnswerLoss = {
  what: 'what was written to the cache for an hour',
  instead: 'nothing: it is part of all that was written',
  apply: ({ usage, ...meaning }) => ({ ...meaning, usage: { ...usage, cacheWrite1h: null } }),
  example: answering({ usage: { input: 10, cacheRead: 0, cacheWrite: 8, cacheWrite1h: 5, output: 2, reasoning: 0 } }),
};

const noArguments: AnswerLoss = {
  what: 'that a call came without arguments',
  instead: '`{}`: clients parse them',
  apply: (meaning) => ({
    ...meaning,
    blocks: meaning.blocks.map((block) => (block.type === 'call' && block.json === '' ? { ...block, json: '{}' } : block)),
  }),
  example: answering({ blocks: [{ ...CALL, json: '' }], stopReason: 'tool_use' }),
};

function stops(what: string, instead: string, changes: Partial<Record<StopReason, StopReason>>): AnswerLoss {
  const [shown = 'end_turn'] = Object.keys(changes) as StopReason[];
  return {
    what,
    instead,
    apply: (meaning) => ({ ...meaning, stopReason: changes[meaning.stopReason] ?? meaning.stopReason }),
    example: answering({ stopReason: shown }),
  };
}

const noSequence: AnswerLoss = {
  what: 'which stop sequence it was',
  instead: 'nothing',
  apply: (meaning) => ({ ...meaning, stopSequence: null }),
  example: answering({ stopReason: 'stop_sequence', stopSequence: 'END' }),
};

const otherStops = stops(
  'that a stop sequence was met, that the turn was paused, that the window was full',
  'the end of the turn, or of the tokens',
  { stop_sequence: 'end_turn', pause_turn: 'end_turn', model_context_window_exceeded: 'max_tokens' },
);

/** What an answer loses on its way to a client of each dialect. */
export const answerLosses: Record<ClientDialect, AnswerLoss[]> = {
  'anthropic-messages': [
    noUnknown('figures of the usage that are unknown, other than of reasoning', [
      'input',
      'cacheRead',
      'cacheWrite',
      'cacheWrite1h',
      'output',
    ]),
    noArguments,
    {
      what: 'the spacing of a call’s arguments',
      instead: 'in a whole answer an object; streamed, the text as it was written',
      apply: (meaning, form) => ({
        ...meaning,
        blocks: meaning.blocks.map((block) =>
          form === 'whole' && block.type === 'call' ? { ...block, json: withoutSpacing(block.json) } : block,
        ),
      }),
      example: answering({ blocks: [{ ...CALL, json: '{ "a": 1 }' }], stopReason: 'tool_use' }),
    },
    searchErrors('`unavailable`: the API has six codes', ['unavailable', 'max_uses_exceeded']),
  ],
  'openai-chat': [
    noUnknown('figures of the usage that are unknown', ['input', 'cacheRead', 'cacheWrite', 'output', 'reasoning']),
    noHour,
    noArguments,
    noPageAge,
    {
      what: 'what was searched for, and a search that found nothing or failed',
      instead: 'citations of what was found, by address and title',
      apply: (meaning) =>
        changeSearches(meaning, (search) => (search.results.length === 0 ? [] : [{ ...search, query: '', errorCode: null }])),
      example: answering({ blocks: [text('Here.'), SEARCH] }),
    },
    otherStops,
    noSequence,
    {
      what: 'the order of texts and calls, and the bounds between texts',
      instead:
        'whole, one text before the calls, with empty lines between its parts; streamed, the order, and an empty line before a later text',
      apply: orderForChat,
      example: answering({ blocks: [text('One.'), CALL, text('Two.')], stopReason: 'tool_use' }),
    },
  ],
  'openai-responses': [
    noUnknown('figures of the usage that are unknown', ['input', 'cacheRead', 'cacheWrite', 'output', 'reasoning']),
    noHour,
    noArguments,
    noPageAge,
    {
      what: 'the titles of pages, in an answer without a text',
      instead: 'their addresses: titles stand in the citations of a text',
      apply: (meaning) =>
        meaning.blocks.some(({ type }) => type === 'text')
          ? meaning
          : changeSearches(meaning, (search) => [
              { ...search, results: search.results.map((page) => ({ ...page, title: page.url })) },
            ]),
      example: answering({ blocks: [SEARCH] }),
    },
    searchErrors('that it failed: there is no field for more', ['unavailable']),
    otherStops,
    noSequence,
  ],
};

/** What is no JSON stays as it is. */
function withoutSpacing(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return json;
  }
}

function orderForChat(meaning: AnswerMeaning, form: 'whole' | 'streamed'): AnswerMeaning {
  if (form === 'streamed') {
    const first = meaning.blocks.findIndex(({ type }) => type === 'text');
    const blocks = meaning.blocks.map((block, place) =>
      block.type === 'text' && place > first ? text(`\n\n${block.text}`) : block,
    );
    return { ...meaning, blocks };
  }
  const texts = meaning.blocks.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  const whole = texts.length === 0 ? [] : [text(texts.join('\n\n'))];
  const of = (type: AnswerBlock['type']) => meaning.blocks.filter((block) => block.type === type);
  return { ...meaning, blocks: [...of('thinking'), ...whole, ...of('call'), ...of('search')] };
}
