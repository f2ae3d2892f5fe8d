import { writeAnswerMark } from './answer-mark.mjs';

/** What the client asks for; the lanes' default routes say what becomes of it. */
export const MODEL = 'claude-sonnet-4-5';

const SESSION = '00000000-0000-4000-8000-000000000000';

/** Where each request's own number stands, so that no two requests are the same. */
const NUMBER_MARK = 'request number 00000000';

/** Text as agents send it: code with quotes and line breaks. */
function makeText(characters, seed) {
  let text = '';
  for (let line = 0; text.length < characters; line += 1) {
    text += `  const value${line} = await read("src/part-${seed}/file-${line}.ts"); // line ${line} is checked\n`;
  }
  return text.slice(0, characters);
}

function makeTool(index) {
  const property = (name) => [name, { type: 'string', description: `The ${name} that the tool works on, as an absolute path.` }];
  return {
    name: `Tool${index}`,
    description: `Does the work of tool ${index}. Use it when a file has to be read, changed or searched, and never without need.`,
    input_schema: {
      type: 'object',
      properties: Object.fromEntries(['file_path', 'pattern', 'replacement'].map(property)),
      required: ['file_path'],
      additionalProperties: false,
    },
  };
}

/** One character beyond Latin-1, as most real requests hold, makes Node keep the whole text at two bytes a character. */
const WIDE = ' — 🤖';

/**
 * A conversation with tools, in the form in which Claude Code sends it. `answer` is { events, pauseMs? }; `wide` puts a
 * character beyond Latin-1 into it; `seed` makes its texts differ from those of other conversations. It begins with one
 * message of the user's.
 */
export function createConversation({ answer, wide = false, tools = 10, seed = 0, model = MODEL, session = SESSION }) {
  const messages = [{ role: 'user', content: [{ type: 'text', text: `Mend the part ${seed}.` }] }];
  const head = {
    system: [
      { type: 'text', text: `You are a coding assistant that works in the folder of its user.${wide ? WIDE : ''}` },
      {
        type: 'text',
        text: `# Environment\n${writeAnswerMark(answer)}\n${makeText(300, 'system')}`,
        cache_control: { type: 'ephemeral' },
      },
    ],
    tools: Array.from({ length: tools }, (_, index) => makeTool(index)),
    metadata: { user_id: JSON.stringify({ device_id: 'bench', account_uuid: '', session_id: session }) },
    max_tokens: 32_000,
    thinking: { type: 'adaptive' },
    stream: true,
  };
  let turns = 0;

  return {
    /** The model's words and its tool call, then the tool's result of so many characters. */
    addTurn(characters) {
      turns += 1;
      const id = `toolu_${seed}_${turns}`;
      messages.push(
        {
          role: 'assistant',
          content: [
            { type: 'text', text: `Step ${turns}: I read the file, then I change it.` },
            { type: 'tool_use', id, name: 'Tool0', input: { file_path: `/src/part-${seed}/file-${turns}.ts` } },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: id, content: makeText(characters, `${seed}-${turns}`) }],
        },
      );
    },
    /** More words of the user's, after what the last message holds. */
    addWords(text) {
      messages.at(-1).content.push({ type: 'text', text });
    },
    /** The request's body as JSON text, with a cache mark on its last block, which wanders with every turn. */
    toJson() {
      const last = messages.at(-1);
      const marked = last.content.with(-1, { ...last.content.at(-1), cache_control: { type: 'ephemeral' } });
      return JSON.stringify({ model, messages: messages.with(-1, { ...last, content: marked }), ...head });
    },
  };
}

/** Characters of a tool's result, about as long as a page of a file. */
const RESULT_CHARACTERS = 3_000;

/** A request body of exactly so many KB (1,024 bytes), as text. */
export function makeBody(kilobytes, options) {
  const conversation = createConversation({ ...options, tools: Math.min(10, Math.floor(kilobytes / 2)) });
  const missing = () => kilobytes * 1024 - Buffer.byteLength(conversation.toJson());
  const before = missing();
  if (before > 2 * RESULT_CHARACTERS) {
    conversation.addTurn(RESULT_CHARACTERS);
    // Later turns are a little larger, since their numbers grow; what is left is filled with words.
    const turnSize = before - missing() + 10;
    for (let left = missing() - 1_000; left > turnSize; left -= turnSize) conversation.addTurn(RESULT_CHARACTERS);
  }
  conversation.addWords(`This is ${NUMBER_MARK}.`);
  const padding = Math.max(0, missing());
  return conversation.toJson().replace(NUMBER_MARK, `${NUMBER_MARK}${' and more'.repeat(padding).slice(0, padding)}`);
}

/** Makes bodies that are alike but for a number in the user's words, as a client never sends the very same twice. */
export function createBodySeries(text) {
  const template = Buffer.from(text);
  const at = template.indexOf(NUMBER_MARK) + NUMBER_MARK.length - 8;
  let number = 0;
  return () => {
    const body = Buffer.from(template);
    body.write(String((number += 1)).padStart(8, '0'), at, 'latin1');
    return body;
  };
}
