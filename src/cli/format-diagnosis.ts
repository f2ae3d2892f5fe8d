import { makePrintable } from './make-printable';
import { STEP_WORDS, type Diagnosis, type DiagnosisOutcome } from '../shared/model/diagnosis';

const OUTCOMES: Record<DiagnosisOutcome, string> = { ok: 'ok', failed: 'failed', skipped: '-', 'not-tried': 'not tried' };

/** A diagnosis as text: one line for each step, in columns, and what to do below the one that failed. */
export function formatDiagnosis(name: string, { steps, ok }: Diagnosis): string {
  const rows = steps.map(({ step, outcome, ms, sentence, advice }) => ({
    cells: [OUTCOMES[outcome], STEP_WORDS[step], ms === null ? '' : `${ms} ms`],
    sentence: outcome === 'not-tried' ? '' : makePrintable(sentence),
    advice,
  }));
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)));
  const indent = ' '.repeat(widths.reduce((sum, width) => sum + width + 2, 0));
  const lines = rows.flatMap(({ cells: [outcome = '', step = '', ms = ''], sentence, advice }) => {
    const [first = 0, second = 0, third = 0] = widths;
    const line = `${outcome.padEnd(first)}  ${step.padEnd(second)}  ${ms.padStart(third)}  ${sentence}`.trimEnd();
    return advice === null ? [line] : [line, `${indent}${advice}`];
  });
  const result = ok ? `${name} can be used.` : `${name} cannot be used yet.`;
  return `${lines.join('\n')}\n\n${makePrintable(result)}\n`;
}
