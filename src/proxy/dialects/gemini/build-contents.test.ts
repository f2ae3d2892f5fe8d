import { describe, expect, it } from 'vitest';
import type { CanonicalMessage, ContentBlock } from '../../canonical/request';
import { buildContents } from './build-contents';

const build = (messages: CanonicalMessage[], imagesInToolResults = true) => buildContents(messages, { imagesInToolResults });

const PIXEL = { type: 'base64' as const, media_type: 'image/png', data: 'iVBORw0KGgo=' };
const call = (id: string, name = 'Read', input: unknown = { path: id }): ContentBlock => ({ type: 'tool_use', id, name, input });
const result = (id: string, content: string | ContentBlock[]): ContentBlock => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
});
const state = (value: Record<string, unknown>, thinking = ''): ContentBlock => ({ type: 'thinking', thinking, state: value });
const assistant = (...content: ContentBlock[]): CanonicalMessage => ({ role: 'assistant', content });
const user = (...content: ContentBlock[]): CanonicalMessage => ({ role: 'user', content });

describe('what the user says', () => {
  it('joins turns of the same speaker', () => {
    expect(build([user({ type: 'text', text: 'a' }), { role: 'user', content: 'b' }])).toEqual([
      { role: 'user', parts: [{ text: 'a' }, { text: 'b' }] },
    ]);
  });

  it('sends images and files inline or by their address, and plain documents as text', () => {
    const blocks: ContentBlock[] = [
      { type: 'image', source: PIXEL },
      { type: 'image', source: { type: 'url', url: 'https://example.org/a/photo.JPG?size=2' } },
      { type: 'image', source: { type: 'url', url: 'https://example.org/picture' } },
      { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERg==' } },
      { type: 'document', title: 'Notes', source: { type: 'text', media_type: 'text/plain', data: 'all of it' } },
    ];
    expect(build([user(...blocks)])).toEqual([
      {
        role: 'user',
        parts: [
          { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } },
          { fileData: { fileUri: 'https://example.org/a/photo.JPG?size=2', mimeType: 'image/jpeg' } },
          { fileData: { fileUri: 'https://example.org/picture' } },
          { inlineData: { mimeType: 'application/pdf', data: 'JVBERg==' } },
          { text: 'Notes\n\nall of it' },
        ],
      },
    ]);
  });

  it('never sends an empty part or an empty content', () => {
    const empty = user({ type: 'document', source: { type: 'text', media_type: 'text/plain', data: '' } });
    expect(build([empty, assistant(state({}))])).toEqual([]);
  });
});

describe('results of calls', () => {
  const asked = assistant(call('c1'), call('c2', 'Bash', {}));

  it('repeat the name and the id of their call, as an object, whether they went well or not', () => {
    const failed: ContentBlock = { type: 'tool_result', tool_use_id: 'c2', content: 'no such file', is_error: true };
    expect(build([asked, user(result('c1', 'text'), failed)]).at(-1)).toEqual({
      role: 'user',
      parts: [
        { functionResponse: { id: 'c1', name: 'Read', response: { output: 'text' } } },
        { functionResponse: { id: 'c2', name: 'Bash', response: { error: 'no such file' } } },
      ],
    });
  });

  // deepnoodle-ai/dive#287: "Requests ending with a model turn are not supported" when anything stands behind them.
  it('stay in a content of their own when the user says more', () => {
    const contents = build([
      asked,
      user(result('c1', 'a'), result('c2', 'b'), { type: 'text', text: 'go on' }),
      user({ type: 'text', text: 'now' }),
    ]);
    expect(contents.slice(1)).toMatchObject([
      { role: 'user', parts: [{ functionResponse: { id: 'c1' } }, { functionResponse: { id: 'c2' } }] },
      { role: 'user', parts: [{ text: 'go on' }, { text: 'now' }] },
    ]);
  });

  it('hold their images where the model takes them there (pitfall 37)', () => {
    const [, answered, ...rest] = build([
      asked,
      user(
        result('c1', [
          { type: 'text', text: 'see' },
          { type: 'image', source: PIXEL },
        ]),
        result('c2', ''),
      ),
    ]);
    expect(rest).toEqual([]);
    expect(answered?.parts[0]).toEqual({
      functionResponse: {
        id: 'c1',
        name: 'Read',
        response: { output: 'see' },
        parts: [{ inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }],
      },
    });
  });

  it('are followed by their images where it does not, or where the image is an address (pitfall 37)', () => {
    const image: ContentBlock = { type: 'image', source: PIXEL };
    const address: ContentBlock = { type: 'image', source: { type: 'url', url: 'https://example.org/a.png' } };
    expect(build([asked, user(result('c1', [image]), result('c2', ''))], false).slice(1)).toMatchObject([
      { parts: [{ functionResponse: { response: { output: '(The image follows.)' } } }, { functionResponse: { id: 'c2' } }] },
      { parts: [{ inlineData: { mimeType: 'image/png' } }] },
    ]);
    expect(build([asked, user(result('c1', [address]), result('c2', ''))]).at(-1)?.parts).toEqual([
      { fileData: { fileUri: 'https://example.org/a.png', mimeType: 'image/png' } },
    ]);
  });

  it('tell loaded tools and unknown blocks in words', () => {
    const blocks: ContentBlock[] = [
      { type: 'tool_reference', tool_name: 'WebFetch' },
      { type: 'search_result', source: 'x' },
    ];
    expect(build([asked, user(result('c1', blocks), result('c2', ''))])[1]?.parts[0]).toMatchObject({
      functionResponse: { response: { output: 'Tool loaded: WebFetch\n{"type":"search_result","source":"x"}' } },
    });
  });
});

describe('what the model said', () => {
  const parts = (...blocks: ContentBlock[]) => build([assistant(...blocks)])[0]?.parts;

  it('has the signature on the first of parallel calls only, as it came (pitfall 17)', () => {
    expect(parts(state({ calls: { c1: 'SIG1' } }, 'thoughts'), call('c1'), call('c2'))).toEqual([
      { functionCall: { id: 'c1', name: 'Read', args: { path: 'c1' } }, thoughtSignature: 'SIG1' },
      { functionCall: { id: 'c2', name: 'Read', args: { path: 'c2' } } },
    ]);
  });

  it('has a signature on each of sequential calls (pitfall 17)', () => {
    const turns = [
      assistant(state({ calls: { c1: 'SIG1' } }), call('c1')),
      user(result('c1', 'x')),
      assistant(state({ calls: { c2: 'SIG2' } }), call('c2')),
    ];
    const signatures = build(turns).flatMap((content) => content.parts.map((part) => part.thoughtSignature));
    expect(signatures).toEqual(['SIG1', undefined, 'SIG2']);
  });

  it('gets the stand-in where another model made the calls, on the first one only (pitfall 17)', () => {
    expect(parts({ type: 'text', text: 'let me see' }, call('c1'), call('c2'))).toMatchObject([
      { text: 'let me see' },
      { functionCall: { id: 'c1' }, thoughtSignature: 'skip_thought_signature_validator' },
      { functionCall: { id: 'c2' } },
    ]);
    expect(parts(call('c1'), call('c2'))?.[1]).not.toHaveProperty('thoughtSignature');
  });

  it('never has the stand-in beside a real signature (pitfall 21)', () => {
    const built = parts(state({ calls: { c2: 'SIG2' } }), call('c1'), call('c2'));
    expect(built?.map((part) => part.thoughtSignature)).toEqual([undefined, 'SIG2']);
  });

  it('has the signature of its text on the text, whether it came before or behind it', () => {
    const text: ContentBlock = { type: 'text', text: 'let me see' };
    const signed = { text: 'let me see', thoughtSignature: 'TEXT' };
    expect(parts(state({ text: 'TEXT' }, 'thoughts'), text)).toEqual([signed]);
    expect(parts(text, state({ text: 'TEXT', calls: { c1: 'SIG1' } }), call('c1'))?.[0]).toEqual(signed);
  });

  it('leaves out thoughts that have no signature, and keeps signed ones', () => {
    expect(parts(state({}, 'summary'), { type: 'text', text: 'hi' })).toEqual([{ text: 'hi' }]);
    expect(parts(state({ thought: 'T' }, 'summary'), { type: 'text', text: 'hi' })).toEqual([
      { text: 'summary', thought: true, thoughtSignature: 'T' },
      { text: 'hi' },
    ]);
  });

  it("gives Google's own searches back as they came", () => {
    const server = [
      { toolCall: { id: 's1', toolType: 'GOOGLE_SEARCH_WEB', args: { queries: ['q'] } }, thoughtSignature: 'A' },
      { toolResponse: { id: 's1', toolType: 'GOOGLE_SEARCH_WEB', response: {} }, thoughtSignature: 'B' },
    ];
    expect(parts(state({ server, calls: { c1: 'C' } }), call('c1'))?.slice(0, 2)).toEqual(server);
  });

  it('survives a state that is damaged', () => {
    const damaged = { calls: ['x'], text: 5, thought: null, server: 'none' };
    expect(parts(state(damaged), call('c1'))).toMatchObject([{ functionCall: { id: 'c1' } }]);
  });

  it('wraps arguments that are no object', () => {
    expect(parts(call('c1', 'Read', 'raw text'), call('c2', 'Read', null))).toMatchObject([
      { functionCall: { args: { input: 'raw text' } } },
      { functionCall: { args: {} } },
    ]);
  });
});
