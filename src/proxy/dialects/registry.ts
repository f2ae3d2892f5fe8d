import type { ClientDialect } from '../../shared/model/exchange';
import type { UpstreamDialect } from '../../shared/model/provider';
import { anthropicMessages, anthropicMessagesPassthrough } from './anthropic-messages';
import type { ClientDialectCodec, PassthroughCodec, UpstreamDialectCodec } from './dialect';
import { openaiChat } from './openai-chat';

/** The dialects that clients may speak to us: one line each. */
export const clientDialects = {
  'anthropic-messages': anthropicMessages,
} satisfies Partial<Record<ClientDialect, ClientDialectCodec>>;
export type SupportedClientDialect = keyof typeof clientDialects;

/** The dialects into which the translated lane can turn a request. */
export const upstreamDialects: Partial<Record<UpstreamDialect, UpstreamDialectCodec>> = {
  'openai-chat': openaiChat,
};

/** The dialects whose bytes can go through when both sides speak them. */
export const passthroughDialects: Partial<Record<UpstreamDialect, PassthroughCodec>> = {
  'anthropic-messages': anthropicMessagesPassthrough,
};
