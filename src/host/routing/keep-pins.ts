import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { AppError } from '../../shared/errors';
import { Pin } from '../../shared/model/pin';
import { writeAtomically } from '../config/write-atomically';

/** The file in which pins outlive a restart. */
export interface KeptPins {
  /** Those that still hold. */
  list(): Pin[];
  /** In place of what its session or route was pinned to before. Rejects with AppError pins-unwritable when the file can't be written. */
  put(pin: Pin): Promise<void>;
  remove(scope: Pin['scope']): Promise<void>;
}

/** `now` gives epoch ms. A file that can't be read counts as none: a pin is soon set again. */
export function keepPins(path: string, now: () => number): KeptPins {
  let pins = read(path);
  const holding = () => pins.filter(({ until }) => until === null || until > now());

  async function replace(scope: Pin['scope'], next: Pin[]): Promise<void> {
    pins = [...holding().filter((pin) => !isDeepStrictEqual(pin.scope, scope)), ...next];
    try {
      await writeAtomically(path, JSON.stringify(pins));
    } catch (error) {
      throw new AppError(
        'pins-unwritable',
        `The pin holds, but not after a restart: ${path} could not be written.`,
        String(error),
      );
    }
  }

  return {
    list: holding,
    put: (pin) => replace(pin.scope, [pin]),
    remove: (scope) => replace(scope, []),
  };
}

function read(path: string): Pin[] {
  try {
    return z.array(Pin).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return [];
  }
}
