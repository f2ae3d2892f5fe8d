import type { ExportWriter } from './exported-exchange';

/** A list of exchanges as they are in the app, each with the decision on it and, where they were asked for, its bodies. One a line. */
export function createJsonWriter(withBodies: boolean): ExportWriter {
  return {
    begin: '[\n',
    between: ',\n',
    end: '\n]\n',
    write: ({ exchange, decision, bodies }) => [JSON.stringify({ ...exchange, decision, ...(withBodies && { bodies }) })],
  };
}
