import { asking, instruct, text, user, type Meaning } from '../meaning';
import type { Loss } from './loss';
import {
  argumentsMustBeObject,
  budgetAsEffort,
  choosing,
  fewerEfforts,
  joinTurns,
  noSchemaName,
  noSession,
  toReminder,
} from './shared-losses';

const ON = { mode: 'on', effort: null, budgetTokens: null } as const;
const thinks = ({ reasoning }: Meaning) => reasoning?.mode === 'on';

/** What a Messages request cannot hold. */
export const anthropicLosses: Loss[] = [
  noSession,
  {
    what: 'that nothing is said of reasoning',
    instead: 'silence, which means off here',
    apply: (meaning) => ({ ...meaning, reasoning: meaning.reasoning ?? { mode: 'off', effort: null, budgetTokens: null } }),
    example: asking(),
  },
  {
    what: 'temperature, top_p and top_k while the model reasons',
    instead: 'nothing: they are refused together',
    apply: (meaning) => (thinks(meaning) ? { ...meaning, temperature: null, topP: null, topK: null } : meaning),
    example: asking({ reasoning: ON, topK: 20 }),
  },
  {
    what: 'a tool that must be called while the model reasons',
    instead: 'the choice is left to the model, since a forced one is refused',
    apply: (meaning) =>
      thinks(meaning) && (meaning.toolChoice?.type === 'any' || meaning.toolChoice?.type === 'tool')
        ? { ...meaning, toolChoice: { type: 'auto' } }
        : meaning,
    example: choosing({ type: 'any' }, { reasoning: ON }),
  },
  {
    what: 'top_p beside temperature',
    instead: 'temperature alone: newer models refuse both together',
    apply: (meaning) => ({ ...meaning, topP: meaning.temperature === null ? meaning.topP : null }),
    example: asking({ temperature: 0.5, topP: 0.9 }),
  },
  {
    what: 'a temperature above 1',
    instead: '1, the highest here',
    apply: (meaning) => ({ ...meaning, temperature: meaning.temperature && Math.min(meaning.temperature, 1) }),
    example: asking({ temperature: 1.5 }),
  },
  {
    what: 'an answer without a limit',
    instead: 'the model’s own limit, or 8,192 tokens: the field is required',
    apply: (meaning) => ({ ...meaning, maxTokens: meaning.maxTokens ?? 8192 }),
    example: asking(),
  },
  {
    what: 'stop sequences of white space',
    instead: 'nothing: they are refused',
    apply: (meaning) => ({ ...meaning, stopSequences: meaning.stopSequences.filter((sequence) => sequence.trim() !== '') }),
    example: asking({ stopSequences: ['\n\n'] }),
  },
  budgetAsEffort,
  fewerEfforts('the effort `minimal`', '`low`, the least here', { minimal: 'low' }),
  {
    what: 'an answer in any JSON',
    instead: 'a sentence in the instructions: only a schema has a field',
    apply: ({ system, output, ...meaning }) =>
      output?.kind === 'json-object'
        ? {
            ...meaning,
            output: null,
            system: [...system, { text: 'Answer with one JSON object and nothing else.', mark: false }],
          }
        : { ...meaning, output, system },
    example: asking({ output: { kind: 'json-object' } }),
  },
  noSchemaName,
  {
    what: 'objects that are open and bounds within an answer’s schema',
    instead: 'closed objects, and bounds in words in the description: structured outputs take nothing else',
    apply: ({ output, ...meaning }) => ({
      ...meaning,
      output: output?.kind === 'json-schema' ? { ...output, schema: close(output.schema) } : output,
    }),
    example: asking({
      output: {
        kind: 'json-schema',
        name: 'answer',
        schema: { type: 'object', properties: { a: { type: 'string', minLength: 3 } } },
      },
    }),
  },
  {
    what: 'instructions in mid-conversation elsewhere than between the user and the assistant',
    instead: '`<system-reminder>` text of the user’s turn: they are refused there (pitfall 35)',
    apply: ({ turns, ...meaning }) => ({
      ...meaning,
      turns: joinTurns(
        turns.map((turn, place) => {
          const follows = turns[place + 1]?.role ?? 'assistant';
          // Those that have become the user's text are the user's turn to those behind them.
          const isAfterUser =
            turns.slice(0, place).findLast(({ role }) => role !== 'system')?.role === 'user' ||
            turns[place - 1]?.role === 'system';
          return follows === 'assistant' && isAfterUser ? turn : toReminder(turn);
        }),
      ),
    }),
    example: asking({ turns: [user(text('Go.')), instruct('Stop.'), instruct('Wait.')] }),
  },
  argumentsMustBeObject,
  {
    what: 'allowed and blocked sites of a search at once',
    instead: 'the allowed ones: one list is taken',
    apply: ({ search, ...meaning }) => ({
      ...meaning,
      search: search && { ...search, blockedDomains: search.allowedDomains.length > 0 ? [] : search.blockedDomains },
    }),
    example: asking({ search: { maxUses: null, allowedDomains: ['a.example'], blockedDomains: ['b.example'] } }),
  },
  {
    what: 'a request without marks for the cache',
    instead: 'marks at the end of the instructions and of the conversation, so that the next turn finds both in the cache',
    apply: ({ system, ...meaning }) => {
      const isMarked = system.some(({ mark }) => mark);
      const last = system.length - 1;
      return { ...meaning, system: system.map((one, place) => ({ ...one, mark: one.mark || (!isMarked && place === last) })) };
    },
    example: asking({ system: [{ text: 'Be brief.', mark: false }] }),
  },
];

type Schema = Record<string, unknown>;

/** The schemas that the arbitraries make: an object of strings. */
function close({ properties, required, ...schema }: Schema): Schema {
  const closed = Object.entries(properties as Record<string, Schema>).map(([name, { minLength: least, ...property }]) => {
    return [name, { ...property, ...(least !== undefined && { description: `minLength: ${String(least)}` }) }];
  });
  return {
    ...schema,
    properties: Object.fromEntries(closed),
    ...(required !== undefined && { required }),
    additionalProperties: false,
  };
}
