import { create } from 'zustand';
import { toAppErrorData, type AppErrorData } from '../../../shared/errors';
import type { Exchange } from '../../../shared/model/exchange';
import { call } from '../../api/api';

/** A trial through the simulator. */
type Trial =
  | { phase: 'idle' }
  | { phase: 'running'; since: number }
  | { phase: 'answered'; since: number; text: string }
  | { phase: 'failed'; since: number; error: AppErrorData };

/** The three stops. */
export type Step = 'answer' | 'connect' | 'run';

interface OnboardingStore {
  step: Step;
  trial: Trial;
  /** Epoch milliseconds from which a request counts as the client's first. */
  waitingSince: number | null;
  /** Adds the simulator and sends one request through it. */
  tryNow(): Promise<void>;
  goTo(step: Step): void;
}

/** Where the first run stands. */
export const useOnboardingStore = create<OnboardingStore>()((set) => ({
  step: 'answer',
  trial: { phase: 'idle' },
  waitingSince: null,
  async tryNow() {
    const since = Date.now();
    set({ trial: { phase: 'running', since } });
    try {
      await call('providers.add-simulator');
      const { status, text } = await call('client.send-trial');
      set({
        trial:
          status < 400
            ? { phase: 'answered', since, text }
            : {
                phase: 'failed',
                since,
                error: { code: 'internal', message: `The trial was answered with ${status}.`, hint: text },
              },
      });
    } catch (error) {
      set({ trial: { phase: 'failed', since, error: toAppErrorData(error) } });
    }
  },
  goTo(step) {
    set((store) => ({ step, waitingSince: step === 'answer' ? store.waitingSince : (store.waitingSince ?? Date.now()) }));
  },
}));

/** The first request (rows run from newest to oldest) that began at or after a moment; null before it comes. */
export function findFirstSince(rows: readonly Exchange[], since: number | null): Exchange | null {
  return since === null ? null : (rows.findLast((row) => row.startedAt >= since) ?? null);
}
