import type { FakeAnswer } from '../../src/proxy/testing/fake-rules';
import type { FakeUpstreamOptions } from '../../src/proxy/testing/fake-upstream';
import type { PresetId } from '../../src/shared/model/provider';

/** A kind of server behind Switchyard, as one of its presets knows it. */
export interface Lane extends Pick<FakeUpstreamOptions, 'dialect' | 'vendor'> {
  name: string;
  /** Provider id in the config. */
  id: string;
  preset: PresetId;
  model: string;
  kind: 'passthrough' | 'translated';
  /** It searches the web itself. */
  searches: boolean;
  /** What high effort is in its request. */
  highEffort: Record<string, unknown>;
  /** The words of its reasoning go back to it, and not only a seal on them. */
  rereadsThoughts: boolean;
  /** How it says that the prompt does not fit. */
  tooLong: FakeAnswer;
}

const refusal = (body: unknown): FakeAnswer => ({ error: { status: 400, body } });

/** A record of a stream of the Responses API. */
const event = (type: string, response: object) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: 0, response: { id: 'resp_1', object: 'response', output: [], ...response } })}\n\n`;

/** A lane for each dialect, and two for Chat Completions, whose vendors differ most. */
export const lanes: Lane[] = [
  {
    name: 'Anthropic’s Messages API',
    id: 'messages',
    dialect: 'anthropic-messages',
    preset: 'anthropic',
    model: 'claude-opus-5-5',
    kind: 'passthrough',
    searches: true,
    highEffort: { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } },
    rereadsThoughts: true,
    tooLong: refusal({
      type: 'error',
      error: { type: 'invalid_request_error', message: 'prompt is too long: 1010000 tokens > 1000000 maximum' },
    }),
  },
  {
    name: 'Chat Completions, as DeepSeek speaks it',
    id: 'chat',
    dialect: 'openai-chat',
    vendor: 'deepseek',
    preset: 'deepseek',
    model: 'deepseek-v4-pro',
    kind: 'translated',
    searches: false,
    highEffort: { thinking: { type: 'enabled' }, reasoning_effort: 'high' },
    rereadsThoughts: true,
    tooLong: refusal({
      error: {
        message:
          "This model's maximum context length is 131072 tokens. However, you requested 140000 tokens (108000 in the messages, 32000 in the completion). Please reduce the length of the messages or completion.",
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_request_error',
      },
    }),
  },
  {
    name: 'Chat Completions, as OpenRouter speaks it',
    id: 'openrouter',
    dialect: 'openai-chat',
    vendor: 'openrouter',
    preset: 'openrouter',
    model: 'anthropic/claude-opus-4.5',
    kind: 'translated',
    searches: true,
    highEffort: { reasoning: { effort: 'high' } },
    rereadsThoughts: true,
    tooLong: refusal({
      error: {
        message:
          "This endpoint's maximum context length is 200000 tokens. However, you requested about 210000 tokens (178000 of text input, 32000 in the output). Please reduce the length of either one, or use the context-compression plugin to compress your prompt automatically.",
        code: 400,
      },
    }),
  },
  {
    name: 'the Responses API',
    id: 'responses',
    dialect: 'openai-responses',
    vendor: 'openai',
    preset: 'openai',
    model: 'gpt-5.6-sol',
    kind: 'translated',
    searches: true,
    highEffort: { reasoning: { effort: 'high', summary: 'auto' }, store: false },
    rereadsThoughts: true,
    // With 200 and in the stream, after it has begun.
    tooLong: {
      records: [
        event('response.created', { status: 'in_progress', error: null }),
        event('response.failed', {
          status: 'failed',
          error: {
            code: 'context_length_exceeded',
            message: 'Your input exceeds the context window of this model. Please adjust your input and try again.',
          },
        }),
      ],
    },
  },
  {
    name: 'Gemini’s API',
    id: 'gemini',
    dialect: 'gemini',
    preset: 'gemini',
    model: 'gemini-3.1-pro-preview',
    kind: 'translated',
    searches: true,
    highEffort: { generationConfig: { thinkingConfig: { includeThoughts: true, thinkingLevel: 'HIGH' } } },
    rereadsThoughts: false,
    tooLong: refusal([
      {
        error: {
          code: 400,
          message: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
          status: 'INVALID_ARGUMENT',
        },
      },
    ]),
  },
  {
    name: 'Ollama’s API',
    id: 'ollama',
    dialect: 'ollama',
    preset: 'ollama',
    model: 'qwen3-vl:30b',
    kind: 'translated',
    searches: false,
    // It thinks unless it is told not to, and this model knows no levels.
    highEffort: {},
    rereadsThoughts: true,
    tooLong: refusal({
      error:
        'the prompt is longer than the context length currently available to the model; shorten the prompt, adjust the context length in settings, or use a model with a longer context length',
    }),
  },
];
