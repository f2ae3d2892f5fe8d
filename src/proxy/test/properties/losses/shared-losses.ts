import { effortOfBudget } from '../../../canonical/reasoning-fragment';
import type { Effort } from '../../../../shared/model/quirks';
import { asking, assistant, call, instruct, result, text, user, type Block, type Meaning, type Turn } from '../meaning';
import { changeBlocks, changeParts, changeResults } from './change-blocks';
import type { Loss } from './loss';

/** Losses that several dialects have in common. */

const TOOL = { name: 'look', description: null, schema: { type: 'object', properties: {} } };

export const noCacheMarks: Loss = {
  what: 'marks that say up to where the prompt is worth caching',
  instead: 'nothing, unless a provider is known to read them (`cacheControl`)',
  apply: (meaning) => ({ ...meaning, system: meaning.system.map(({ text: words }) => ({ text: words, mark: false })) }),
  example: asking({ system: [{ text: 'Be brief.', mark: true }] }),
};

export const noSession: Loss = {
  what: 'the session',
  instead: 'nothing, unless the provider finds its cache by it (`promptCacheKey`)',
  apply: (meaning) => ({ ...meaning, sessionId: null }),
  example: asking({ sessionId: 'session-1' }),
};

export const noTopK: Loss = {
  what: 'top_k',
  instead: 'nothing: the API has no such parameter',
  apply: (meaning) => ({ ...meaning, topK: null }),
  example: asking({ topK: 20 }),
};

export const noSearchLimit: Loss = {
  what: 'how many searches may be made',
  instead: 'nothing',
  apply: (meaning) => ({ ...meaning, search: meaning.search && { ...meaning.search, maxUses: null } }),
  example: asking({ search: { maxUses: 3, allowedDomains: [], blockedDomains: [] } }),
};

export const noSearch: Loss = {
  what: 'a web search by the provider',
  instead: 'nothing, unless the provider has one (`webSearch`)',
  apply: (meaning) => ({ ...meaning, search: null }),
  example: asking({ search: { maxUses: null, allowedDomains: [], blockedDomains: [] } }),
};

export const noSchemaName: Loss = {
  what: 'the name of an answer’s schema',
  instead: 'nothing',
  apply: ({ output, ...meaning }) => ({
    ...meaning,
    output: output?.kind === 'json-schema' ? { ...output, name: 'answer' } : output,
  }),
  example: asking({
    output: { kind: 'json-schema', name: 'weather', schema: { type: 'object', properties: {}, additionalProperties: false } },
  }),
};

/** Applies to the system texts that are there by then, so words that are added to them come before it. */
export const oneSystemText: Loss = {
  what: 'the bounds between several instructions',
  instead: 'one text, with empty lines between',
  apply: ({ system, ...meaning }) => ({
    ...meaning,
    system:
      system.length === 0 ? [] : [{ text: system.map((one) => one.text).join('\n\n'), mark: system.some(({ mark }) => mark) }],
  }),
  example: asking({
    system: [
      { text: 'Be brief.', mark: false },
      { text: 'Be kind.', mark: false },
    ],
  }),
};

export const argumentsMustBeObject: Loss = {
  what: 'arguments of a call that are no JSON, as a model wrote them',
  instead: 'the text under the name `input`: the API takes objects only',
  apply: (meaning) =>
    changeBlocks(meaning, (block) => [
      block.type === 'call' && typeof block.input === 'string' ? { ...block, input: { input: block.input } } : block,
    ]),
  example: asking({ turns: [user(text('Go.')), assistant(call('{"cut')), user(result())] }),
};

export const errorInWords: Loss = {
  what: 'that a tool’s result is an error',
  instead: '`Error:` before its text: there is no field for it',
  apply: (meaning) =>
    changeResults(meaning, ({ parts, failed }) => ({
      type: 'result',
      parts: failed ? prefixError(parts) : parts,
      failed: false,
    })),
  example: asking({ turns: [user(text('Go.')), assistant(call()), user({ ...result(text('No such file.')), failed: true })] }),
};

function prefixError(parts: Meaning['turns'][number]['blocks']): never[] {
  const [first, ...rest] = parts;
  return (first?.type === 'text' ? [text(`Error: ${first.text}`), ...rest] : [text('Error: '), ...parts]) as never[];
}

export const instructionsFold: Loss = {
  what: 'instructions in mid-conversation',
  instead: '`<system-reminder>` text of the user’s turn: there is no role for them, or many templates refuse it (pitfall 35)',
  apply: ({ turns, ...meaning }) => ({ ...meaning, turns: joinTurns(turns.map(toReminder)) }),
  example: asking({ turns: [user(text('Go.')), instruct('Stop.')] }),
};

export function toReminder(turn: Turn): Turn {
  if (turn.role !== 'system') return turn;
  const [block] = turn.blocks;
  return user(text(`<system-reminder>\n${block?.type === 'text' ? block.text : ''}\n</system-reminder>`));
}

/** Turns of the same speaker in a row are one. */
export function joinTurns(turns: Turn[]): Turn[] {
  const joined: Turn[] = [];
  for (const { role, blocks } of turns) {
    const last = joined.at(-1);
    if (last?.role === role && role !== 'system') last.blocks.push(...blocks);
    else joined.push({ role, blocks: [...blocks] });
  }
  return joined;
}

export const budgetAsEffort: Loss = {
  what: 'a budget of thinking tokens',
  instead: 'the effort that is nearest to it; one beside an effort is left out',
  apply: ({ reasoning, ...meaning }) => {
    const budget = reasoning?.budgetTokens ?? null;
    if (reasoning === null || budget === null) return { ...meaning, reasoning };
    return { ...meaning, reasoning: { ...reasoning, effort: reasoning.effort ?? effortOfBudget(budget), budgetTokens: null } };
  },
  example: asking({ reasoning: { mode: 'on', effort: null, budgetTokens: 20_000 } }),
};

export function fewerEfforts(what: string, instead: string, nearest: Partial<Record<Effort, Effort>>): Loss {
  const [shown] = Object.keys(nearest) as Effort[];
  return {
    what,
    instead,
    apply: ({ reasoning, ...meaning }) => ({
      ...meaning,
      reasoning: reasoning && { ...reasoning, effort: reasoning.effort && (nearest[reasoning.effort] ?? reasoning.effort) },
    }),
    example: asking({ reasoning: { mode: 'on', effort: shown ?? null, budgetTokens: null } }),
  };
}

/** What a model should do that cannot switch its reasoning off. */
export const reasoningNotOff: Loss = {
  what: 'reasoning off',
  instead: 'nothing: the dialect knows no switch that every model takes; a model’s own is data of its provider',
  apply: (meaning) => ({ ...meaning, reasoning: meaning.reasoning?.mode === 'off' ? null : meaning.reasoning }),
  example: asking({ reasoning: { mode: 'off', effort: null, budgetTokens: null } }),
};

/** A request with a tool to choose. */
export function choosing(toolChoice: Meaning['toolChoice'], more: Partial<Meaning> = {}): Meaning {
  return asking({ tools: [TOOL], toolChoice, ...more });
}

export function isCall(block: Block): boolean {
  return block.type === 'call';
}

export const plainDocumentsAsText: Loss = {
  what: 'documents of plain text',
  instead: 'text, with the title before it',
  apply: (meaning) =>
    changeParts(meaning, (part) => [
      part.type === 'document' && part.source.type === 'text'
        ? text(part.title === null ? part.source.data : `${part.title}\n\n${part.source.data}`)
        : part,
    ]),
  example: asking({
    turns: [user({ type: 'document', title: 'Notes', source: { type: 'text', media_type: 'text/plain', data: 'Words.' } })],
  }),
};
