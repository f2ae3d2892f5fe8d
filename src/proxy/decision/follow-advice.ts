import type { Deliberation, Destination } from './deliberation';
export function followAdvice(_d: Deliberation): Destination | null {
  return null;
}
