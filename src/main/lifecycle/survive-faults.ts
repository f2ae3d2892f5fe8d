import { randomUUID } from 'node:crypto';
import type { Notice } from '../../shared/ipc/contract';

/**
 * Keeps the tray alive when our own code throws where nobody catches: Electron's answer would be a dialog that stops the whole main
 * thread until somebody presses it. The fault goes to stderr whole, and to the user in a sentence.
 */
export function surviveFaults(tell: (notice: Notice) => void): void {
  process.on('uncaughtException', (error) => {
    console.error('Switchyard has a fault:', error);
    tell({
      id: randomUUID(),
      level: 'error',
      message: `Something failed in Switchyard itself: ${error.message}`,
      hint: 'Routing goes on. Start Switchyard again if the window or the tray misbehave.',
    });
  });
}
