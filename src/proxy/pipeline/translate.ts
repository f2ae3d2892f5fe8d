import { promisify } from 'node:util';
import { collectAnswer } from '../canonical/collect-answer';
import type { NormaliserOptions } from '../canonical/normalise-stream';
import { sealReasoning } from '../canonical/reasoning-envelope';
import type { CanonicalResponse } from '../canonical/response';
import { UpstreamFailure } from '../canonical/upstream-failure';
import type { StreamFrame, UpstreamDialectCodec } from '../dialects/dialect';
import { clientDialects, upstreamDialects } from '../dialects/registry';
import { brokenAnswer, reportedFailure, type AttemptContext } from './attempt-context';
import { callUpstream, toUpstreamError, type UpstreamReply } from './call-upstream';
import { nameMaker } from './name-maker';
import { createFrameReader } from './read-frames';
import { readRecorded } from './read-whole';
import { createReasoningWatch } from './reasoning-memory';
import { translateRequest, type TranslatedRequest } from './translate-request';
import { translateResponse, type ResponseTranslator } from './translate-response';

const ACCEPTED = { sse: 'text/event-stream', ndjson: 'application/x-ndjson' };

/** Resolves when what was written in this turn of the event loop has been handed to the sockets. */
const nextTick = promisify(process.nextTick);

/** One attempt on the translated lane: the request goes out, and the answer comes back, by way of the canonical form. */
export async function translate(context: AttemptContext): Promise<void> {
  const { routed, target, agent, memory } = context;
  const codec = upstreamDialects[target.endpoint.dialect];
  const { stream, sessionId } = routed.request;
  const recall = (toolUseId: string) => memory.recall(sessionId, toolUseId);
  const translated = translateRequest(routed, target, codec, context.inputEstimate, recall, context.bodies);
  const upstream = await callUpstream({
    target,
    path: codec.path(target.model.id, stream),
    headers: {
      ...codec.headers,
      'content-type': 'application/json',
      accept: stream ? ACCEPTED[codec.framing] : 'application/json',
    },
    body: translated.body,
    inputEstimate: context.inputEstimate,
    signal: context.limit.signal,
    headersLimitMs: context.headersLimitMs,
    agent,
    capture: context.capture,
    keepOriginal: false,
  });
  try {
    if (context.stream) await translateStream(context, codec, upstream, translated);
    else await translateWhole(context, codec, upstream, translated);
  } catch (error) {
    throw toUpstreamError(error, { target, signal: context.limit.signal });
  }
}

async function translateStream(
  context: AttemptContext,
  codec: UpstreamDialectCodec,
  upstream: UpstreamReply,
  translated: TranslatedRequest,
): Promise<void> {
  const { target, recorder, capture, routed, memory } = context;
  const { client, builder } = context.stream as NonNullable<AttemptContext['stream']>;
  const reader = createFrameReader(codec.framing);
  const translator = translateResponse({
    parser: codec.createStreamParser(target.quirks),
    builder,
    inputEstimate: context.inputEstimate,
    watch: createReasoningWatch(memory, routed.request.sessionId),
    ...normaliserOptions(context, translated),
  });
  let framesSeen = 0;

  async function take(frames: StreamFrame[]): Promise<void> {
    let text = '';
    for (const frame of frames) {
      framesSeen += 1;
      const piece = pushFrame(translator, frame, context);
      text += piece.text;
      if (piece.text !== '') context.limit.met();
      if (piece.characters > 0) recorder.progress(piece.characters);
      if (piece.usage) recorder.usage(piece.usage);
      if (text === '' || client.contentSent()) continue;
      // The first words leave before the rest of what came with them is worked on.
      await client.write(text);
      await nextTick();
      text = '';
    }
    await client.write(text);
  }

  for await (const bytes of upstream.body as AsyncIterable<Buffer>) {
    recorder.firstByte();
    capture.upstreamPiece(bytes);
    await take(readFrames(() => reader.push(bytes), context));
  }
  await take(reader.end());
  if (framesSeen === 0) throw brokenAnswer(target, 'was asked for a stream and answered with something else');
  if (!translator.complete()) throw brokenAnswer(target, 'cut the stream off before its end');

  const rest = translator.finish(recorder.attemptUsage());
  if (rest.stopReason !== null) recorder.stopReason(rest.stopReason);
  await client.write(rest.text);
  client.end();
}

function readFrames(read: () => StreamFrame[], { target }: AttemptContext): StreamFrame[] {
  try {
    return read();
  } catch (error) {
    throw brokenAnswer(target, `sent nonsense: ${(error as Error).message}`);
  }
}

function pushFrame(translator: ResponseTranslator, frame: StreamFrame, context: AttemptContext) {
  try {
    return translator.push(frame);
  } catch (error) {
    throw reportedFailure(context, (error as Error).message, error instanceof UpstreamFailure ? error.type : undefined);
  }
}

async function translateWhole(
  context: AttemptContext,
  codec: UpstreamDialectCodec,
  upstream: UpstreamReply,
  translated: TranslatedRequest,
): Promise<void> {
  const { recorder, capture, reply, routed } = context;
  const body = (await readRecorded(upstream.body, recorder, capture)).toString('utf8');
  const response = parseAnswer(context, codec, body, normaliserOptions(context, translated));
  recorder.progress(body.length);
  if (!response.usage.estimated) recorder.usage(response);
  recorder.stopReason(response.stopReason);
  rememberReasoning(context, response);
  const told = { ...response, usage: recorder.attemptUsage() };
  const answer = clientDialects[routed.clientDialect].buildResponse(told, context.labels);
  reply.sendHead(200, { 'content-type': 'application/json', 'request-id': routed.id });
  await reply.write(JSON.stringify(answer));
  reply.end();
}

function parseAnswer(
  context: AttemptContext,
  codec: UpstreamDialectCodec,
  body: string,
  options: NormaliserOptions,
): CanonicalResponse {
  const { target } = context;
  try {
    return collectAnswer(codec.parseResponse(JSON.parse(body), target.quirks), options);
  } catch (error) {
    if (error instanceof UpstreamFailure) throw reportedFailure(context, error.message, error.type);
    throw brokenAnswer(target, `answered with 200 and a body that is no answer: ${(error as Error).message}`);
  }
}

function normaliserOptions({ target }: AttemptContext, { names }: TranslatedRequest): NormaliserOptions {
  return { names, seal: (state) => sealReasoning({ ...nameMaker(target), state }) };
}

/** A whole answer's reasoning is remembered as a stream's is. */
function rememberReasoning({ memory, routed }: AttemptContext, { blocks }: CanonicalResponse): void {
  const reasoning = blocks.find((block) => block.type === 'thinking');
  const call = blocks.find((block) => block.type === 'tool_use');
  if (reasoning && call) memory.remember(routed.request.sessionId, call.id, reasoning);
}
