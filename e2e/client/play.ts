import type { FakeAnswer, FakeBlock } from '../../src/proxy/testing/fake-rules';

export function say(text: string): FakeAnswer {
  return { blocks: [{ type: 'text', text }] };
}

export function think(thinking: string): FakeBlock {
  return { type: 'thinking', thinking };
}

/** A call of one of the client's tools. Ids are unlike in a conversation, since no two calls of it are. */
export function call(name: string, input: object): FakeBlock {
  return { type: 'tool_use', id: `toolu_${name}_${digest(JSON.stringify(input))}`, name, input };
}

/** A call of Bash. */
export function run(command: string): FakeBlock {
  return call('Bash', { command, description: 'Run it' });
}

function digest(text: string): string {
  return [...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_007, 7).toString(36);
}
