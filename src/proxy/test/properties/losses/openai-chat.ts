import { asking, assistant, call, result, text, user, isPart, type Document, type Meaning, type Part } from '../meaning';
import { changeBlocks, changeParts, changeResults, changeTurns, moveBehindResults, wholeText } from './change-blocks';
import type { Loss } from './loss';
import { errorInWords, noCacheMarks, noSearch, noSession, noTopK, oneSystemText } from './shared-losses';

const PDF = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' } as const;
const PNG = { type: 'base64', media_type: 'image/png', data: 'iVBORw0=' } as const;

/** What a Chat Completions request cannot hold, with the habits that OpenAI documents; those of a provider may hold more, or less. */
export const chatLosses: Loss[] = [
  noSession,
  noCacheMarks,
  noTopK,
  noSearch,
  {
    what: 'more than four stop sequences',
    instead: 'the first four: more are refused',
    apply: (meaning) => ({ ...meaning, stopSequences: meaning.stopSequences.slice(0, 4) }),
    example: asking({ stopSequences: ['1', '2', '3', '4', '5'] }),
  },
  {
    what: 'whether and how much to reason',
    instead: 'nothing, unless the provider says how its models are told (`reasoning`): each has a field of its own',
    apply: (meaning) => ({ ...meaning, reasoning: null }),
    example: asking({ reasoning: { mode: 'on', effort: 'high', budgetTokens: null } }),
  },
  {
    what: 'reasoning of earlier turns',
    instead: 'nothing, unless the provider says in which field it wants it back (`reasoningReplay`)',
    apply: (meaning) => changeBlocks(meaning, (block) => (block.type === 'thinking' ? [] : [block])),
    example: asking({
      turns: [user(text('Go.')), assistant({ type: 'thinking', text: 'Hm.', seal: 'c2VhbA==' }, text('Yes.')), user(text('So?'))],
    }),
  },
  oneSystemText,
  {
    what: 'documents of plain text, or by their address',
    instead: 'text, with the title before it',
    apply: (meaning) => changeParts(meaning, (part) => [part.type === 'document' ? describeDocument(part) : part]),
    example: asking({
      turns: [user({ type: 'document', title: 'Notes', source: { type: 'url', url: 'https://files.example/1.pdf' } })],
    }),
  },
  {
    what: 'documents without a title',
    instead: 'the name `document.pdf`: a file must have one',
    apply: (meaning) =>
      changeParts(meaning, (part) => [part.type === 'document' ? { ...part, title: part.title ?? 'document.pdf' } : part]),
    example: asking({ turns: [user({ type: 'document', title: null, source: PDF })] }),
  },
  {
    what: 'images and files in a tool’s result',
    instead: 'a note, and the images in the message of the user that follows: a tool’s message is text (pitfall 37)',
    apply: (meaning) =>
      moveBehindResults(
        meaning,
        ({ type }) => type !== 'text',
        ({ type }) => (type === 'image' ? '(The image follows.)' : '(The file follows.)'),
      ),
    example: asking({ turns: [user(text('Go.')), assistant(call()), user(result({ type: 'image', source: PNG }))] }),
  },
  {
    what: 'the bounds between texts of a result',
    instead: 'one text, line after line',
    apply: (meaning) => changeResults(meaning, (one) => ({ ...one, parts: wholeText(one.parts, '\n') })),
    example: asking({ turns: [user(text('Go.')), assistant(call()), user(result(text('One.'), text('Two.')))] }),
  },
  {
    what: 'a result without anything in it',
    instead: '`(No output.)`: some servers refuse an empty message',
    apply: (meaning) =>
      changeResults(meaning, (one) => ({ ...one, parts: one.parts.length === 0 ? [text('(No output.)')] : one.parts })),
    example: asking({ turns: [user(text('Go.')), assistant(call()), user(result())] }),
  },
  errorInWords,
  {
    what: 'the bounds between texts of a message that holds nothing else',
    instead: 'one text, with empty lines between: every server takes a string',
    apply: joinPlainMessages,
    example: asking({ turns: [user(text('One.'), text('Two.'))] }),
  },
  {
    what: 'the order of the model’s texts and calls, and the bounds between its texts',
    instead: 'one text before all calls: a message has one field for each',
    apply: (meaning) =>
      changeTurns(meaning, (turn) =>
        turn.role === 'assistant'
          ? { ...turn, blocks: [...wholeText(turn.blocks, '\n\n'), ...turn.blocks.filter(({ type }) => type !== 'text')] }
          : turn,
      ),
    example: asking({ turns: [user(text('Go.')), assistant(call(), text('Done.')), user(result(text('x')))] }),
  },
];

function describeDocument(document: Document): Part {
  const { source, title } = document;
  if (source.type === 'base64') return document;
  const name = title === null ? '' : `"${title}"`;
  if (source.type === 'url') return text(`Document ${name} at ${source.url}`);
  return text(name === '' ? source.data : `Document ${name}:\n${source.data}`);
}

function joinPlainMessages(meaning: Meaning): Meaning {
  return changeTurns(meaning, (turn) => {
    const own = turn.blocks.filter(isPart);
    if (turn.role !== 'user' || own.some(({ type }) => type !== 'text')) return turn;
    return { ...turn, blocks: [...turn.blocks.filter((block) => !isPart(block)), ...wholeText(own, '\n\n')] };
  });
}
