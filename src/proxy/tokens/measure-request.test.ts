import { describe, expect, it } from 'vitest';
import type { ContentBlock } from '../canonical/request';
import { collectTexts } from './collect-texts';
import { measureRequest } from './measure-request';
import type { CountedRequest } from './walk-request';

const say = (...content: ContentBlock[]): CountedRequest => ({
  system: [],
  messages: [{ role: 'user', content }],
  tools: [],
  output: null,
});

const IMAGE: ContentBlock = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'A'.repeat(200_000) } };
const PDF: ContentBlock = {
  type: 'document',
  source: { type: 'base64', media_type: 'application/pdf', data: 'A'.repeat(200_000) },
};

describe('measureRequest', () => {
  it('sums the text of system, messages, tools and output schema', () => {
    const request: CountedRequest = {
      system: [{ type: 'text', text: 'ab' }],
      messages: [
        { role: 'user', content: 'cde' },
        { role: 'assistant', content: [{ type: 'thinking', thinking: 'fghi', signature: 'never counted' }] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'never counted', name: 'read', input: { path: 'x' } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'jklmn' }] }] },
      ],
      tools: [{ name: 'read', description: 'reads', input_schema: { type: 'object' } }],
      output: { kind: 'json-schema', name: 'answer', schema: { a: 1 } },
    };
    const texts = ['ab', 'cde', 'fghi', 'read', '{"path":"x"}', 'jklmn', 'read', 'reads', '{"type":"object"}', '{"a":1}'];
    expect(measureRequest(request)).toEqual({ characters: texts.join('').length, mediaTokens: 0 });
    expect(collectTexts(request).sort()).toEqual(texts.sort());
  });

  it('takes images and PDFs at flat figures, also within a tool result, and never as text', () => {
    const request = say(IMAGE, { type: 'tool_result', tool_use_id: 't', content: [IMAGE, PDF] });
    expect(measureRequest(request)).toEqual({ characters: 0, mediaTokens: 2 * 1_590 + 11_520 });
    expect(collectTexts(request)).toEqual([]);
  });

  it('counts a document of text as text', () => {
    const source = { type: 'text', media_type: 'text/plain', data: 'abc' } as const;
    const blocks = { type: 'content', content: [{ type: 'text', text: 'fg' }] };
    const request = say({ type: 'document', source, title: 'de' }, { type: 'document', source: blocks });
    expect(measureRequest(request)).toEqual({ characters: 7, mediaTokens: 0 });
  });

  it('counts what it can read of blocks that it does not know', () => {
    const request = say(
      { type: 'redacted_thinking', data: 'encrypted' },
      { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'q' } },
      {
        type: 'web_search_tool_result',
        tool_use_id: 's',
        content: [{ type: 'web_search_result', url: 'https://a.example', title: 'A page', encrypted_content: 'encrypted' }],
      },
      { type: 'search_result', source: 'https://a.example', title: 'B', content: [{ type: 'text', text: 'found' }] },
    );
    expect(collectTexts(request).sort()).toEqual(['A page', 'B', 'found', 'web_search', '{"query":"q"}'].sort());
  });

  it('is not upset by blocks that nest deeper than calls can', () => {
    let block: ContentBlock = { type: 'text', text: 'deep' };
    for (let depth = 0; depth < 100_000; depth++) block = { type: 'tool_result', tool_use_id: 't', content: [block] };
    expect(measureRequest(say(block)).characters).toBe(4);
  });
});
