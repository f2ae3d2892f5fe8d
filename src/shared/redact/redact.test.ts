import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretSearch } from './find-secrets';
import { redactSentence } from './redact-sentence';
import { applySpans, mergeSpans } from './spans';

const SECRET = 'key-of-work+A/b=="9x';
const search = createSecretSearch([SECRET, 'ollama']);
const redact = (text: string) => redactSentence(text, search);

function redactStream(stream: string, find = search) {
  return applySpans(stream, mergeSpans(find(stream, true)));
}

/** A stream that sends a text in these pieces. */
function streamOf(pieces: readonly string[]): string {
  return pieces
    .map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }))
    .map((event) => `event: content_block_delta\ndata: ${JSON.stringify(event)}\n\n`)
    .join('');
}

/** What a client makes of it. */
function readStream(stream: string): string {
  return stream
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => (JSON.parse(line.slice(6)) as { delta: { text: string } }).delta.text)
    .join('');
}

describe('a secret whose value is known', () => {
  it.each([
    ['as it is', SECRET],
    ['in JSON', JSON.stringify({ said: `it is ${SECRET}` })],
    ['in JSON within JSON', JSON.stringify({ arguments: JSON.stringify({ said: SECRET }) })],
    ['in an address', `https://example.test/?k=${encodeURIComponent(SECRET)}`],
    ['with signs escaped as Go and .NET do', SECRET.replace('+', '\\u002B').replaceAll('=', '\\u003d').replace('"', '\\"')],
  ])('is found %s', (_form, text) => {
    const redacted = redact(text);
    expect(redacted).toContain('[redacted');
    expect(redacted).not.toContain('A/b');
    expect(redacted).not.toContain('A%2Fb');
    expect(redacted).not.toContain('9x');
  });

  it('is found where the text breaks off in its middle', () => {
    expect(redact(`The key is ${SECRET.slice(0, 12)}`)).toBe('The key is [redacted key]');
  });

  it('is no secret when it is a word that everybody writes', () => {
    expect(redact('ask ollama')).toBe('ask ollama');
  });
});

describe('what looks like a secret', () => {
  it.each([
    ['sk-ant-api03-Zm9vYmFyYmF6cXV4MTIz-AA', 'an Anthropic key'],
    ['sk-proj-abcDEF123456abcDEF123456', 'an OpenAI key'],
    ['sk-or-v1-0123456789abcdef0123456789abcdef', 'an OpenRouter key'],
    [`AIza${'Sy0aB'.repeat(7)}`, 'a Google key'],
    ['gsk_0123456789abcdefABCDEF0123', 'a Groq key'],
    ['xai-0123456789abcdefABCDEF0123', 'an xAI key'],
    ['ghp_0123456789abcdefABCDEF0123456789abcd', 'a GitHub token'],
    ['github_pat_11ABCDEFG0abcdefghijkl_mnop', 'a GitHub token with scopes'],
    ['AKIAIOSFODNN7EXAMPLE', 'an AWS key'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP', 'a JWT'],
    ['xoxb-123456789012-abcdefghij', 'a Slack token'],
    ['sy-0123456789abcdefghijABCDEFGHIJ_-', "Switchyard's own token"],
  ])('%s is taken out: %s', (secret) => {
    for (const text of [
      `it is ${secret}.`,
      JSON.stringify({ text: `line\n${secret}\n` }),
      JSON.stringify(JSON.stringify([secret])),
    ])
      expect(redact(text)).not.toContain(secret.slice(6, 18));
  });

  it.each([
    ['Authorization: Bearer abcdef.0123-456789', 'abcdef.0123'],
    ['{"headers":{"x-api-key":"hunter2hunter2"}}', 'hunter2'],
    ['{"password":"a \\" quote and 3 words"}', '3 words'],
    [JSON.stringify({ arguments: '{"api_key": "p\\"q-secret", "n": 1}' }), 'q-secret'],
    ['OPENAI_API_KEY=abcdefg-1\\nNEXT=2', 'abcdefg-1'],
    ["const password = 'correct horse';", 'correct horse'],
    ['postgres://me:pa55word@db.test/x', 'pa55word'],
    ['https://host.test/v1?key=abcdef123456&alt=sse', 'abcdef123456'],
    ['Cookie: session=abc123; theme=dark', 'abc123'],
    ['Basic dXNlcjpwYXNzd29yZDEyMw==', 'dXNlcjpw'],
    [`-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nabc+/12=\n-----END RSA PRIVATE KEY-----`, 'MIIEpA'],
    [JSON.stringify('-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----'), 'MIIEvQ'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk', 'b3Blbn'],
  ])('%s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('[redacted');
  });

  it.each([
    'The risk-assessment-of-long-words is done.',
    'Basic understanding of bearer authentication',
    '{"max_tokens":4096,"usage":{"input_tokens":12}}',
    '{"token":"hello","logprob":-0.1}',
    'export API_KEY=$OPENAI_API_KEY',
    '{"api_key":"${OPENAI_API_KEY}"}',
    'authorization: required',
    'see https://example.test:8080/path@2x',
  ])('%s is left as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('ends soon on a text that is made to hold it up', () => {
    for (const part of [
      'sk-',
      'secret',
      'KEY=',
      'eyJ',
      '://',
      '-----BEGIN PRIVATE KEY-----',
      'api_key: "',
      '\\',
      'A',
      'cookie:',
    ]) {
      const text = part.repeat(Math.ceil(300_000 / part.length));
      expect(redact(text).length).toBeGreaterThan(0);
    }
  }, 20_000);
});

describe("the user's patterns", () => {
  it('are looked for in streams put together, too', () => {
    const find = createSecretSearch([], (text) =>
      [...text.matchAll(/customer-\d+/g)].map(({ 0: match, index }) => ({ from: index, to: index + match.length })),
    );
    const { text } = redactStream(streamOf(['customer', '-12', '34 asked']), find);
    expect(readStream(text)).toBe('[redacted] asked');
  });
});

describe('a secret that comes in pieces', () => {
  it('leaves one label where it began', () => {
    const { text, count } = redactStream(streamOf(['It is sk-an', 't-api03-', 'Zm9vYmFy', 'YmF6cXV4MTIz. "Bye"']));
    expect(readStream(text)).toBe('It is [redacted key]. "Bye"');
    expect(count).toBe(1);
  });

  it('is found in the pieces of its own block only, in every dialect', () => {
    const tools = ['key-of-w', 'ork+A/b==\\"9x'].map((part) => ({
      choices: [{ index: 0, delta: { tool_calls: [{ index: 1, function: { arguments: part } }] } }],
    }));
    const stream = tools.map((event) => `data: ${JSON.stringify(event)}\n\n`);
    const between = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'words' } }] })}\n\n`;
    const { text } = redactStream([stream[0], between, stream[1]].join(''));
    expect(text).not.toMatch(/key-of-w|9x/);
    expect(text).toContain('words');
    const lines = ['key-of-work+', 'A/b=="9x'].map((content) => JSON.stringify({ message: { role: 'assistant', content } }));
    expect(redactStream(`${lines.join('\n')}\n`).text).not.toMatch(/key-of-w|9x/);
  });

  it('never survives, wherever it stands and however it is cut', () => {
    const secrets = ['key-of-work+A/b=="9x', 'sk-ant-api03-Zm9vYmFyYmF6cXV4MTIz-AA', 'ghp_0123456789abcdefABCDEF0123456789abcd'];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom(...secrets)), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }),
        (parts, sizes) => {
          const whole = parts.map(([before, secret]) => `${before} ${secret} `).join('');
          const characters = [...whole];
          const pieces: string[] = [];
          for (let turn = 0; characters.length > 0; turn += 1)
            pieces.push(characters.splice(0, sizes[turn % sizes.length]).join(''));
          const streamed = readStream(redactStream(streamOf(pieces)).text);
          const plain = JSON.parse(redact(JSON.stringify([whole]))) as string[];
          for (const [, secret] of parts) {
            expect(streamed).not.toContain(secret);
            expect(plain[0]).not.toContain(secret);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('spans', () => {
  it('that overlap become one, and are counted as one', () => {
    const spans = [
      { from: 2, to: 5, label: '[a]', secret: true },
      { from: 4, to: 8, label: '[b]', secret: true },
    ];
    expect(applySpans('0123456789', mergeSpans(spans))).toEqual({ text: '01[a]89', count: 1 });
  });

  it('that lie across a cut are replaced all the same', () => {
    const spans = [{ from: 2, to: 8, label: '[a]', secret: true }];
    expect(applySpans('0123456789', spans, 0, 5).text).toBe('01[a]');
    expect(applySpans('0123456789', spans, 5).text).toBe('[a]89');
  });
});
