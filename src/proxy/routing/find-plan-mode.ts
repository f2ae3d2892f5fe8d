import { blocksOf, isToolResultBlock, isToolUseBlock, type CanonicalMessage } from '../canonical/request';
import { edgesOf, readReminders } from './read-reminders';

/** What the client tells the model when it enters plan mode, as long as it is in it, and when it has left it. */
const NOTES = /Plan mode (?:is|still) active|Exited Plan Mode/g;
const LEFT = 'Exited Plan Mode';

const MODE_AFTER_TOOL: Readonly<Record<string, boolean>> = { EnterPlanMode: true, ExitPlanMode: false };

/** True when the client plans in this turn, and has not been told to go on and do it. */
export function findPlanMode(turn: CanonicalMessage[]): boolean {
  const calls = new Map<string, boolean>();
  let planning = false;
  for (const message of turn) {
    for (const text of readReminders(message).reminders) planning = readMode(edgesOf(text)) ?? planning;
    for (const block of blocksOf(message.content)) {
      if (isToolUseBlock(block)) {
        const mode = MODE_AFTER_TOOL[block.name];
        if (mode !== undefined) calls.set(block.id, mode);
      } else if (isToolResultBlock(block) && block.is_error !== true) {
        planning = calls.get(block.tool_use_id) ?? planning;
      }
    }
  }
  return planning;
}

/** What the text says last; null when it says nothing of it. */
function readMode(text: string): boolean | null {
  const last = text.match(NOTES)?.at(-1);
  return last === undefined ? null : last !== LEFT;
}
