import { groupDigits } from '../../shared/group-digits';

/** `72340` becomes `72,340`. */
export function formatTokens(tokens: number): string {
  return groupDigits(Math.round(tokens));
}
