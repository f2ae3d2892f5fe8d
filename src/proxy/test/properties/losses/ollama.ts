import { asking, assistant, call, result, text, user, isPart, type Meaning, type Part } from '../meaning';
import { changeBlocks, changeParts, changeResults, changeTurns, moveBehindResults, wholeText } from './change-blocks';
import type { Loss } from './loss';
import {
  argumentsMustBeObject,
  choosing,
  errorInWords,
  instructionsFold,
  noCacheMarks,
  noSchemaName,
  noSearch,
  noSession,
  oneSystemText,
} from './shared-losses';

const PNG = { type: 'base64', media_type: 'image/png', data: 'iVBORw0=' } as const;

/** What a request for Ollama's /api/chat cannot hold. */
export const ollamaLosses: Loss[] = [
  noSession,
  noCacheMarks,
  noSearch,
  noSchemaName,
  {
    what: 'reasoning on, and how much',
    instead: 'nothing: a model that can reasons by itself, and one that cannot refuses to be told',
    apply: (meaning) => ({ ...meaning, reasoning: meaning.reasoning?.mode === 'on' ? null : meaning.reasoning }),
    example: asking({ reasoning: { mode: 'on', effort: 'high', budgetTokens: null } }),
  },
  {
    what: 'at most one call at a time',
    instead: 'nothing: there is no switch for it',
    apply: (meaning) => ({ ...meaning, serial: false }),
    example: choosing({ type: 'auto' }, { serial: true }),
  },
  {
    what: 'which tool is to be called',
    instead: 'a sentence in the instructions, and only the tools that may be called: there is no field for a choice',
    apply: chooseInWords,
    example: choosing({ type: 'any' }),
  },
  {
    what: 'that any JSON has to be asked for in words too',
    instead: 'a sentence in the instructions, or a model may write nothing but white space',
    apply: ({ system, ...meaning }) => ({
      ...meaning,
      system:
        meaning.output?.kind === 'json-object'
          ? [...system, { text: 'Answer with one JSON object and nothing else.', mark: false }]
          : system,
    }),
    example: asking({ output: { kind: 'json-object' } }),
  },
  oneSystemText,
  instructionsFold,
  argumentsMustBeObject,
  {
    what: 'what reasoning is sealed with',
    instead: 'its text alone, which is all that there is here',
    apply: (meaning) =>
      changeBlocks(meaning, (block) => (block.type !== 'thinking' ? [block] : block.text === '' ? [] : [{ ...block, seal: '' }])),
    example: asking({
      turns: [user(text('Go.')), assistant({ type: 'thinking', text: 'Hm.', seal: 'c2VhbA==' }, text('Yes.')), user(text('So?'))],
    }),
  },
  {
    what: 'documents, and images by their address',
    instead:
      'text of a document that is text, else words that say what cannot be shown: messages hold text and the bytes of images',
    apply: (meaning) => changeParts(meaning, (part) => [describe(part)]),
    example: asking({ turns: [user({ type: 'image', source: { type: 'url', url: 'https://files.example/1.png' } })] }),
  },
  {
    what: 'images in a tool’s result',
    instead: 'a note, and the images in the message of the user that follows: most templates show none there (pitfall 37)',
    apply: (meaning) =>
      moveBehindResults(
        meaning,
        ({ type }) => type === 'image',
        () => '(The image follows.)',
      ),
    example: asking({ turns: [user(text('Go.')), assistant(call()), user(result({ type: 'image', source: PNG }))] }),
  },
  {
    what: 'the kind of an image',
    instead: 'its bytes alone',
    apply: (meaning) =>
      changeParts(meaning, (part) => [
        part.type === 'image' && part.source.type === 'base64' ? { ...part, source: { ...part.source, media_type: '' } } : part,
      ]),
    example: asking({ turns: [user({ type: 'image', source: PNG })] }),
  },
  {
    what: 'the bounds between texts of a result',
    instead: 'one text, with empty lines between',
    apply: (meaning) => changeResults(meaning, (one) => ({ ...one, parts: wholeText(one.parts, '\n\n') })),
    example: asking({ turns: [user(text('Go.')), assistant(call()), user(result(text('One.'), text('Two.')))] }),
  },
  errorInWords,
  {
    what: 'the order of a message’s texts, images and calls, and the bounds between its texts',
    instead: 'one text, then the images or the calls: a message has one field for each',
    apply: (meaning) =>
      changeTurns(meaning, ({ role, blocks }) => {
        const isSaid = role === 'user' ? isPart : ({ type }: { type: string }) => type === 'text';
        const before = blocks.filter((block) => block.type === 'result' || block.type === 'thinking');
        const after = blocks.filter((block) => block.type === 'image' || block.type === 'call');
        return { role, blocks: [...before, ...wholeText(blocks.filter(isSaid), '\n\n'), ...after] };
      }),
    example: asking({ turns: [user({ type: 'image', source: { ...PNG } }, text('What is this?'))] }),
  },
];

function chooseInWords({ toolChoice, tools, system, ...meaning }: Meaning): Meaning {
  const say = (words: string) => [...system, { text: words, mark: false }];
  switch (toolChoice?.type) {
    case 'none':
      return { ...meaning, toolChoice: null, system, tools: [] };
    case 'any':
      return { ...meaning, toolChoice: null, tools, system: say('Answer with a call of one of the tools.') };
    case 'tool': {
      const name = toolChoice.name ?? '';
      return {
        ...meaning,
        toolChoice: null,
        tools: tools.filter((tool) => tool.name === name),
        system: say(`Answer with a call of the tool ${name}.`),
      };
    }
    default:
      return { ...meaning, toolChoice: null, tools, system };
  }
}

function describe(part: Part): Part {
  if (part.type === 'text' || part.source.type === 'base64') {
    return part.type === 'document' ? text(`(A document, ${part.title ?? 'without a title'}, which cannot be read here.)`) : part;
  }
  if (part.type === 'image')
    return text(`(An image${'url' in part.source ? ` at ${part.source.url}` : ''}, which cannot be shown here.)`);
  const name = part.title ?? 'without a title';
  return text(
    part.source.type === 'text' ? `Document ${name}:\n${part.source.data}` : `(A document, ${name}, which cannot be read here.)`,
  );
}
