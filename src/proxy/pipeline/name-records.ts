import type { StreamFrame } from '../dialects/dialect';

/**
 * Whole records of a stream, each with the name that its data tells. Some servers leave the `event:` lines out; clients pass over
 * such records and send the request once more (pitfall 50). Records that have their names stay byte for byte. `frames` is what
 * `records` holds.
 */
export function nameRecords(records: Buffer, frames: readonly StreamFrame[]): Buffer {
  if (frames.every(({ event }) => event !== undefined)) return records;
  return Buffer.from(frames.map(writeRecord).join(''));
}

function writeRecord({ event, data }: StreamFrame): string {
  const name = event ?? readType(data);
  const lines = data.split('\n').map((line) => `data: ${line}\n`);
  return `${name === undefined ? '' : `event: ${name}\n`}${lines.join('')}\n`;
}

function readType(data: string): string | undefined {
  try {
    const { type } = JSON.parse(data) as { type?: unknown };
    return typeof type === 'string' && /^[\w.]+$/.test(type) ? type : undefined;
  } catch {
    return undefined;
  }
}
