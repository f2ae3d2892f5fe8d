import { z } from 'zod';

const TextPart = z.object({ type: z.literal('text'), text: z.string() });
const ImagePart = z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) });
const FilePart = z.object({
  type: z.literal('file'),
  file: z.object({ filename: z.string().optional(), file_data: z.string() }),
});
const Text = z.union([z.string(), z.array(TextPart).min(1)]);

const ToolCall = z.object({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
});
export type ToolCall = z.infer<typeof ToolCall>;

const Message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content: Text }),
  z.object({ role: z.literal('user'), content: z.union([z.string(), z.array(z.union([TextPart, ImagePart, FilePart])).min(1)]) }),
  z.object({ role: z.literal('assistant'), content: Text.nullish(), tool_calls: z.array(ToolCall).min(1).optional() }),
  z.object({ role: z.literal('tool'), content: Text, tool_call_id: z.string() }),
]);
export type Message = z.infer<typeof Message>;

const ToolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);
const Tool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: ToolName,
    description: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  }),
});
export type Tool = z.infer<typeof Tool>;

const ToolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.object({ type: z.literal('function'), function: z.object({ name: ToolName }) }),
]);

const ResponseFormat = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({ name: z.string(), schema: z.record(z.string(), z.unknown()).optional() }),
  }),
]);

const Ignored = z.unknown().optional();

/**
 * What OpenAI's chat endpoint takes. Unknown parameters are refused there, and so here: a field of another dialect that
 * slipped through a translation shows itself.
 */
export const ChatRequest = z.strictObject({
  model: z.string(),
  messages: z.array(Message).min(1),
  tools: z.array(Tool).min(1).optional(),
  tool_choice: ToolChoice.optional(),
  parallel_tool_calls: z.boolean().optional(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: z.literal(1).nullish(),
  response_format: ResponseFormat.optional(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
  user: z.string().max(64).optional(),
  seed: Ignored,
  metadata: Ignored,
  store: Ignored,
  service_tier: Ignored,
  verbosity: Ignored,
  logprobs: Ignored,
  top_logprobs: Ignored,
  logit_bias: Ignored,
  presence_penalty: Ignored,
  frequency_penalty: Ignored,
  prompt_cache_key: Ignored,
  prompt_cache_retention: Ignored,
  safety_identifier: Ignored,
});
export type ChatRequest = z.infer<typeof ChatRequest>;

/** The text of a message's content; pictures count for nothing. */
export function textOf(message: Message): string {
  const { content } = message;
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => ('text' in part ? part.text : '')).join('\n');
}
