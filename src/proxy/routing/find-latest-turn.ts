import { isToolResultBlock, type CanonicalMessage } from '../canonical/request';

/** The messages from the user's last prompt on; results of tools are no prompt. */
export function findLatestTurn(messages: CanonicalMessage[]): CanonicalMessage[] {
  return messages.slice(Math.max(0, messages.findLastIndex(isPrompt)));
}

function isPrompt({ role, content }: CanonicalMessage): boolean {
  return role === 'user' && (typeof content === 'string' || !content.some(isToolResultBlock));
}
