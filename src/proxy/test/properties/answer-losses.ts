import type { ClientDialect } from '../../../shared/model/exchange';
import type { StopReason } from '../../canonical/response';

export type AnswerBlock =
  | { type: 'thinking'; text: string }
  | { type: 'text'; text: string }
  | { type: 'call'; name: string; json: string }
  | { type: 'search'; query: string; results: { url: string; title: string; pageAge: string | null }[] };

/** What an answer means, without ids and whatever else is only form. */
export interface AnswerMeaning {
  blocks: AnswerBlock[];
  /** What came with the reasoning to be handed back. */
  sealed: boolean;
  stopReason: StopReason;
  stopSequence: string | null;
  usage: { input: number; cacheRead: number; cacheWrite: number; output: number; reasoning: number | null };
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
    usage: { input: 10, cacheRead: 0, cacheWrite: 0, output: 2, reasoning: 0 },
    ...more,
  };
}

const SEARCH = {
  type: 'search',
  query: 'q',
  results: [{ url: 'https://a.example/1', title: 'One', pageAge: 'May 2026' }],
} as const;
const CALL = { type: 'call', name: 'look', json: '{}' } as const;
const text = (words: string) => ({ type: 'text' as const, text: words });

/** `keepsQuery`: the dialect has a place for what was searched for. */
function searchAsCitations(what: string, keepsQuery: boolean): AnswerLoss {
  return {
    what,
    instead: 'citations at the text, of addresses and titles',
    apply: (meaning) => ({
      ...meaning,
      blocks: meaning.blocks.map((block) =>
        block.type === 'search'
          ? {
              ...block,
              query: keepsQuery ? block.query : '',
              results: block.results.map(({ url, title }) => ({ url, title, pageAge: null })),
            }
          : block,
      ),
    }),
    example: answering({ blocks: [text('Here.'), { ...SEARCH, results: [...SEARCH.results] }] }),
  };
}

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
  'anthropic-messages': [],
  'openai-chat': [
    searchAsCitations('a search of the web: its query, and the age of a page', false),
    otherStops,
    noSequence,
    {
      what: 'the order of texts and calls, and the bounds between texts',
      instead:
        'whole, one text before the calls, with empty lines between its parts; streamed, the order, and an empty line before a later text',
      apply: (meaning, form) => {
        const isText = ({ type }: AnswerBlock) => type === 'text';
        if (form === 'streamed') {
          const first = meaning.blocks.findIndex(isText);
          const blocks = meaning.blocks.map((block, place) =>
            block.type === 'text' && place > first ? text(`\n\n${block.text}`) : block,
          );
          return { ...meaning, blocks };
        }
        const texts = meaning.blocks.flatMap((block) => (block.type === 'text' ? [block.text] : []));
        const whole = texts.length === 0 ? [] : [text(texts.join('\n\n'))];
        const of = (type: AnswerBlock['type']) => meaning.blocks.filter((block) => block.type === type);
        return { ...meaning, blocks: [...of('thinking'), ...whole, ...of('call'), ...of('search')] };
      },
      example: answering({ blocks: [text('One.'), CALL, text('Two.')], stopReason: 'tool_use' }),
    },
  ],
  'openai-responses': [searchAsCitations('the age of a page that a search of the web has found', true), otherStops, noSequence],
};
