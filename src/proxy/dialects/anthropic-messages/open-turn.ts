interface Message {
  role: 'user' | 'assistant' | 'system';
  content: string | readonly Block[];
}
/** Of either form, canonical or on the wire. */
type Block = Readonly<Record<string, unknown>> | { type: string };

/**
 * The place of the message with which the assistant's turn began that is still going on: tools were called, their results
 * are there, and the assistant is to go on. Null when the last thing said is the user's.
 */
export function findOpenTurn(messages: readonly Message[]): number | null {
  let first: number | null = null;
  for (let place = messages.length - 1; place >= 0; place -= 1) {
    const { role, content } = messages[place] as Message;
    if (role === 'assistant') first = place;
    else if (role === 'user' && !holdsResult(content)) break;
  }
  return first !== null && first < messages.findLastIndex(({ role }) => role === 'user') ? first : null;
}

function holdsResult(content: Message['content']): boolean {
  return typeof content !== 'string' && content.some(({ type }) => type === 'tool_result');
}

/** Anthropic refuses a turn that goes on with a thinking budget unless it began with thinking (deepset-ai/haystack-core-integrations#2146). */
export function beginsWithThinking(blocks: readonly Block[]): boolean {
  const type = blocks[0]?.type;
  return type === 'thinking' || type === 'redacted_thinking';
}
