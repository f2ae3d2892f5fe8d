import { encodeDecision } from '../../shared/model/common-steps';
import type { Decision } from '../../shared/model/decision';
import { UNKNOWN_COST } from '../../shared/model/money';
import type { Attempt, Exchange } from '../../shared/model/exchange';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';
import type { ChosenRoute, RefusedRoute } from '../decision/choose-route';
import type { ProxyPorts } from '../ports';
import type { TokenCounter } from '../tokens/token-counter';
import { readHeader, SESSION_HEADER } from '../routing/marked-request';
import { readClient } from '../routing/read-client';
import type { WireRequest } from './receive';
import type { Received, Target } from './exchange';

/** Rows are told to the host at most this often while they stream. */
const PROGRESS_INTERVAL_MS = 250;

type AttemptEnd = Pick<Attempt, 'outcome' | 'status' | 'error'>;
type ExchangeEnd = Pick<Exchange, 'outcome' | 'status' | 'error'>;

/** Keeps the row of one exchange up to date and tells the host. Always ends with finish(), on abort too. */
export interface Recorder {
  received(received: Received): void;
  routed(routed: ChosenRoute | RefusedRoute): void;
  /** `inputEstimate` is our count of the request for this target, in tokens. */
  attemptStarted(target: Target, lane: Attempt['lane'], inputEstimate: number): void;
  attemptEnded(end: AttemptEnd): void;
  /** A fallback was decided on: adds a sentence to the reason. */
  addReason(sentence: string): void;
  firstByte(): void;
  /** Characters of answer that passed. */
  progress(characters: number): void;
  usage(usage: Usage, reportedCost: number | null): void;
  stopReason(reason: string): void;
  /** What the upstream of the attempt in hand reported; null when it reported nothing. */
  reportedUsage(): Usage | null;
  /** From the beginning of the attempt in hand to its first token, in ms; null while there is none. */
  attemptFirstTokenMs(): number | null;
  finish(end: ExchangeEnd): void;
}

export interface RecorderTools {
  ports: Pick<ProxyPorts, 'record' | 'now'>;
  tokens: Pick<TokenCounter, 'estimateText'>;
}

export function createRecorder(
  { ports, tokens }: RecorderTools,
  wire: Pick<WireRequest, 'id' | 'startedAt' | 'clientDialect' | 'headers' | 'settings'>,
): Recorder {
  let row: Exchange = {
    id: wire.id,
    startedAt: wire.startedAt,
    outcome: 'in-flight',
    client: readClient(wire.headers),
    clientDialect: wire.clientDialect,
    sessionId: readHeader(wire.headers, SESSION_HEADER)?.slice(0, 100) ?? null,
    project: null,
    requestedModel: null,
    streaming: false,
    scenario: null,
    route: null,
    reason: '',
    providerId: null,
    model: null,
    lane: null,
    status: null,
    stopReason: null,
    firstByteMs: null,
    firstTokenMs: null,
    durationMs: null,
    usage: UNKNOWN_USAGE,
    cost: UNKNOWN_COST,
    defaultCost: null,
    oddities: [],
    private: false,
    error: null,
    attempts: [],
  };
  let started = false;
  let finished = false;
  let toldAt = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let target: Target | null = null;
  let inputEstimate: number | null = null;
  let characters = 0;
  let decision: Decision | null = null;
  let attemptStartedAt = 0;
  let attemptFirstTokenMs: number | null = null;
  let reported: { usage: Usage; cost: number | null } | null = null;

  const elapsed = () => Math.max(0, Math.round(ports.now() - wire.startedAt));

  function tell(kind: 'started' | 'progressed' | 'finished'): void {
    toldAt = ports.now();
    ports.record({
      kind,
      exchange: row,
      ...(kind === 'finished' && decision !== null && { decision: encodeDecision(decision) }),
    });
  }

  function change(part: Partial<Exchange>): void {
    row = { ...row, ...part };
  }

  /** A stream names its input at the start and its output at the end: in between, the output is what we saw pass. */
  function readUsage(): Usage {
    const model = target && { providerId: target.provider.id, model: target.model.id };
    const guess: Usage = { ...UNKNOWN_USAGE, input: inputEstimate, output: tokens.estimateText(characters, model) };
    if (reported === null) return guess;
    const { usage } = reported;
    return usage.output === null ? { ...usage, output: guess.output, estimated: true } : usage;
  }

  function updateFigures(): void {
    if (target === null) return;
    const usage = readUsage();
    const { provider, model } = target;
    const cost = wire.settings.prices.cost({
      provider,
      model: model.id,
      usage,
      reportedCost: reported?.cost ?? null,
      at: wire.startedAt,
    });
    change({ usage, cost });
  }

  /** Told soon, together with what else passes until then; a stream that stalls has told its last figures. */
  function progressed(): void {
    timer ??= setTimeout(
      () => {
        timer = null;
        updateFigures();
        tell('progressed');
      },
      Math.max(0, toldAt + PROGRESS_INTERVAL_MS - ports.now()),
    );
  }

  function changeAttempt(part: Partial<Attempt>): void {
    const last = row.attempts.at(-1);
    if (last) change({ attempts: [...row.attempts.slice(0, -1), { ...last, ...part }] });
  }

  return {
    received({ request, inputEstimate: estimate }) {
      inputEstimate = estimate;
      change({ requestedModel: request.model, streaming: request.stream, sessionId: row.sessionId ?? request.sessionId });
    },
    routed({ scenario, route, reason, targets: [first], decision: decided }) {
      decision = decided;
      change({ scenario, route, reason, providerId: first?.provider.id ?? null, model: first?.model.id ?? null });
    },
    attemptStarted(next, lane, estimate) {
      target = next;
      inputEstimate = estimate;
      reported = null;
      characters = 0;
      attemptStartedAt = ports.now();
      attemptFirstTokenMs = null;
      const attempt: Attempt = {
        number: row.attempts.length + 1,
        providerId: next.provider.id,
        model: next.model.id,
        keyId: next.keys.length > 1 ? next.key.id : null,
        lane,
        outcome: 'in-flight',
        status: null,
        startedAfterMs: elapsed(),
        endedAfterMs: null,
        error: null,
        usage: null,
        cost: null,
      };
      change({ status: null, providerId: next.provider.id, model: next.model.id, lane, attempts: [...row.attempts, attempt] });
      tell(started ? 'progressed' : 'started');
      started = true;
    },
    attemptEnded(end) {
      changeAttempt({ ...end, endedAfterMs: elapsed() });
    },
    addReason(sentence) {
      change({ reason: `${row.reason} ${sentence}` });
    },
    firstByte() {
      change({ status: 200, firstByteMs: row.firstByteMs ?? elapsed() });
    },
    progress(count) {
      characters += count;
      attemptFirstTokenMs ??= ports.now() - attemptStartedAt;
      if (row.firstTokenMs === null) change({ firstTokenMs: elapsed() });
      progressed();
    },
    usage(usage, cost) {
      reported = { usage, cost };
      progressed();
    },
    stopReason(stopReason) {
      change({ stopReason });
    },
    reportedUsage: () => reported?.usage ?? null,
    attemptFirstTokenMs: () => attemptFirstTokenMs,
    finish(end) {
      if (finished) return;
      finished = true;
      if (timer !== null) clearTimeout(timer);
      updateFigures();
      if (end.outcome !== 'ok') changeAttempt({ endedAfterMs: row.attempts.at(-1)?.endedAfterMs ?? elapsed() });
      change({
        ...end,
        durationMs: elapsed(),
        ...(row.reason === '' && { reason: end.error ?? 'It ended before it was routed.' }),
      });
      if (!started) tell('started');
      tell('finished');
    },
  };
}
