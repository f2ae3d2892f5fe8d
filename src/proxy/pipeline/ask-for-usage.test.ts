import { expect, it } from 'vitest';
import { askForUsage, dropStreamOptions, dropUsageRecord } from './ask-for-usage';

const ask = (body: string) => new TextDecoder().decode(askForUsage(new TextEncoder().encode(body)));
const drop = (records: string) => dropUsageRecord(Buffer.from(records)).toString('utf8');

const CONTENT = 'data: {"choices":[{"delta":{"content":"\\"choices\\":[] é"}}],"usage":null}\n\n';
const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":3}}\n\n';
const DONE = 'data: [DONE]\n\n';

it.each([
  ['{ "stream":true }', '{"stream_options":{"include_usage":true}, "stream":true }'],
  ['{"stream_options":null,"a":1}', '{"stream_options":{"include_usage":true},"a":1}'],
  ['{"stream_options": { } }', '{"stream_options": {"include_usage":true } }'],
  ['{"stream_options":{"include_obfuscation": false}}', '{"stream_options":{"include_usage":true,"include_obfuscation": false}}'],
  ['{"stream_options":{"include_usage": false }}', '{"stream_options":{"include_usage": true }}'],
])('asks for usage in %s and changes nothing else', (body, asking) => {
  expect(ask(body)).toBe(asking);
});

it('gives back the very same bytes where the client asks itself', () => {
  const body = new TextEncoder().encode('{"stream_options": {"include_usage": true}}');
  expect(askForUsage(body)).toBe(body);
});

it('takes the question out where it is refused, and changes nothing else', () => {
  const body = '{"stream":true, "stream_options":{"include_usage":true}, "model":"m"}';
  expect(Buffer.from(dropStreamOptions(Buffer.from(body))).toString()).toBe('{"stream":true, "model":"m"}');
});

it('takes out the record that holds only usage, whatever stands around it', () => {
  expect(drop(CONTENT + USAGE + DONE)).toBe(CONTENT + DONE);
  expect(drop(`: a comment\n\n${USAGE}`)).toBe(': a comment\n\n');
  expect(drop('data: {"choices" : [ ],\r\ndata: "usage":{"prompt_tokens":3}}\r\n\r\ndata: [DONE]\r\n\r\n')).toBe(
    'data: [DONE]\r\n\r\n',
  );
});

it.each([
  [
    'usage that comes with the last content',
    'data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3}}\n\n',
  ],
  ['an empty list of choices without usage, as Azure begins', 'data: {"choices":[],"prompt_filter_results":[],"usage":null}\n\n'],
  ['what is no JSON', 'data: {"choices":[],"usage":{\n\n'],
])('leaves %s as it is', (_what, record) => {
  const records = Buffer.from(CONTENT + record + DONE);
  expect(dropUsageRecord(records)).toBe(records);
});
