import type { ChatRequest } from './chat-request';
import { fillSchema } from './fill-schema';
import type { SimulatorModel } from './models';
import { PHRASES, type Task } from './phrases';
import type { Turn } from './read-turn';
import type { SeededRandom } from './seeded-random';

const SIGNATURE = 'This is the built-in simulator: the text was put together on this machine, and its cost is play money.';

/** The text of an answer that is not a tool call: JSON where the request asks for it, otherwise paragraphs. */
export function composeAnswer(request: ChatRequest, turn: Turn, model: SimulatorModel, random: SeededRandom): string {
  const format = request.response_format;
  if (format?.type === 'json_schema') return JSON.stringify(fillSchema(format.json_schema.schema ?? {}, turn));
  if (format?.type === 'json_object') return JSON.stringify({ answer: turn.topic });
  if (turn.results.length > 0) return joinParagraphs([...turn.results.map(reportResult), SIGNATURE]);
  const task = findTask(turn.userText);
  const [least, most] = model.paragraphs;
  const phrases = PHRASES[task];
  const body = draw(phrases.body, task === 'greet' ? 1 : random.between(least, most), random);
  const opening = random.pick(phrases.opening).replaceAll('TOPIC', turn.topic);
  const text = joinParagraphs([opening, ...body, SIGNATURE]);
  // A client that folds its history looks for these marks.
  if (!turn.userText.includes('<summary>')) return text;
  return `<analysis>\n${opening}\n</analysis>\n\n<summary>\n${text}\n</summary>`;
}

function findTask(text: string): Task {
  if (/^(hi|hello|hey|good (morning|evening))\b/i.test(text)) return 'greet';
  if (/\b(fix|bug|error|fails?|failing|crash|broken|debug)\b/i.test(text)) return 'fix';
  if (/\b(explain|why|what (is|are|does)|how (do|does|is|are)|describe|tell me)\b/i.test(text)) return 'explain';
  if (/\b(review|audit|improve|refactor|clean up)\b/i.test(text)) return 'review';
  if (/\b(write|add|create|implement|build|make|generate)\b/i.test(text)) return 'make';
  return 'consider';
}

/** So many of the items, in the order in which they stand. */
function draw(items: readonly [string, ...string[]], count: number, random: SeededRandom): string[] {
  const left = [...items];
  while (left.length > count) left.splice(random.between(0, left.length - 1), 1);
  return left;
}

function reportResult({ call, text }: Turn['results'][number]): string {
  const { name } = call.function;
  if (text === '') return `${name} came back with nothing to show, which for this call means that it worked.`;
  if (/^(<tool_use_error>|error\b)/i.test(text))
    return `${name} failed: ${quoteLine(text)}. Check the name or the path and ask again.`;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 1) return `${name} answered with one line: ${quoteLine(text)}.`;
  const shown = lines.slice(0, 3).map((line) => `- ${quoteLine(line)}`);
  return `${name} came back with ${lines.length} lines. The first are:\n\n${shown.join('\n')}`;
}

function quoteLine(text: string): string {
  const line = (text.replace(/<\/?tool_use_error>/g, '').split('\n')[0] ?? '').trim();
  return `\`${line.length <= 100 ? line : `${line.slice(0, 99)}…`}\``;
}

function joinParagraphs(paragraphs: string[]): string {
  return paragraphs.join('\n\n');
}
