import type { UpstreamEvent } from '../../canonical/response';
import type { UsageReport } from '../../canonical/usage-report';
import type { StreamFrame, StreamParser, UsageQuirks } from '../dialect';
import { isRecord, type WireRecord } from './is-record';
import { createBlockReader } from './read-blocks';
import { readFailure } from './read-failure';
import { readStop } from './read-stop';
import { createUsageReader } from './read-usage';

/**
 * Reads a Messages stream (docs/sources.md, Messages API). The data names the event too, so the `event:` line may be missing
 * (pitfall 50). A frame that is no JSON is a failure of the upstream, never skipped: it may have held a piece of an answer.
 */
export function createStreamParser(quirks?: UsageQuirks): StreamParser {
  const blocks = createBlockReader();
  const usage = createUsageReader(quirks);

  function read(type: unknown, data: WireRecord): UpstreamEvent[] {
    const index = typeof data.index === 'number' ? data.index : 0;
    switch (type) {
      case 'message_start':
        return isRecord(data.message) ? usageEvents(usage.start(data.message.usage)) : [];
      case 'content_block_start':
        return blocks.start(index, data.content_block);
      case 'content_block_delta':
        return blocks.delta(index, data.delta);
      case 'content_block_stop':
        return blocks.stop(index);
      case 'message_delta': {
        const stop = isRecord(data.delta) ? readStop(data.delta) : [];
        return [...blocks.stopAll(), ...usageEvents(usage.update(data.usage)), ...stop];
      }
      case 'message_stop':
        return [...blocks.stopAll(), { type: 'end' }];
      default:
        return [];
    }
  }

  return {
    push({ event, data: text }: StreamFrame) {
      if (event === 'ping') return [];
      // Some servers end as OpenAI's do, after message_stop or in place of it.
      if (text === '[DONE]') return [{ type: 'end' }];
      let data: unknown;
      try {
        data = JSON.parse(text);
      } catch {
        return [{ type: 'failure', message: 'it sent a piece of the stream that is no JSON' }];
      }
      if (!isRecord(data)) return [];
      const type = data.type ?? event;
      if (type === 'error' || (data.error !== undefined && data.error !== null)) return [readFailure(data)];
      return read(type, data);
    },
  };
}

function usageEvents(read: UsageReport | null): UpstreamEvent[] {
  return read === null ? [] : [{ type: 'usage', ...read }];
}
