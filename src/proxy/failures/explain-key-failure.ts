import type { UpstreamError } from '../errors/upstream-error';

/** What happened to a key that an upstream would not take, as the rest of a sentence that begins with it. */
export function explainKeyFailure({ kind, status, upstreamStatus }: UpstreamError): string {
  const said = kind === 'reported' ? status : (upstreamStatus ?? status);
  if (status === 402) return `has no credit left (${said})`;
  if (kind === 'spent') return `has used up its allowance (${said})`;
  return status === 429 ? `reached its limit (${said})` : `was refused (${said})`;
}
