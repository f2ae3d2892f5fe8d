import type { ConfigFile } from '../../shared/config/config-schema';
import type { FakeUpstream } from '../testing/fake-upstream';

/** A small Messages request, with whatever a test adds. */
export function messagesRequest(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    model: 'claude-sonnet-5-5',
    max_tokens: 1024,
    stream: true,
    messages: [{ role: 'user', content: 'Say hello.' }],
    ...more,
  };
}

/** A config with one provider for each upstream given, and a default route over them in that order. */
export function configFor(
  upstreams: Record<string, Pick<FakeUpstream, 'url'>>,
  dialect: 'anthropic-messages' | 'openai-chat',
): Omit<ConfigFile, 'version'> {
  const ids = Object.keys(upstreams);
  return {
    providers: ids.map((id) => ({ id, preset: 'custom', dialect, baseUrl: upstreams[id]?.url ?? '', models: ['fake-model'] })),
    routes: { default: { targets: ids.map((id) => `${id}/fake-model`) } },
  };
}

export interface SseEvent {
  event: string;
  data: Record<string, unknown>;
}

/** The records of a streamed answer; every one must have both lines, as Anthropic's clients demand. */
export function parseEvents(text: string): SseEvent[] {
  return text
    .split('\n\n')
    .filter((record) => record !== '')
    .map((record) => {
      const match = /^event: (\S+)\ndata: (.+)$/.exec(record);
      if (!match) throw new Error(`not a record of a Messages stream: ${record}`);
      return { event: match[1] as string, data: JSON.parse(match[2] as string) as Record<string, unknown> };
    });
}

/** Puts a streamed answer together as a client would, and refuses one that breaks the grammar. */
export function assembleAnswer(events: SseEvent[]) {
  const content: Record<string, unknown>[] = [];
  let open: number | null = null;
  let json = '';
  let stopReason: unknown = null;
  let usage: Record<string, unknown> = {};
  for (const { event, data } of events) {
    if (event === 'content_block_start') {
      if (open !== null || data.index !== content.length) throw new Error(`block ${String(data.index)} opened out of turn`);
      open = content.length;
      json = '';
      content.push({ ...(data.content_block as object) });
    } else if (event === 'content_block_delta') {
      if (open === null || data.index !== open) throw new Error('a delta came for a block that is not open');
      const block = content[open] as Record<string, unknown>;
      const delta = data.delta as Record<string, string>;
      if (delta.type === 'text_delta') block.text = `${block.text as string}${delta.text}`;
      if (delta.type === 'thinking_delta') block.thinking = `${block.thinking as string}${delta.thinking}`;
      if (delta.type === 'input_json_delta') json += delta.partial_json;
    } else if (event === 'content_block_stop') {
      const block = content[open ?? -1];
      if (block?.type === 'tool_use') block.input = json === '' ? {} : JSON.parse(json);
      open = null;
    } else if (event === 'message_delta') {
      stopReason = (data.delta as Record<string, unknown>).stop_reason;
      usage = data.usage as Record<string, unknown>;
    }
  }
  if (events.at(-1)?.event !== 'message_stop') throw new Error(`the stream ended with ${events.at(-1)?.event}`);
  return { content, stopReason, usage };
}
