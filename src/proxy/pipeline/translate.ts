import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';
import { estimateTextTokens } from '../canonical/estimate-tokens';
import type { StreamBuilder, UpstreamDialectCodec } from '../dialects/dialect';
import { clientDialects, upstreamDialects } from '../dialects/registry';
import { brokenAnswer, type AttemptContext } from './attempt-context';
import { callUpstream, toUpstreamError, type UpstreamReply } from './call-upstream';
import type { ClientStream } from './client-answer';
import { createFrameReader } from './read-frames';
import { readWhole } from './read-whole';
import { translateRequest } from './translate-request';
import { translateResponse } from './translate-response';

/** One attempt on the translated lane: the request goes out, and the answer comes back, by way of the canonical form. */
export async function translate(context: AttemptContext): Promise<void> {
  const { routed, target, agent } = context;
  const codec = upstreamDialects[target.provider.dialect] as UpstreamDialectCodec;
  const upstream = await callUpstream({
    target,
    path: codec.path,
    headers: { 'content-type': 'application/json', accept: routed.request.stream ? 'text/event-stream' : 'application/json' },
    body: translateRequest(routed, target, codec),
    signal: routed.signal,
    agent,
    keepOriginal: false,
  });
  try {
    if (context.stream) await translateStream(context, codec, upstream, context.stream.client, context.stream.builder);
    else await translateWhole(context, codec, upstream);
  } catch (error) {
    throw toUpstreamError(error, { target, signal: routed.signal });
  }
}

async function translateStream(
  context: AttemptContext,
  codec: UpstreamDialectCodec,
  upstream: UpstreamReply,
  client: ClientStream,
  builder: StreamBuilder,
): Promise<void> {
  const { target, recorder, routed } = context;
  const frames = createFrameReader();
  const translator = translateResponse(codec, builder, routed.inputEstimate);
  let characters = 0;
  let framesSeen = 0;

  for await (const bytes of upstream.body as AsyncIterable<Buffer>) {
    recorder.firstByte();
    let text = '';
    for (const frame of frames.push(bytes)) {
      framesSeen += 1;
      const piece = pushFrame(translator, frame, context);
      text += piece.text;
      characters += piece.characters;
      if (piece.characters > 0) recorder.progress(piece.characters);
      if (piece.usage) recorder.usage(piece.usage.usage, piece.usage.reportedCost);
    }
    await client.write(text);
  }
  if (framesSeen === 0) throw brokenAnswer(target, 'was asked for a stream and answered with something else');
  if (!translator.complete) throw brokenAnswer(target, 'cut the stream off before its end');

  const estimated: Usage = { ...UNKNOWN_USAGE, input: routed.inputEstimate, output: estimateTextTokens(characters) };
  const rest = translator.finish(estimated);
  if (rest.stopReason !== null) recorder.stopReason(rest.stopReason);
  await client.write(rest.text);
  client.end();
}

function pushFrame(
  translator: ReturnType<typeof translateResponse>,
  frame: { event: string | undefined; data: string },
  context: AttemptContext,
) {
  try {
    return translator.push(frame);
  } catch (error) {
    throw brokenAnswer(context.target, `broke off with an error: ${(error as Error).message}`);
  }
}

async function translateWhole(context: AttemptContext, codec: UpstreamDialectCodec, upstream: UpstreamReply): Promise<void> {
  const { recorder, reply, routed, target } = context;
  const body = (await readWhole(upstream.body)).toString('utf8');
  recorder.firstByte();
  let response;
  try {
    response = codec.parseResponse(JSON.parse(body));
  } catch (error) {
    throw brokenAnswer(target, `answered with 200 and a body that is no answer: ${(error as Error).message}`);
  }
  recorder.progress(body.length);
  if (!response.usage.estimated) recorder.usage(response.usage, response.reportedCost);
  recorder.stopReason(response.stopReason);
  const labels = { requestId: routed.id, model: routed.request.model ?? target.model.id };
  const answer = clientDialects[routed.clientDialect].buildResponse(response, labels);
  reply.sendHead(200, { 'content-type': 'application/json', 'request-id': routed.id });
  await reply.write(JSON.stringify(answer));
  reply.end();
}
