import type { ClientDialect } from '../../shared/model/exchange';
import type { UpstreamDialect } from '../../shared/model/provider';
import { anthropicMessages, anthropicMessagesPassthrough, anthropicMessagesUpstream } from './anthropic-messages';
import type { ClientDialectCodec, PassthroughCodec, UpstreamDialectCodec } from './dialect';
import { geminiUpstream } from './gemini';
import { ollamaUpstream } from './ollama';
import { openaiChat, openaiChatPassthrough, openaiChatUpstream } from './openai-chat';
import { openaiResponses, openaiResponsesPassthrough, openaiResponsesUpstream } from './openai-responses';

/** The dialects that clients speak to us: one line each. */
export const clientDialects: Record<ClientDialect, ClientDialectCodec> = {
  'anthropic-messages': anthropicMessages,
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
};

/** The dialects into which the translated lane turns a request. */
export const upstreamDialects: Record<UpstreamDialect, UpstreamDialectCodec> = {
  'anthropic-messages': anthropicMessagesUpstream,
  'openai-chat': openaiChatUpstream,
  'openai-responses': openaiResponsesUpstream,
  gemini: geminiUpstream,
  ollama: ollamaUpstream,
};

/** The dialects whose bytes go through when both sides speak them. */
export const passthroughDialects: Record<ClientDialect, PassthroughCodec> = {
  'anthropic-messages': anthropicMessagesPassthrough,
  'openai-chat': openaiChatPassthrough,
  'openai-responses': openaiResponsesPassthrough,
};
