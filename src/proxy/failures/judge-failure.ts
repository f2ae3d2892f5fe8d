import type { FailureKind, UpstreamError } from '../errors/upstream-error';

export interface Judgement {
  /** Asking the same target again may help, or only another one, or nobody. */
  verdict: 'retry' | 'next-target' | 'give-up';
  /** Why, in one sentence. */
  why: string;
  /** Says something of the target, not of the request: the breaker counts it. */
  blamesTarget: boolean;
  /** `key`: another key of the same target may help at once; `target`: it would fail with any key. */
  scope: 'key' | 'target';
}

const judge = (
  verdict: Judgement['verdict'],
  blamesTarget: boolean,
  why: string,
  scope: Judgement['scope'] = 'target',
): Judgement => ({ verdict, why, blamesTarget, scope });

const SAME_ANSWER = judge('give-up', false, 'Every target would find the same fault with it.');
const FOR_ANOTHER = judge('next-target', false, 'Another target may take it.');
const PASSING = judge('retry', true, 'Such failures pass.');

/** What follows from the kind alone. */
const KINDS: Record<Exclude<FailureKind, 'status' | 'reported'>, Judgement> = {
  unreachable: judge('next-target', true, 'It cannot be reached.'),
  // Another target may be reached by another proxy or by none.
  proxy: judge('next-target', true, 'The proxy does not let it through.'),
  reset: judge('retry', true, 'A connection may break by chance.'),
  // The time it took is gone, and the next wait would be as long.
  timeout: judge('next-target', true, 'It would take as long again.'),
  spent: judge('next-target', true, 'Its allowance does not come back in time.', 'key'),
  broken: judge('retry', true, 'An answer may break off by chance.'),
  slip: judge('retry', false, 'The model may not make the same mistake again.'),
  'no-key': judge('next-target', false, 'Without a key it cannot be asked.', 'key'),
  impossible: judge('next-target', false, 'Another target may be able to.'),
  queue: judge('next-target', false, 'All its places were taken.'),
};

/**
 * What follows from the status of an error answer. 408, 409, 429 and 5xx are what the SDKs of Anthropic and OpenAI retry
 * (docs/sources.md, Errors), less those 5xx that say "never"; 520 to 524 are Cloudflare's words for a server behind it that failed
 * (https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/).
 */
const STATUSES: Record<number, Judgement> = {
  401: judge('next-target', true, 'It refuses the key.', 'key'),
  402: judge('next-target', true, 'It wants payment first.', 'key'),
  403: judge('next-target', true, 'It refuses the key.', 'key'),
  404: judge('next-target', false, 'It does not have this model.'),
  408: PASSING,
  // Anthropic's conflict_error: another request holds what this one needs.
  409: judge('retry', false, 'What is in its way may be gone soon.'),
  425: judge('retry', false, 'It asks to be asked again.'),
  429: judge('retry', true, 'Its limit comes free again.', 'key'),
  500: PASSING,
  501: judge('next-target', false, 'It cannot do this.'),
  502: PASSING,
  503: PASSING,
  504: PASSING,
  505: judge('next-target', false, 'It cannot do this.'),
  520: PASSING,
  521: PASSING,
  522: PASSING,
  523: PASSING,
  524: PASSING,
  529: PASSING,
};

/** Whether the same target should be asked again after a failure, or another, or nobody; and whether another key of it may help. */
export function judgeFailure(error: UpstreamError): Judgement {
  const judgement = judgeKind(error);
  const wish = error.headers['x-should-retry'];
  // The upstream knows better than the table (docs/sources.md, Errors). It speaks of itself, so another target is still open.
  if (wish === 'false' && judgement.verdict === 'retry')
    return { ...judgement, verdict: 'next-target', why: 'It asks for no retry.' };
  if (wish === 'true' && error.kind === 'status') return { ...judgement, verdict: 'retry', why: 'It asks for a retry.' };
  return judgement;
}

function judgeKind(error: UpstreamError): Judgement {
  if (error.kind === 'reported') return judgeReport(error);
  if (error.kind !== 'status') return KINDS[error.kind];
  const { upstreamStatus } = error;
  // A prompt that is too long comes with many statuses, and 400 is what it is told as.
  if (error.status === 400 && error.nextTargetMayHelp) return FOR_ANOTHER;
  const known = upstreamStatus === null ? undefined : STATUSES[upstreamStatus];
  // A key that Google refuses with 400 is told as 403.
  if (error.status === 403) return known?.blamesTarget ? known : (STATUSES[403] as Judgement);
  return known ?? judgeUnknown(error);
}

/** An error in the middle of an answer that began well: its type stands for a status. */
function judgeReport(error: UpstreamError): Judgement {
  return error.status === 400 && error.nextTargetMayHelp ? FOR_ANOTHER : (STATUSES[error.status] ?? judgeUnknown(error));
}

function judgeUnknown({ status, nextTargetMayHelp }: UpstreamError): Judgement {
  if (status >= 500) return judge('next-target', true, 'It failed in a way of its own.');
  return nextTargetMayHelp ? FOR_ANOTHER : SAME_ANSWER;
}
