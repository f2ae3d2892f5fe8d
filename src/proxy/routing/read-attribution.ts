import type { CanonicalRequest } from '../canonical/request';

const BEGINNING = 'x-anthropic-billing-header:';

/** The line in which Claude Code says who it is, its first system block unless that is switched off; null without one. */
export function readAttribution({ system }: CanonicalRequest): string | null {
  const text = system[0]?.text;
  return text?.startsWith(BEGINNING) ? text.slice(0, 300) : null;
}
