import type { IncomingHttpHeaders } from 'node:http';
import { passthroughDialects } from '../dialects/registry';
import type { PassthroughCodec, PassthroughSight } from '../dialects/dialect';
import { dropUsageRecord } from './ask-for-usage';
import { brokenAnswer, reportedFailure, type AttemptContext } from './attempt-context';
import { callUpstream, toUpstreamError, type UpstreamReply } from './call-upstream';
import type { ClientStream } from './client-answer';
import { createRecordCutter } from './cut-records';
import { forwardRequest } from './forward-request';
import { nameMaker } from './name-maker';
import { nameRecords } from './name-records';
import { createFrameReader } from './read-frames';
import { readRecorded } from './read-whole';

/**
 * One attempt on the passthrough lane: the upstream speaks the client's dialect, so the body goes out byte for byte
 * with only its model changed, and the answer's bytes come back as they are while a reader takes the figures.
 */
export async function passThrough(context: AttemptContext): Promise<void> {
  const { routed, target, agent, memory } = context;
  const codec = passthroughDialects[routed.clientDialect];
  const { body, headers, query, usageIsOurs } = forwardRequest(routed, target, memory);
  const upstream = await callUpstream({
    target,
    path: `${codec.path}${query}`,
    headers,
    body,
    inputEstimate: context.inputEstimate,
    signal: context.limit.signal,
    headersLimitMs: context.headersLimitMs,
    agent,
    capture: context.capture,
    keepOriginal: true,
  });
  try {
    if (context.stream) await relayStream(context, codec, upstream, context.stream.client, usageIsOurs);
    else await relayWhole(context, codec, upstream);
  } catch (error) {
    throw toUpstreamError(error, { target, signal: context.limit.signal });
  }
}

async function relayStream(
  context: AttemptContext,
  codec: PassthroughCodec,
  upstream: UpstreamReply,
  client: ClientStream,
  hidesUsage: boolean,
): Promise<void> {
  const { target, recorder, capture, memory } = context;
  const maker = nameMaker(target);
  if (!String(upstream.headers['content-type'] ?? '').includes('text/event-stream')) {
    upstream.body.destroy();
    throw brokenAnswer(target, 'was asked for a stream and answered with something else');
  }
  const cutter = createRecordCutter();
  const frames = createFrameReader();
  const reader = codec.createReader(target.quirks);
  const held: Buffer[] = [];
  let contentSeen = false;
  let ended = false;
  let stopSeen = false;

  function see(sight: PassthroughSight): void {
    // Some tell their last figures behind the end.
    if (ended && sight.type !== 'usage') return;
    switch (sight.type) {
      case 'content':
        contentSeen = true;
        context.limit.met();
        recorder.progress(sight.characters);
        break;
      case 'usage':
        recorder.usage(sight);
        break;
      case 'stop':
        recorder.stopReason(sight.reason);
        stopSeen = true;
        break;
      case 'signature':
        memory.rememberSignature(sight.signature, maker);
        break;
      case 'end':
        ended = true;
        break;
      case 'failure':
        throw reportedFailure(context, sight.message, sight.errorType);
    }
  }

  for await (const bytes of upstream.body as AsyncIterable<Buffer>) {
    recorder.firstByte();
    capture.upstreamPiece(bytes);
    const records = cutter.push(bytes);
    const seen = frames.push(records);
    const wasEnded: boolean = ended;
    for (const frame of seen) for (const sight of reader.push(frame)) see(sight);
    // What comes after the end is read, so that the connection can serve again, and does not go on.
    if (wasEnded) continue;
    const named = codec.namesRecords ? nameRecords(records, seen) : records;
    const shown = hidesUsage ? dropUsageRecord(named) : named;
    // Nothing leaves before the first content: until then another target can still take over.
    if (!contentSeen && !ended) held.push(shown);
    else await client.write(held.length > 0 ? Buffer.concat([...held.splice(0), shown]) : shown);
    if (ended) client.end();
  }
  if (ended) return;
  // Some servers send no last word after the reason to stop; clients take that for the end as well.
  if (!stopSeen) throw brokenAnswer(target, 'cut the stream off before its end');
  client.end();
}

async function relayWhole(context: AttemptContext, codec: PassthroughCodec, upstream: UpstreamReply): Promise<void> {
  const { recorder, capture, reply, routed, target, memory } = context;
  const body = await readRecorded(upstream.body, recorder, capture);
  const seen = codec.readResponse(parseJson(body), target.quirks);
  if (seen === null) throw brokenAnswer(target, 'answered with 200 and a body that is no answer');
  recorder.progress(body.length);
  for (const signature of seen.signatures) memory.rememberSignature(signature, nameMaker(target));
  if (!seen.usage.estimated) recorder.usage(seen);
  if (seen.stopReason !== null) recorder.stopReason(seen.stopReason);
  reply.sendHead(200, { ...keptHeaders(upstream.headers), 'request-id': routed.id });
  await reply.write(body);
  reply.end();
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
