import { asking, assistant, call, result, text, user, type Part } from '../meaning';
import { changeParts, changeResults, changeTurns, moveBehindResults, wholeText } from './change-blocks';
import type { Loss } from './loss';
import {
  argumentsMustBeObject,
  budgetAsEffort,
  choosing,
  fewerEfforts,
  instructionsFold,
  isCall,
  noCacheMarks,
  noSchemaName,
  noSearchLimit,
  noSession,
  reasoningNotOff,
  plainDocumentsAsText,
} from './shared-losses';

const PNG = { type: 'base64', media_type: 'image/png', data: 'iVBORw0=' } as const;
const BY_ADDRESS = { type: 'image', source: { type: 'url', url: 'https://files.example/1.png' } } as const;

/** What a generateContent request cannot hold. */
export const geminiLosses: Loss[] = [
  noSession,
  noCacheMarks,
  {
    what: 'more than five stop sequences',
    instead: 'the first five: more are refused',
    apply: (meaning) => ({ ...meaning, stopSequences: meaning.stopSequences.slice(0, 5) }),
    example: asking({ stopSequences: ['1', '2', '3', '4', '5', '6'] }),
  },
  reasoningNotOff,
  budgetAsEffort,
  fewerEfforts(
    'efforts other than `low`, `medium` and `high`',
    'the nearest level of thinking; a model’s own levels are data of its provider',
    {
      max: 'high',
      xhigh: 'high',
      minimal: 'low',
    },
  ),
  noSearchLimit,
  {
    what: 'sites that a search must or must not use',
    instead: 'sentences in the instructions: the search has no field for them',
    apply: ({ search, system, ...meaning }) => {
      const { allowedDomains: allowed = [], blockedDomains: blocked = [] } = search ?? {};
      const words = [
        ...(allowed.length > 0 ? [`When you search the web, use results from these sites only: ${allowed.join(', ')}.`] : []),
        ...(blocked.length > 0 ? [`When you search the web, use no results from these sites: ${blocked.join(', ')}.`] : []),
      ];
      return {
        ...meaning,
        search: search && { ...search, allowedDomains: [], blockedDomains: [] },
        system: [...system, ...words.map((one) => ({ text: one, mark: false }))],
      };
    },
    example: asking({ search: { maxUses: null, allowedDomains: ['a.example'], blockedDomains: [] } }),
  },
  noSchemaName,
  {
    what: 'at most one call at a time',
    instead: 'nothing: there is no switch for it',
    apply: (meaning) => ({ ...meaning, serial: false }),
    example: choosing({ type: 'any' }, { serial: true }),
  },
  {
    what: 'the choice that the model may make (`auto`)',
    instead: 'silence, which means the same: said aloud it is refused beside Google’s own tools',
    apply: (meaning) => ({ ...meaning, toolChoice: meaning.toolChoice?.type === 'auto' ? null : meaning.toolChoice }),
    example: choosing({ type: 'auto' }),
  },
  instructionsFold,
  argumentsMustBeObject,
  {
    what: 'reasoning without a text that led to no call',
    instead: 'nothing: a signature needs the part that it came on',
    apply: (meaning) =>
      changeTurns(meaning, (turn) => ({
        ...turn,
        blocks: turn.blocks.filter((block) => block.type !== 'thinking' || block.text !== '' || turn.blocks.some(isCall)),
      })),
    example: asking({
      turns: [user(text('Go.')), assistant({ type: 'thinking', text: '', seal: 'c2VhbA==' }, text('Yes.')), user(text('So?'))],
    }),
  },
  plainDocumentsAsText,
  {
    what: 'the titles of other documents',
    instead: 'nothing',
    apply: (meaning) => changeParts(meaning, (part) => [part.type === 'document' ? { ...part, title: null } : part]),
    example: asking({
      turns: [
        user({ type: 'document', title: 'Notes', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' } }),
      ],
    }),
  },
  {
    what: 'images and documents by their address in a tool’s result',
    instead: 'a note, and the image behind the results: a result takes bytes only',
    apply: (meaning) =>
      moveBehindResults(meaning, isAddress, ({ type }) =>
        type === 'image' ? '(The image follows.)' : '(The document follows.)',
      ),
    example: asking({ turns: [user(text('Go.')), assistant(call()), user(result(BY_ADDRESS))] }),
  },
  {
    what: 'the order of texts and images in a tool’s result, and the bounds between its texts',
    instead: 'one text, line after line, and the images behind it: a result has one field for each',
    apply: (meaning) =>
      changeResults(meaning, (one) => ({
        ...one,
        parts: [...wholeText(one.parts, '\n'), ...one.parts.filter(({ type }) => type !== 'text')],
      })),
    example: asking({
      turns: [user(text('Go.')), assistant(call()), user(result({ type: 'image', source: PNG }, text('One.')))],
    }),
  },
];

function isAddress(part: Part): boolean {
  return part.type !== 'text' && part.source.type === 'url';
}
