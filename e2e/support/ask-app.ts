import type { Bridge, CallName, Input, Output } from '../../src/shared/ipc/contract';
import type { App } from './launch-app';

/** Asks the app over its own IPC, for facts that a story checks beside what the screen shows. Throws the app's refusal. */
export async function askApp<N extends CallName>(app: App, name: N, input: Input<N>): Promise<Output<N>> {
  const page = await app.page();
  const result = await page.evaluate(
    ([call, value]) => (globalThis as unknown as { switchyard: Bridge }).switchyard.call(call, value),
    [name, input] as const,
  );
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  return result.value as Output<N>;
}
