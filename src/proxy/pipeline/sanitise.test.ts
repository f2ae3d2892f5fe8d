import { describe, expect, it } from 'vitest';
import { Sanitising, type ReasoningSwitch } from '../../shared/model/quirks';
import { sealReasoning } from '../canonical/reasoning-envelope';
import { anthropicMessages } from '../dialects/anthropic-messages';
import { readClaudeCodeBodies } from '../testing/claude-code-bodies';
import { sanitiseBody, type SanitiseOptions } from './sanitise';

const PLAIN: SanitiseOptions = { model: 'other', sanitise: [], maxOutputTokens: undefined, foreignSignature: () => false };
const envelope = sealReasoning({ providerId: 'up', model: 'm', state: { a: 1 } });

function sanitiseText(text: string, options: Partial<SanitiseOptions> = {}): string {
  const request = anthropicMessages.parseRequest(JSON.parse(text));
  return new TextDecoder().decode(sanitiseBody(new TextEncoder().encode(text), request, { ...PLAIN, ...options }).body);
}

// Each test looks at the parts of the body that it is about.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = Record<string, any>;

/** The body after a way through, as an object; the model is left out of it. */
function sanitised(body: Body, options: Partial<SanitiseOptions> = {}): Body {
  const { model, ...rest } = JSON.parse(sanitiseText(JSON.stringify(body), options)) as Body;
  expect(model).toBe('other');
  return rest;
}

const user = (...content: unknown[]) => ({ role: 'user', content });
const assistant = (...content: unknown[]) => ({ role: 'assistant', content });
const system = (content: unknown, more: object = {}) => ({ role: 'system', content, ...more });
const text = (words: string, more: object = {}) => ({ type: 'text', text: words, ...more });
const thinking = (signature: string) => ({ type: 'thinking', thinking: 'Hm.', signature });
const call = (id = 'toolu_1') => ({ type: 'tool_use', id, name: 'Bash', input: { command: 'ls' } });
const result = (id = 'toolu_1') => ({ type: 'tool_result', tool_use_id: id, content: 'ok' });
const MARK = { cache_control: { type: 'ephemeral' } };

describe('a request of the real client', () => {
  const bodies = [...readClaudeCodeBodies('messages'), ...readClaudeCodeBodies('count-tokens')];

  it('goes through with its model changed and every other byte as it was', () => {
    expect(bodies.length).toBeGreaterThan(130);
    for (const body of bodies) {
      const { model } = JSON.parse(body) as { model: string };
      const expected = body.replace(`"model":${JSON.stringify(model)}`, '"model":"other"');
      expect(sanitiseText(body)).toBe(expected);
    }
  });

  it('goes through as the very same bytes when its model is right already', () => {
    for (const body of bodies) {
      const request = anthropicMessages.parseRequest(JSON.parse(body));
      const bytes = new TextEncoder().encode(body);
      expect(sanitiseBody(bytes, request, { ...PLAIN, model: request.model ?? '' }).body).toBe(bytes);
    }
  });

  it.each(Sanitising.options)('loses by %s what it names and nothing else', (name) => {
    let changed = 0;
    for (const body of bodies) {
      const cleaned = sanitiseText(body, { sanitise: [name] });
      const expected = expectedOf[name](JSON.parse(body) as Body);
      expect(JSON.parse(cleaned)).toEqual({ ...expected, model: 'other' });
      // The client writes compact JSON: what is left in between would show as a space or a comma too many.
      expect(JSON.stringify(JSON.parse(cleaned))).toBe(cleaned);
      if (JSON.stringify(expected) !== body) changed += 1;
    }
    expect(changed > 0).toBe(!NEVER_SEEN.has(name));
  });

  it('stays valid when everything is asked for at once', () => {
    for (const body of bodies) {
      const cleaned = sanitiseText(body, { sanitise: Sanitising.options, maxOutputTokens: 4096 });
      expect(JSON.stringify(JSON.parse(cleaned))).toBe(cleaned);
      expect(cleaned).not.toMatch(
        /cache_control|context_management|defer_loading|x-anthropic-billing|"role":"system"|safeguards/,
      );
    }
  });
});

/** The recordings hold no empty text, no ids of other providers, no sampling and no forced tools, and restating takes a model that speaks otherwise: tests below. */
const NEVER_SEEN = new Set<Sanitising>([
  'drop-empty-text',
  'plain-tool-ids',
  'restate-thinking',
  'drop-sampling',
  'no-forced-tool',
]);

/** The same changes, made on the object. */
const expectedOf: Record<Sanitising, (body: Body) => Body> = {
  'drop-attribution': (body) => ({
    ...body,
    ...(body.system && { system: body.system.filter((block: Body) => !block.text.startsWith('x-anthropic-billing-header:')) }),
  }),
  'drop-safeguards': ({ safeguards: _gone, ...body }) => body,
  'drop-betas'({ context_management: _gone, ...body }) {
    if (body.thinking) delete body.thinking.display;
    undoToolSearch(body);
    for (const message of body.messages) delete message.output_config;
    body.messages = body.messages.filter(({ role, content }: Body) => role !== 'system' || content.length > 0);
    return body;
  },
  'fold-system-messages'(body) {
    const folded: Body[] = [];
    const isSystem = ({ role }: Body) => role === 'system';
    const blocksOf = (content: unknown) =>
      typeof content === 'string' ? [{ type: 'text', text: content }] : (content as Body[]);
    for (const message of body.messages as Body[]) {
      const last = folded.at(-1);
      const texts = blocksOf(message.content).map((block) => block.text as string);
      const mark = isSystem(message) ? blocksOf(message.content).findLast((block) => block.cache_control) : undefined;
      const words = { type: 'text', text: `<system-reminder>\n${texts.join('\n\n')}\n</system-reminder>` };
      const content = isSystem(message) ? (texts.length > 0 ? [{ ...words, ...(mark && MARK) }] : []) : blocksOf(message.content);
      if (message.role === 'assistant' || last === undefined || last.role === 'assistant')
        folded.push({
          role: message.role === 'assistant' ? 'assistant' : 'user',
          content: message.role === 'assistant' ? message.content : content,
          parts: [message],
        });
      else Object.assign(last, { content: [...last.content, ...content], parts: [...last.parts, message] });
    }
    const messages = folded.map(({ parts, role, content }) => {
      if (role === 'assistant' || !parts.some(isSystem)) return parts as Body[];
      const results = content.filter((block: Body) => block.type === 'tool_result');
      return [{ role, content: [...results, ...content.filter((block: Body) => block.type !== 'tool_result')] }];
    });
    return { ...body, messages: messages.flat() };
  },
  'thinking-off-when-absent': (body) => ({ thinking: { type: 'disabled' }, ...body }),
  'no-effort-without-thinking'(body) {
    const on = body.thinking && body.thinking.type !== 'disabled';
    if (!on && body.output_config) delete body.output_config.effort;
    if (body.output_config && Object.keys(body.output_config).length === 0) delete body.output_config;
    return body;
  },
  'drop-empty-text': (body) => body,
  'drop-cache-control': (body) =>
    JSON.parse(JSON.stringify(body), (key, value: unknown) => (key === 'cache_control' ? undefined : value)) as Body,
  'plain-tool-ids': (body) => body,
  'restate-thinking': (body) => body,
  'drop-sampling': ({ temperature: _temperature, top_p: _topP, top_k: _topK, ...body }) => body,
  'no-forced-tool': (body) => body,
  'plain-tool-search': (body) => undoToolSearch(body),
  'drop-claude-only'(body) {
    for (const message of body.messages as Body[]) {
      if (!Array.isArray(message.content)) continue;
      for (const block of message.content) delete block.input_json;
      message.content = message.content.filter(({ type }: Body) => type !== 'redacted_thinking');
    }
    return body;
  },
  'placeholder-thinking'(body) {
    if (body.thinking?.type === 'disabled') return body;
    for (const { role, content } of body.messages as Body[]) {
      const types = (Array.isArray(content) ? content : []).map(({ type }: Body) => type as string);
      const calls = role === 'assistant' && types.includes('tool_use');
      if (calls && !types.some((type: string) => type.includes('thinking'))) content.unshift(UNAVAILABLE);
    }
    return body;
  },
};

const UNAVAILABLE = { type: 'thinking', thinking: '(The reasoning of this step is not available.)', signature: '' };

function undoToolSearch(body: Body): Body {
  if (body.tools) body.tools = body.tools.filter(({ name }: Body) => name !== 'DeferredToolPlaceholder');
  for (const tool of body.tools ?? []) delete tool.defer_loading;
  for (const { content } of body.messages) {
    for (const block of Array.isArray(content) ? content : []) {
      if (!Array.isArray(block.content)) continue;
      block.content = block.content.map((part: Body) =>
        part.type === 'tool_reference' ? { type: 'text', text: `Tool loaded: ${part.tool_name}` } : part,
      );
    }
  }
  return body;
}

it('keeps spaces, escapes and unknown fields where it takes something out between them', () => {
  const body = `{ "model" : "a" ,\n "novel" : [ 1 , 2 ] ,\n "safeguards" : [ { "x" : "}" } ] ,\t"messages":[ {"role":"user","content":"\\u00e9 \\"safeguards\\""} ] }`;
  expect(sanitiseText(body, { sanitise: ['drop-safeguards'] })).toBe(
    `{ "model" : "other" ,\n "novel" : [ 1 , 2 ] ,\t"messages":[ {"role":"user","content":"\\u00e9 \\"safeguards\\""} ] }`,
  );
});

describe('reasoning of others', () => {
  it('goes, whether in our envelope or known to be foreign; all other stays, also with empty text (pitfalls 20, 21 and 22)', () => {
    const silent = { type: 'thinking', thinking: '', signature: 'own' };
    const messages = [
      user(text('Go.')),
      assistant(thinking(envelope), text('A')),
      assistant(thinking('foreign'), { type: 'redacted_thinking', data: 'foreign' }, silent, thinking(''), text('B')),
      user(text('On.')),
    ];
    const body = sanitised({ messages }, { foreignSignature: (signature) => signature === 'foreign' });
    expect(body.messages).toEqual([messages[0], assistant(text('A')), assistant(silent, thinking(''), text('B')), messages[3]]);
  });

  it('leaves a short text where nothing else would be left, never an empty list', () => {
    const { messages } = sanitised({ messages: [user(text('Go.')), assistant(thinking(envelope)), user(text('On.'))] });
    expect(messages[1]).toEqual(assistant(text('(No content.)')));
  });

  const budget = { thinking: { type: 'enabled', budget_tokens: 8000 }, max_tokens: 16000 };
  const edits = [{ type: 'clear_thinking_20251015', keep: 'all' }];
  const loop = [user(text('Go.')), assistant(thinking(envelope), call()), user(result())];

  it('turns thinking off when the turn that goes on began with it, and its context edit with it (pitfall 32)', () => {
    const body = sanitised({ ...budget, context_management: { edits }, messages: loop });
    expect(body).toEqual({ thinking: { type: 'disabled' }, max_tokens: 16000, messages: [loop[0], assistant(call()), loop[2]] });
    const other = { type: 'clear_tool_uses_20250919' };
    const kept = sanitised({ ...budget, context_management: { edits: [...edits, other] }, messages: loop });
    expect(kept.context_management).toEqual({ edits: [other] });
  });

  it('leaves thinking on where only earlier turns lose theirs, or where it is adaptive', () => {
    const earlier = [
      ...loop,
      assistant(thinking('own'), text('Done.')),
      user(text('Next.')),
      assistant(thinking('own'), call('toolu_2')),
      user(result('toolu_2')),
    ];
    const body = sanitised({ ...budget, context_management: { edits }, messages: earlier });
    expect(body).toMatchObject({ ...budget, context_management: { edits } });
    expect(sanitised({ thinking: { type: 'adaptive' }, messages: loop }).thinking).toEqual({ type: 'adaptive' });
    const never = [user(text('Go.')), assistant(text('A'), thinking(envelope), call()), user(result())];
    expect(sanitised({ ...budget, messages: never }).thinking).toEqual(budget.thinking);
  });
});

it('takes out the searches that we put in for another provider', () => {
  const id = 'srvtoolu_switchyard_ws_1';
  const ours = [
    { type: 'server_tool_use', id, name: 'web_search', input: { query: 'q' } },
    {
      type: 'web_search_tool_result',
      tool_use_id: id,
      content: [{ type: 'web_search_result', url: 'u', title: 't', encrypted_content: '' }],
    },
  ];
  const theirs = { type: 'server_tool_use', id: 'srvtoolu_01', name: 'web_search', input: {} };
  const { messages } = sanitised({ messages: [user(text('Go.')), assistant(...ours, theirs, text('Found.'))] });
  expect(messages[1]).toEqual(assistant(theirs, text('Found.')));
});

describe('the limit of the answer', () => {
  it('is lowered to what the model can, with its thinking budget (pitfall 31)', () => {
    const body = { max_tokens: 32000, thinking: { type: 'enabled', budget_tokens: 31999 }, messages: [user(text('Go.'))] };
    expect(sanitised(body, { maxOutputTokens: 8192 })).toMatchObject({
      max_tokens: 8192,
      thinking: { type: 'enabled', budget_tokens: 7168 },
    });
    expect(sanitised(body, { maxOutputTokens: 2000 })).toMatchObject({ max_tokens: 2000, thinking: { type: 'disabled' } });
  });

  it('is left alone where it fits, and never made up', () => {
    const messages = [user(text('Go.'))];
    expect(sanitised({ max_tokens: 100, messages }, { maxOutputTokens: 8192 })).toEqual({ max_tokens: 100, messages });
    expect(sanitised({ messages }, { maxOutputTokens: 8192 })).toEqual({ messages });
  });
});

describe('by name', () => {
  it('drop-betas takes fields, tool fields and the header together', () => {
    const body = {
      context_management: { edits: [] },
      mcp_servers: [],
      output_config: { task_budget: 5, effort: 'low' },
      thinking: { type: 'adaptive', display: 'updates' },
      tool_choice: { type: 'auto' },
      tools: [
        { name: 'A', input_schema: {}, strict: true, defer_loading: false, input_examples: [{}], eager_input_streaming: true },
        { type: 'tool_search_tool_regex_20251119', name: 'tool_search_tool_regex' },
      ],
      messages: [
        user(text('Go.')),
        system([{ type: 'tool_addition', tool: {} }], { clear_at: 'next_user_message' }),
        assistant({ ...call(), caller: { type: 'direct' } }),
        user({ ...result(), content: [{ type: 'tool_reference', tool_name: 'Write' }] }),
        system('Now.', { output_config: { effort: 'high' } }),
      ],
    };
    expect(sanitised(body, { sanitise: ['drop-betas'] })).toEqual({
      output_config: { effort: 'low' },
      thinking: { type: 'adaptive' },
      tool_choice: { type: 'auto' },
      tools: [{ name: 'A', input_schema: {} }],
      messages: [
        user(text('Go.')),
        assistant(call()),
        user({ ...result(), content: [text('Tool loaded: Write')] }),
        system('Now.'),
      ],
    });
    const request = anthropicMessages.parseRequest(body);
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const betas = { dropHeaders: ['anthropic-beta'], dropQuery: true };
    expect(sanitiseBody(bytes, request, { ...PLAIN, sanitise: ['drop-betas'] })).toMatchObject(betas);
    expect(sanitiseBody(bytes, request, PLAIN)).toMatchObject({ dropHeaders: [], dropQuery: false });
  });

  it('drop-betas takes tools and tool choice whole where only the placeholder is left', () => {
    const body = {
      tools: [{ name: 'DeferredToolPlaceholder', defer_loading: true }],
      tool_choice: { type: 'auto' },
      messages: [],
    };
    expect(sanitised(body, { sanitise: ['drop-betas'] })).toEqual({ messages: [] });
  });

  it('drop-attribution takes the whole field where nothing else is in it', () => {
    const body = { system: [text('x-anthropic-billing-header: cc_version=2;')], messages: [] };
    expect(sanitised(body, { sanitise: ['drop-attribution'] })).toEqual({ messages: [] });
  });

  it('fold-system-messages puts the results of tools first and keeps cache marks (pitfall 35)', () => {
    const messages = [
      system('First.'),
      user(text('Go.')),
      assistant(call()),
      system([text('One.'), text('Two.', MARK)]),
      user(result(), text('And?')),
      system([]),
      assistant(text('Done.')),
      { role: 'user', content: 'Plain é "text".' },
      system('Last.'),
    ];
    const folded = (words: string, more: object = {}) => text(`<system-reminder>\n${words}\n</system-reminder>`, more);
    expect(sanitised({ messages }, { sanitise: ['fold-system-messages'] }).messages).toEqual([
      user(folded('First.'), text('Go.')),
      assistant(call()),
      user(result(), folded('One.\n\nTwo.', MARK), text('And?')),
      assistant(text('Done.')),
      user(text('Plain é "text".'), folded('Last.')),
    ]);
  });

  it('fold-system-messages works on what the other changes have left', () => {
    const messages = [
      user(text('Go.', MARK)),
      system([text('Rule.', MARK)], { output_config: {} }),
      assistant(thinking(envelope), text('A')),
    ];
    const body = sanitised({ messages }, { sanitise: ['fold-system-messages', 'drop-cache-control', 'drop-betas'] });
    expect(body.messages).toEqual([
      user(text('Go.'), text('<system-reminder>\nRule.\n</system-reminder>')),
      assistant(text('A')),
    ]);
  });

  it('no-effort-without-thinking goes by what thinking will be, not by what it was (pitfall 26)', () => {
    const effort = { output_config: { effort: 'high', format: { type: 'json_schema', schema: {} } } };
    const options = { sanitise: ['no-effort-without-thinking'] as const, maxOutputTokens: 1500 };
    const body = { ...effort, max_tokens: 9000, thinking: { type: 'enabled', budget_tokens: 4000 }, messages: [] };
    expect(sanitised(body, { ...options, sanitise: [...options.sanitise] })).toEqual({
      output_config: { format: effort.output_config.format },
      max_tokens: 1500,
      thinking: { type: 'disabled' },
      messages: [],
    });
    expect(
      sanitised({ ...effort, thinking: { type: 'adaptive' }, messages: [] }, { sanitise: [...options.sanitise] }),
    ).toMatchObject(effort);
  });

  it('thinking-off-when-absent leaves thinking that is there (pitfall 34)', () => {
    const options = { sanitise: ['thinking-off-when-absent' as const] };
    expect(sanitised({ messages: [] }, options)).toEqual({ thinking: { type: 'disabled' }, messages: [] });
    expect(sanitised({ thinking: { type: 'adaptive' }, messages: [] }, options).thinking).toEqual({ type: 'adaptive' });
  });

  it('drop-empty-text finds it in messages, in results of tools and in the system prompt (pitfall 42)', () => {
    const body = {
      system: [text(''), text('Be brief.')],
      messages: [user(text(''), text('Go.')), assistant(text('')), user({ ...result(), content: [text('')] })],
    };
    expect(sanitised(body, { sanitise: ['drop-empty-text'] })).toEqual({
      system: [text('Be brief.')],
      messages: [user(text('Go.')), assistant(text('(No content.)')), user({ ...result(), content: [] })],
    });
  });

  it('drop-cache-control finds marks at the top, on tools, on blocks and within them', () => {
    const body = {
      ...MARK,
      system: [text('S', MARK)],
      tools: [{ name: 'A', ...MARK }],
      messages: [user({ ...result(), content: [text('deep', MARK)], ...MARK }), system([text('M', MARK)])],
    };
    expect(sanitised(body, { sanitise: ['drop-cache-control'] })).toEqual({
      system: [text('S')],
      tools: [{ name: 'A' }],
      messages: [user({ ...result(), content: [text('deep')] }), system([text('M')])],
    });
  });

  it('plain-tool-ids gives call and result the same new id, and takes out searches of other providers', () => {
    const messages = [
      assistant(
        { type: 'server_tool_use', id: 'call_50b82', name: 'analyze_image', input: {} },
        call('functions.Bash:0'),
        call('toolu_2'),
      ),
      user(result('functions.Bash:0'), result('toolu_2')),
    ];
    const body = sanitised({ messages }, { sanitise: ['plain-tool-ids'] });
    const [calls, results] = body.messages.map(({ content }: Body) => content) as [Body[], Body[]];
    expect(calls[0]?.id).toMatch(/^toolu_[0-9a-f]+$/);
    expect(results[0]?.tool_use_id).toBe(calls[0]?.id);
    expect([calls.length, calls[1], results[1]]).toEqual([2, call('toolu_2'), result('toolu_2')]);
  });

  it('drop-sampling takes it out, the default too', () => {
    const body = { temperature: 1, top_p: 0.5, top_k: 3, stop_sequences: ['x'], messages: [] };
    expect(sanitised(body, { sanitise: ['drop-sampling'] })).toEqual({ stop_sequences: ['x'], messages: [] });
  });

  it('no-forced-tool leaves the choice to the model, one call at a time if the client wants so', () => {
    const free = (choice: object) =>
      sanitised({ tools: [{ name: 'A' }], tool_choice: choice, messages: [] }, { sanitise: ['no-forced-tool'] }).tool_choice;
    expect(free({ type: 'tool', name: 'A' })).toEqual({ type: 'auto' });
    const serial = { disable_parallel_tool_use: true };
    expect(free({ type: 'any', ...serial })).toEqual({ type: 'auto', ...serial });
    expect(free({ type: 'none' })).toEqual({ type: 'none' });
  });

  it('plain-tool-search leaves what other betas brought', () => {
    const body = {
      context_management: { edits: [] },
      tools: [{ name: 'A', input_schema: {}, strict: true, defer_loading: true }],
      messages: [user({ ...result(), content: [{ type: 'tool_reference', tool_name: 'Write' }] })],
    };
    expect(sanitised(body, { sanitise: ['plain-tool-search'] })).toEqual({
      context_management: { edits: [] },
      tools: [{ name: 'A', input_schema: {}, strict: true }],
      messages: [user({ ...result(), content: [text('Tool loaded: Write')] })],
    });
  });

  describe('placeholder-thinking', () => {
    const sanitise: Sanitising[] = ['placeholder-thinking'];
    const enabled = { thinking: { type: 'enabled', budget_tokens: 4000 }, max_tokens: 9000 };

    it('stands in for reasoning that goes from a turn with tools, and thinking stays on (pitfall 25)', () => {
      const messages = [user(text('Go.')), assistant(thinking(envelope), text('A'), call()), user(result())];
      const body = sanitised({ ...enabled, messages }, { sanitise });
      expect(body).toEqual({ ...enabled, messages: [messages[0], assistant(UNAVAILABLE, text('A'), call()), messages[2]] });
    });

    it('stands in where there never was any, and nowhere else', () => {
      const messages = [
        user(text('Go.')),
        assistant(call()),
        user(result()),
        assistant(thinking(''), call('toolu_2')),
        user(result('toolu_2')),
        assistant(text('Done.')),
        { role: 'assistant', content: 'Plain.' },
      ];
      const body = sanitised({ messages }, { sanitise });
      expect(body.messages).toEqual([messages[0], assistant(UNAVAILABLE, call()), ...messages.slice(2)]);
    });

    it('is not needed where the server does not think', () => {
      const messages = [user(text('Go.')), assistant(call()), user(result())];
      const off = { off: { thinking: { type: 'disabled' } }, on: {}, effort: {}, budget: null };
      const disabled = { thinking: { type: 'disabled' }, messages };
      expect(sanitised(disabled, { sanitise, reasoning: off })).toEqual(disabled);
      expect(sanitised({ messages }, { sanitise: [...sanitise, 'thinking-off-when-absent'] }).messages).toEqual(messages);
      // What cannot be turned off is on, whatever the client says.
      expect(sanitised(disabled, { sanitise, reasoning: { ...off, off: null } }).messages[1]).toEqual(
        assistant(UNAVAILABLE, call()),
      );
    });
  });

  describe('restate-thinking', () => {
    const withBudget: ReasoningSwitch = {
      off: { thinking: { type: 'disabled' } },
      on: { thinking: { type: 'enabled', budget_tokens: 10_000 } },
      effort: { low: { thinking: { type: 'enabled', budget_tokens: 4_000 } } },
      budget: null,
    };
    const adaptive: ReasoningSwitch = {
      off: null,
      on: { thinking: { type: 'adaptive' } },
      effort: { high: { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } } },
      budget: null,
    };
    const restate = (body: Body, reasoning: ReasoningSwitch) => sanitised(body, { sanitise: ['restate-thinking'], reasoning });
    const messages = [user(text('Go.'))];

    it('writes adaptive thinking as a budget that fits, without the effort that such a model refuses (pitfall 57)', () => {
      const body = {
        thinking: { type: 'adaptive', display: 'omitted' },
        output_config: { effort: 'low' },
        max_tokens: 3000,
        messages,
      };
      expect(restate(body, withBudget)).toEqual({
        thinking: { type: 'enabled', budget_tokens: 1976, display: 'omitted' },
        max_tokens: 3000,
        messages,
      });
    });

    it('writes a budget as adaptive thinking', () => {
      const body = {
        thinking: { type: 'enabled', budget_tokens: 31999 },
        output_config: { effort: 'max' },
        max_tokens: 32000,
        messages,
      };
      expect(restate(body, adaptive)).toEqual({
        thinking: { type: 'adaptive' },
        output_config: { effort: 'high' },
        max_tokens: 32000,
        messages,
      });
    });

    it('leaves what is of the right kind, the budget of the client too', () => {
      const body = { thinking: { type: 'enabled', budget_tokens: 5000 }, max_tokens: 5001, messages };
      expect(restate(body, withBudget)).toEqual(body);
      expect(restate({ messages }, withBudget)).toEqual({ messages });
    });

    it('leaves every kind that the model takes, whatever stands for off', () => {
      const between = { thinking: { type: 'between_tools' }, messages };
      const model = { ...adaptive, off: { thinking: { type: 'between_tools' } } };
      expect(restate(between, model)).toEqual(between);
      expect(restate({ thinking: { type: 'disabled' }, messages }, model)).toEqual(between);
      const enabled = { thinking: { type: 'enabled', budget_tokens: 2000 }, messages };
      expect(restate(enabled, { ...adaptive, alsoTakes: ['enabled'] })).toEqual(enabled);
    });

    it('says nothing to a model that cannot be told to be silent, or asks it to think little', () => {
      const disabled = { thinking: { type: 'disabled' }, messages };
      expect(restate(disabled, adaptive)).toEqual({ messages });
      const low = { ...adaptive, off: { output_config: { effort: 'low' } } };
      expect(restate(disabled, low)).toEqual({ output_config: { effort: 'low' }, messages });
      const format = { type: 'json_schema', schema: {} };
      expect(restate({ ...disabled, output_config: { format } }, low).output_config).toEqual({ format, effort: 'low' });
      expect(restate({ ...disabled, output_config: { effort: 'high' } }, low).output_config).toEqual({ effort: 'high' });
      expect(restate({ messages }, low)).toEqual({ messages });
    });

    it('takes all of it away from a model that does not think', () => {
      const body = {
        thinking: { type: 'adaptive' },
        output_config: { effort: 'high' },
        context_management: { edits: [{ type: 'clear_thinking_20251015' }] },
        messages,
      };
      expect(restate(body, { off: null, on: {}, effort: {}, budget: null })).toEqual({ messages });
    });

    it('goes without thinking where a budget would need it at the beginning of the turn', () => {
      const loop = [user(text('Go.')), assistant(call()), user(result())];
      const edits = [{ type: 'clear_thinking_20251015', keep: 'all' }];
      const body = { thinking: { type: 'adaptive' }, context_management: { edits }, max_tokens: 9000, messages: loop };
      expect(restate(body, withBudget)).toEqual({ thinking: { type: 'disabled' }, max_tokens: 9000, messages: loop });
    });
  });
});
