import type { OutputFormat } from './request';

/** The form of an answer as a sentence for the instructions, where a server has no field for it or one that says too little. */
export function formatInWords(output: OutputFormat): string {
  if (output.kind === 'json-object') return 'Answer with one JSON object and nothing else.';
  return `Answer with JSON that fits this JSON schema, and with nothing else:\n${JSON.stringify(output.schema)}`;
}
