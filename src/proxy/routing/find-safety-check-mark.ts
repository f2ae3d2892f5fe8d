import type { MarkedRequest } from './marked-request';
import { matchLastPrompt, matchSystem, type Beginnings } from './prompt-beginnings';

/** Older clients have a model look for an injection in a command, before they run what the user has allowed. */
const COMMAND_CHECK = 'It is a safety check of a command';

const SYSTEM_BEGINNINGS: Beginnings = [
  ['You are a security monitor for autonomous AI coding agents.', 'It is a safety check of a tool call'],
  ['Your task is to process Bash commands that an AI coding agent wants to run', COMMAND_CHECK],
];

const PROMPT_BEGINNINGS: Beginnings = [['<policy_spec>\n# Claude Code', COMMAND_CHECK]];

/** The client asks whether a tool call may run (docs/sources.md, Marks of requests). */
export function findSafetyCheckMark({ request }: MarkedRequest): string | null {
  return matchSystem(request, SYSTEM_BEGINNINGS) ?? matchLastPrompt(request, PROMPT_BEGINNINGS);
}
