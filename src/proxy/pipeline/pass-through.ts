import type { IncomingHttpHeaders } from 'node:http';
import { passthroughDialects } from '../dialects/registry';
import type { PassthroughCodec, PassthroughSight } from '../dialects/dialect';
import type { UpstreamError } from '../errors/upstream-error';
import { brokenAnswer, type AttemptContext } from './attempt-context';
import { callUpstream, toUpstreamError, type UpstreamReply } from './call-upstream';
import type { ClientStream } from './client-answer';
import type { Target } from './exchange';
import { createRecordCutter } from './cut-records';
import { createFrameReader } from './read-frames';
import { readWhole } from './read-whole';
import { spliceModel } from './splice-model';

/** Held back by every proxy, or ours to set: the connection's own headers, the client's credentials, the body's size. */
const NOT_FORWARDED = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'proxy-authorization',
  'proxy-connection',
  'expect',
  'content-length',
  'content-encoding',
  'accept-encoding',
  'authorization',
  'x-api-key',
  'cookie',
]);

/**
 * One attempt on the passthrough lane: the upstream speaks the client's dialect, so the body goes out byte for byte
 * with only its model changed, and the answer's bytes come back as they are while a reader takes the figures.
 */
export async function passThrough(context: AttemptContext): Promise<void> {
  const { routed, target, agent } = context;
  const codec = passthroughDialects[target.provider.dialect] as PassthroughCodec;
  const upstream = await callUpstream({
    target,
    path: `${codec.path}${routed.query}`,
    headers: forwardedHeaders(routed.headers),
    body: spliceModel(routed.body, target.model.id),
    signal: routed.signal,
    agent,
    keepOriginal: true,
  });
  try {
    if (context.stream) await relayStream(context, codec, upstream, context.stream.client);
    else await relayWhole(context, codec, upstream);
  } catch (error) {
    throw toUpstreamError(error, { target, signal: routed.signal });
  }
}

async function relayStream(
  context: AttemptContext,
  codec: PassthroughCodec,
  upstream: UpstreamReply,
  client: ClientStream,
): Promise<void> {
  const { target, recorder } = context;
  if (!String(upstream.headers['content-type'] ?? '').includes('text/event-stream')) {
    upstream.body.destroy();
    throw brokenAnswer(target, 'was asked for a stream and answered with something else');
  }
  const cutter = createRecordCutter();
  const frames = createFrameReader();
  const reader = codec.createReader();
  const held: Buffer[] = [];
  let contentSeen = false;
  let ended = false;

  function see(sight: PassthroughSight): void {
    switch (sight.type) {
      case 'content':
        contentSeen = true;
        recorder.progress(sight.characters);
        break;
      case 'usage':
        recorder.usage(sight.usage, sight.reportedCost);
        break;
      case 'stop':
        recorder.stopReason(sight.reason);
        break;
      case 'end':
        ended = true;
        break;
      case 'failure':
        throw streamFailure(target, sight);
    }
  }

  for await (const bytes of upstream.body as AsyncIterable<Buffer>) {
    recorder.firstByte();
    // What comes after the end is read, so that the connection can serve again, and dropped.
    if (ended) continue;
    const records = cutter.push(bytes);
    for (const frame of frames.push(records)) for (const sight of reader.push(frame)) see(sight);
    // Nothing leaves before the first content: until then another target can still take over.
    if (!contentSeen && !ended) held.push(records);
    else await client.write(held.length > 0 ? Buffer.concat([...held.splice(0), records]) : records);
    if (ended) client.end();
  }
  if (!ended) throw brokenAnswer(target, 'cut the stream off before its end');
}

async function relayWhole(context: AttemptContext, codec: PassthroughCodec, upstream: UpstreamReply): Promise<void> {
  const { recorder, reply, routed, target } = context;
  const body = await readWhole(upstream.body);
  recorder.firstByte();
  const seen = codec.readResponse(parseJson(body));
  if (seen === null) throw brokenAnswer(target, 'answered with 200 and a body that is no answer');
  recorder.progress(body.length);
  recorder.usage(seen.usage, seen.reportedCost);
  if (seen.stopReason !== null) recorder.stopReason(seen.stopReason);
  reply.sendHead(200, { ...keptHeaders(upstream.headers), 'request-id': routed.id });
  await reply.write(body);
  reply.end();
}

/** Fallback may follow, as long as no content has passed (docs/sources.md, Claude Code: an error event first of all). */
function streamFailure(target: Target, { errorType, message }: { errorType: string; message: string }): UpstreamError {
  const what = `broke off with an error: ${message}`;
  if (errorType === 'overloaded_error') return brokenAnswer(target, what, { status: 529, type: errorType });
  if (errorType === 'invalid_request_error')
    return brokenAnswer(target, what, { status: 400, type: errorType, nextTargetMayHelp: false });
  return brokenAnswer(target, what);
}

function forwardedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const forwarded: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (NOT_FORWARDED.has(name) || value === undefined) continue;
    forwarded[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return forwarded;
}

/** The upstream's own words about rate and request, which clients may read. */
function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' && (name === 'content-type' || name.startsWith('anthropic-'))) kept[name] = value;
  }
  return kept;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
