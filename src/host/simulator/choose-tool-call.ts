import type { ChatRequest, Tool } from './chat-request';
import { fillSchema } from './fill-schema';
import type { Turn } from './read-turn';

export interface ChosenCall {
  name: string;
  arguments: Record<string, unknown>;
}

const ASKS_TO_READ = /\b(read|open|show|print|cat|look (at|into)|summari[sz]e)\b/i;
const ASKS_TO_RUN =
  /\b(run|execute|list|show|ls|look around|(what|which) files|git (status|log)|working directory|where am i)\b/i;
const HARMLESS_NAME = /^(get|list|read|search|find|fetch|look|query|show)(?=[_A-Z-]|$)/i;
const FILE_NAME = /(?:^|[\s"'`(])((?:\.{0,2}\/)?(?:[\w.-]+\/)*[\w-]{2,}\.[A-Za-z][A-Za-z0-9]{0,7})(?=$|[\s"'`),.:;?!])/;

/**
 * Decides whether this turn is answered by a tool call, and by which: one that the client offers, that does no harm,
 * and that fits what the user asked; or the one that the request insists on. Null for an answer in text, always so
 * once results are there.
 */
export function chooseToolCall(request: ChatRequest, turn: Turn): ChosenCall | null {
  const { tools = [], tool_choice: choice = 'auto' } = request;
  if (choice === 'none' || tools.length === 0) return null;
  if (typeof choice === 'object') {
    const named = tools.find((tool) => tool.function.name === choice.function.name);
    return named ? buildCall(named, turn) : null;
  }
  if (turn.results.length === 0) {
    const fitting = findFittingTool(tools, turn);
    if (fitting) return buildCall(fitting, turn);
  }
  const [first] = tools;
  return choice === 'required' && first ? buildCall(tools.find(isHarmless) ?? first, turn) : null;
}

function findFittingTool(tools: Tool[], turn: Turn): Tool | undefined {
  const { userText } = turn;
  if (ASKS_TO_READ.test(userText) && FILE_NAME.test(userText)) {
    const reader = tools.find((tool) => /^(read|view|open)/i.test(tool.function.name) && takes(tool, 'file_path', 'path'));
    if (reader) return reader;
  }
  if (ASKS_TO_RUN.test(userText)) {
    const shell = tools.find((tool) => takes(tool, 'command'));
    if (shell) return shell;
  }
  return tools.find((tool) => isHarmless(tool) && sharesWord(tool.function.name, userText));
}

function isHarmless(tool: Tool): boolean {
  return HARMLESS_NAME.test(tool.function.name);
}

function takes(tool: Tool, ...names: string[]): boolean {
  const properties = tool.function.parameters?.properties;
  return typeof properties === 'object' && properties !== null && names.some((name) => name in properties);
}

/** `get_weather` and "what is the weather like". */
function sharesWord(name: string, text: string): boolean {
  const spoken = new Set(text.toLowerCase().match(/[a-z]{4,}/g));
  const words =
    name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]{4,}/g) ?? [];
  return words.some((word) => !HARMLESS_NAME.test(word) && spoken.has(word));
}

function buildCall(tool: Tool, turn: Turn): ChosenCall {
  const file = findFile(turn);
  const hints = {
    command: chooseCommand(turn.userText),
    file_path: file,
    path: file,
    pattern: '*',
    url: 'https://example.com/',
  };
  const filled = fillSchema(tool.function.parameters ?? {}, turn, hints);
  return { name: tool.function.name, arguments: typeof filled === 'object' && filled !== null ? { ...filled } : {} };
}

function findFile({ userText, workingFolder }: Turn): string {
  const file = FILE_NAME.exec(userText)?.[1] ?? 'README.md';
  if (file.startsWith('/') || workingFolder === null) return file;
  return `${workingFolder}/${file.replace(/^\.\//, '')}`;
}

/** Only commands that look and never touch, whatever the text asks for. */
function chooseCommand(text: string): string {
  if (/\bgit log\b/i.test(text)) return 'git log --oneline -5';
  if (/\bgit\b/i.test(text)) return 'git status --short';
  if (/\b(working directory|where am i|pwd)\b/i.test(text)) return 'pwd';
  return 'ls';
}
