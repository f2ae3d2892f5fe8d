import { expect, it } from 'vitest';
import { spliceModel } from './splice-model';

const splice = (body: string, model = 'new') => new TextDecoder().decode(spliceModel(new TextEncoder().encode(body), model));

it('changes the model and nothing else', () => {
  expect(splice('{"model":"old","messages":[]}')).toBe('{"model":"new","messages":[]}');
  expect(splice('{\n\t"messages" : [ ] ,\r\n "model"\n:\n"o\\"ld" }')).toBe('{\n\t"messages" : [ ] ,\r\n "model"\n:\n"new" }');
});

it('leaves fields of that name alone where they are nested, or stand in a text', () => {
  const body = '{"a":{"model":"x"},"b":["model","x"],"c":"\\"model\\":\\"x\\"","model":"old"}';
  expect(splice(body)).toBe(body.replace('"old"', '"new"'));
});

it('takes the last of two, as JSON.parse does, and knows an escaped name', () => {
  expect(splice('{"model":"a","model":"b"}')).toBe('{"model":"a","model":"new"}');
  expect(splice('{"mod\\u0065l":"a"}')).toBe('{"mod\\u0065l":"new"}');
});

it('adds the field where it is missing', () => {
  expect(splice('{"messages":[]}')).toBe('{"model":"new","messages":[]}');
  expect(splice(' { } ')).toBe(' {"model":"new" } ');
});

it('gives back the very same bytes when the model is right already', () => {
  const body = new TextEncoder().encode('{"model":"new"}');
  expect(spliceModel(body, 'new')).toBe(body);
});

it('writes any model id as valid JSON', () => {
  expect(JSON.parse(splice('{"model":"old"}', 'openai/gpt "é" \n'))).toEqual({ model: 'openai/gpt "é" \n' });
});
