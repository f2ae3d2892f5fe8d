import { expect, it } from 'vitest';
import { createStreamNormaliser, type NormaliserOptions } from './normalise-stream';
import type { UpstreamEvent } from './response';

const OPTIONS: NormaliserOptions = {
  seal: (state) => JSON.stringify(state),
  names: { toClient: (name) => name.toUpperCase() },
};

/** The blocks as a short text: `text(ab) tool:Read({}) stop=tool_use`; throws when two blocks are open at once. */
function run(events: UpstreamEvent[]): string {
  const normaliser = createStreamNormaliser(OPTIONS);
  const out = [...events.flatMap((event) => normaliser.push(event)), ...normaliser.finish()];
  const parts: string[] = [];
  let open = -1;
  for (const event of out) {
    if (event.type === 'block-start') {
      if (open !== -1 || event.index !== parts.length) throw new Error('two blocks are open');
      open = event.index;
      parts.push(`${event.block.type === 'tool_use' ? `tool:${event.block.name}` : event.block.type}(`);
    } else if (event.type === 'block-delta') {
      if (event.index !== open) throw new Error('a delta for a block that is not open');
      parts[open] += event.text;
    } else if (event.type === 'block-stop') {
      parts[open] += ')';
      open = -1;
    } else if (event.type === 'block-signature') {
      parts[open] += `|${event.signature}`;
    } else parts.push(`stop=${event.reason}`);
  }
  return parts.join(' ');
}

const text = (value: string): UpstreamEvent => ({ type: 'text', text: value });
const thinking = (value: string): UpstreamEvent => ({ type: 'thinking', text: value });
const start = (key: string, name = key): UpstreamEvent => ({ type: 'tool-start', key, id: `id-${key}`, name });
const args = (key: string, json: string): UpstreamEvent => ({ type: 'tool-arguments', key, json });
const stop = (reason: 'end_turn' | 'max_tokens' | 'tool_use'): UpstreamEvent => ({ type: 'stop', reason });

it('opens no block for empty pieces (pitfall 11)', () => {
  expect(run([text(''), thinking(''), text('a'), text('b'), stop('end_turn')])).toBe('text(ab) stop=end_turn');
});

it('makes no block of white space before a call, and keeps it before text (pitfall 11)', () => {
  expect(run([text('\n'), text('\n'), start('A'), args('A', '{}')])).toBe('tool:A({}) stop=tool_use');
  expect(run([text('\n'), text(' a'), text('\n')])).toBe('text(\n a\n) stop=end_turn');
});

it('closes thinking before text and text before a tool (pitfalls 12 and 13)', () => {
  expect(run([thinking('t'), text('a'), start('A'), args('A', '{}')])).toBe('thinking(t|{}) text(a) tool:A({}) stop=tool_use');
});

it('drops reasoning that comes after text instead of cutting the text up (pitfall 14)', () => {
  expect(run([thinking('1'), text('a'), thinking('2'), text('b')])).toBe('thinking(1|{}) text(ab) stop=end_turn');
});

it('keeps calls apart whose pieces interleave (pitfall 7)', () => {
  const events = [
    start('A'),
    start('B'),
    args('A', '{"x"'),
    args('B', '{"y":'),
    args('A', ':1}'),
    args('B', '2}'),
    stop('tool_use'),
  ];
  expect(run(events)).toBe('tool:A({"x":1}) tool:B({"y":2}) stop=tool_use');
});

it('lets a call out as soon as the one before is whole', () => {
  const normaliser = createStreamNormaliser(OPTIONS);
  normaliser.push(start('A'));
  normaliser.push(args('A', '{}'));
  expect(normaliser.push(start('B')).map(({ type }) => type)).toEqual(['block-stop', 'block-start']);
});

it('keeps a call without arguments', () => {
  expect(run([start('A'), start('B'), args('B', '{}')])).toBe('tool:A() tool:B({}) stop=tool_use');
});

it('says tool_use whenever a tool was called, but for a message that ran out of tokens (pitfall 10)', () => {
  expect(run([start('A'), args('A', '{}'), stop('end_turn')])).toContain('stop=tool_use');
  expect(run([start('A'), args('A', '{"half'), stop('max_tokens')])).toBe('tool:A({"half) stop=max_tokens');
});

it('takes more arguments for a finished call as a fault of the upstream, never as another call', () => {
  expect(() => run([start('A'), args('A', '{}'), start('B'), args('A', '{"again":1}')])).toThrow('already complete');
});

it('ends an answer of nothing at all', () => {
  expect(run([stop('end_turn')])).toBe('stop=end_turn');
});

const state = (value: Record<string, unknown>): UpstreamEvent => ({ type: 'reasoning-state', state: value });

it('signs thinking right before its stop, with all the state that came by then', () => {
  const events = [thinking('a'), state({ id: 'x', list: [1] }), thinking('b'), state({ list: [2] }), text('c')];
  expect(run(events)).toBe('thinking(ab|{"id":"x","list":[1,2]}) text(c) stop=end_turn');
});

it('gives state that comes without thinking an empty block, before the call that it belongs to (pitfall 17)', () => {
  expect(run([text('a'), state({ s: 1 }), start('A'), args('A', '{}')])).toBe(
    'text(a) thinking(|{"s":1}) tool:A({}) stop=tool_use',
  );
});

it('lets no thinking follow the last text, and keeps state that is all there is', () => {
  expect(run([text('a'), state({ s: 1 }), stop('end_turn')])).toBe('text(a) stop=end_turn');
  expect(run([state({ s: 1 }), stop('end_turn')])).toBe('thinking(|{"s":1}) stop=end_turn');
});

it('lets a web search out whole, between the texts', () => {
  const search = { id: 's1', query: 'q', results: [], errorCode: null };
  expect(run([text('a'), { type: 'web-search', search }, text('b')])).toBe('text(a) web_search() text(b) stop=end_turn');
});

it("gives tools their client's names back", () => {
  expect(run([start('x', 'read')])).toBe('tool:READ() stop=tool_use');
});

it('tells which stop sequence it was', () => {
  const normaliser = createStreamNormaliser(OPTIONS);
  normaliser.push({ type: 'stop', reason: 'stop_sequence', sequence: 'END' });
  expect(normaliser.finish()).toEqual([{ type: 'finish', reason: 'stop_sequence', sequence: 'END' }]);
});
