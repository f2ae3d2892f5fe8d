import fc from 'fast-check';
import { Effort } from '../../../shared/model/quirks';
import type { Block, Meaning, Part, Turn } from './meaning';

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 }).filter((text) => text.trim() !== '');
const text = word.map((words) => ({ type: 'text' as const, text: words }));
const base64 = fc.base64String({ minLength: 4, maxLength: 16 });
const address = (end: string) =>
  fc.nat(99).map((number) => ({ type: 'url' as const, url: `https://files.example/${number}.${end}` }));
const bytes = (mediaType: string) => base64.map((data) => ({ type: 'base64' as const, media_type: mediaType, data }));

const image = fc
  .oneof(bytes('image/png'), bytes('image/jpeg'), address('png'))
  .map((source) => ({ type: 'image' as const, source }));
const textFile = word.map((data) => ({ type: 'text' as const, media_type: 'text/plain', data }));
const document = fc.record({
  type: fc.constant('document' as const),
  source: fc.oneof(bytes('application/pdf'), address('pdf'), textFile),
  title: fc.option(word),
});
const part: fc.Arbitrary<Part> = fc.oneof({ arbitrary: text, weight: 3 }, image, document);

/** Names as clients have them: of MCP servers up to 128 characters long, some with characters that few upstreams take. */
const toolName = fc.oneof(
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,20}$/),
  fc.stringMatching(/^mcp__[a-z]{30}__[a-z]{50}$/),
  fc.stringMatching(/^[a-z]{3}[.: é][a-z]{3}$/),
);

/** As JSON carries it, which knows no -0. */
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const field = fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== '__proto__');
const schema = fc
  .record({ names: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 3 }), closed: fc.boolean(), least: fc.nat(9) })
  .map(({ names, closed, least }) => ({
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string', ...(least > 5 && { minLength: least }) }])),
    required: names,
    ...(closed && { additionalProperties: false }),
  }));

const call = fc.record({
  type: fc.constant('call' as const),
  name: toolName,
  // Most are objects; what a model made of them that is no JSON stays the text that it wrote.
  input: fc.oneof(
    { arbitrary: fc.dictionary(field, json, { maxKeys: 3, noNullPrototype: true }), weight: 6 },
    fc.constant('{"cut off": "in the mid'),
  ),
});
const thinking = fc.record({
  type: fc.constant('thinking' as const),
  text: fc.oneof({ arbitrary: word, weight: 3 }, fc.constant('')),
  seal: base64,
});
const result = fc.record({
  type: fc.constant('result' as const),
  parts: fc.array(part, { maxLength: 3 }),
  failed: fc.boolean(),
});
const words = fc
  .array(word, { maxLength: 2 })
  .map((list) => list.map((one): Turn => ({ role: 'system', blocks: [{ type: 'text', text: one }] })));

/** What was said in one exchange of the conversation: the user's words, the model's, and instructions between them. */
const round = fc.record({
  said: fc.array(part, { minLength: 1, maxLength: 3 }),
  /** Beside the results of calls there need not be any words. */
  isSilent: fc.boolean(),
  instructions: words,
  thought: fc.option(thinking, { freq: 2 }),
  answer: fc.array(fc.oneof(text, call), { minLength: 1, maxLength: 4 }),
  results: fc.array(result, { minLength: 4, maxLength: 4 }),
  afterwards: words,
});

const turns = fc.array(round, { minLength: 1, maxLength: 4 }).map((rounds) => {
  const built: Turn[] = [];
  let results: Block[] = [];
  for (const [place, { said, isSilent, instructions, thought, answer, results: due, afterwards }] of rounds.entries()) {
    const own = results.length > 0 && isSilent ? [] : said;
    built.push({ role: 'user', blocks: [...results, ...own] }, ...instructions);
    // The user has the last word.
    if (place === rounds.length - 1) break;
    built.push({ role: 'assistant', blocks: [...(thought ? [thought] : []), ...answer] });
    results = due.slice(0, answer.filter(({ type }) => type === 'call').length);
    // Between a call and its result nothing stands.
    if (results.length === 0) built.push(...afterwards);
  }
  return built;
});

const tools = fc.uniqueArray(fc.record({ name: toolName, description: fc.option(word), schema }), {
  maxLength: 3,
  selector: ({ name }) => name,
});
const domains = fc.uniqueArray(fc.constantFrom('a.example', 'b.example', 'c.example'), { maxLength: 2 });
const search = fc.record({
  maxUses: fc.option(fc.integer({ min: 1, max: 9 })),
  allowedDomains: domains,
  blockedDomains: domains,
});
const reasoning = fc.oneof(
  fc.constant({ mode: 'off' as const, effort: null, budgetTokens: null }),
  fc.record({
    mode: fc.constant('on' as const),
    effort: fc.option(fc.constantFrom(...Effort.options)),
    budgetTokens: fc.option(fc.integer({ min: 1024, max: 40_000 })),
  }),
);
const output = fc.oneof(
  fc.constant({ kind: 'json-object' as const }),
  fc.record({ kind: fc.constant('json-schema' as const), name: fc.stringMatching(/^[a-z]{1,9}$/), schema }),
);

/** Every valid request that the canonical form can hold, as what it means. */
export const arbitraryMeaning: fc.Arbitrary<Meaning> = fc
  .record({
    system: fc.array(fc.record({ text: word, mark: fc.boolean() }), { maxLength: 3 }),
    turns,
    tools,
    search: fc.option(search, { freq: 4 }),
    choice: fc.constantFrom(null, 'auto' as const, 'any' as const, 'tool' as const, 'none' as const),
    serial: fc.boolean(),
    maxTokens: fc.option(fc.integer({ min: 1, max: 100_000 })),
    temperature: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
    topP: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    topK: fc.option(fc.integer({ min: 1, max: 100 })),
    stopSequences: fc.array(fc.oneof(word, fc.constant('\n\n')), { maxLength: 6 }),
    output: fc.option(output),
    reasoning: fc.option(reasoning),
    sessionId: fc.option(fc.uuid()),
    stream: fc.boolean(),
  })
  .map(({ choice, serial, ...meaning }) => {
    const [first] = meaning.tools;
    // A choice wants tools to choose from; of no calls at all, none are at the same time.
    const type = first === undefined ? null : choice;
    return {
      ...meaning,
      toolChoice: type && { type, ...(type === 'tool' && { name: first?.name ?? '' }) },
      serial: serial && type !== null && type !== 'none',
    };
  });
