import { asking, assistant, call, result, text, user, type Part } from '../meaning';
import { changeParts, changeResults, wholeText } from './change-blocks';
import type { Loss } from './loss';
import {
  budgetAsEffort,
  fewerEfforts,
  noCacheMarks,
  noSearchLimit,
  noSession,
  noTopK,
  oneSystemText,
  reasoningNotOff,
  plainDocumentsAsText,
} from './shared-losses';

const PDF = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' } as const;

/** What a Responses request cannot hold. */
export const responsesLosses: Loss[] = [
  noSession,
  noCacheMarks,
  noTopK,
  {
    what: 'stop sequences',
    instead: 'nothing: the API has no such parameter',
    apply: (meaning) => ({ ...meaning, stopSequences: [] }),
    example: asking({ stopSequences: ['END'] }),
  },
  {
    what: 'a limit below 16 tokens',
    instead: '16: less is refused',
    apply: (meaning) => ({ ...meaning, maxTokens: meaning.maxTokens && Math.max(meaning.maxTokens, 16) }),
    example: asking({ maxTokens: 1 }),
  },
  reasoningNotOff,
  budgetAsEffort,
  fewerEfforts(
    'efforts other than `low`, `medium` and `high`',
    'the nearest of these, which every reasoning model takes; a model’s own list is data of its provider',
    {
      max: 'high',
      xhigh: 'high',
      minimal: 'low',
    },
  ),
  noSearchLimit,
  {
    what: 'sites that a search must not use',
    instead: 'a sentence in the instructions: only allowed sites have a field',
    apply: ({ search, system, ...meaning }) => {
      const blocked = search?.blockedDomains ?? [];
      const words = `When you search the web, use no results from these sites: ${blocked.join(', ')}.`;
      return {
        ...meaning,
        search: search && { ...search, blockedDomains: [] },
        system: blocked.length === 0 ? system : [...system, { text: words, mark: false }],
      };
    },
    example: asking({ search: { maxUses: null, allowedDomains: [], blockedDomains: ['a.example'] } }),
  },
  oneSystemText,
  plainDocumentsAsText,
  {
    what: 'the title of a document that is given by its address',
    instead: 'nothing: a file has either a name or an address',
    apply: (meaning) =>
      changeParts(meaning, (part) => [part.type === 'document' && part.source.type === 'url' ? { ...part, title: null } : part]),
    example: asking({
      turns: [user({ type: 'document', title: 'Notes', source: { type: 'url', url: 'https://files.example/1.pdf' } })],
    }),
  },
  {
    what: 'documents without a title',
    instead: 'the name `document.pdf`: a file must have one',
    apply: (meaning) =>
      changeParts(meaning, (part) => [
        part.type === 'document' && part.source.type === 'base64' ? { ...part, title: part.title ?? 'document.pdf' } : part,
      ]),
    example: asking({ turns: [user({ type: 'document', title: null, source: PDF })] }),
  },
  {
    what: 'that a tool’s result is an error',
    instead: '`Error:` before what it holds: there is no field for it',
    apply: (meaning) =>
      changeResults(meaning, ({ failed, parts, ...one }) => ({ ...one, failed: false, parts: failed ? sayError(parts) : parts })),
    example: asking({ turns: [user(text('Go.')), assistant(call()), user({ ...result(text('No such file.')), failed: true })] }),
  },
  {
    what: 'the bounds between texts of a result that holds nothing else',
    instead: 'one text, line after line',
    apply: (meaning) =>
      changeResults(meaning, (one) => (isPlain(one.parts) ? { ...one, parts: wholeText(one.parts, '\n') } : one)),
    example: asking({ turns: [user(text('Go.')), assistant(call()), user(result(text('One.'), text('Two.')))] }),
  },
];

function isPlain(parts: Part[]): boolean {
  return parts.every(({ type }) => type === 'text');
}

/** Beside images the word is a part of its own. */
function sayError(parts: Part[]): Part[] {
  const [first, ...rest] = parts;
  if (!isPlain(parts)) return [text('Error:'), ...parts];
  return [text(`Error: ${first?.type === 'text' ? first.text : ''}`), ...rest];
}
