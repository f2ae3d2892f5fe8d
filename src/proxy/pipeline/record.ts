import { sumCost } from '../../pricing';
import type { BudgetTab } from '../budgets';
import { encodeDecision } from '../../shared/model/common-steps';
import type { Decision } from '../../shared/model/decision';
import { UNKNOWN_COST } from '../../shared/model/money';
import type { Attempt, Exchange } from '../../shared/model/exchange';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';
import type { UsageReport } from '../canonical/usage-report';
import type { ChosenRoute, RefusedRoute } from '../decision/choose-route';
import type { ProxyPorts } from '../ports';
import type { TokenCounter } from '../tokens/token-counter';
import { readHeader, SESSION_HEADER } from '../routing/marked-request';
import { readClient } from '../routing/read-client';
import { createAttemptFigures, type AttemptFigures } from './attempt-figures';
import { findDefaultCost } from './default-cost';
import type { Received, Target } from './exchange';
import { findPrivacy, findPrivacyOfUnknown, type Privacy } from './find-privacy';
import { hidePrivate } from './hide-private';
import { hideSecrets } from './hide-secrets';
import type { WireRequest } from './receive';
import { sumUsage } from './sum-usage';
import { startClock } from './time-exchange';

/** Rows are told to the host at most this often while they stream. In ms. */
const PROGRESS_INTERVAL_MS = 250;

/** Sentences of one row, so that an upstream that reports nonsense all the time fills no ledger. */
const MOST_ODDITIES = 10;

type AttemptEnd = Pick<Attempt, 'outcome' | 'status' | 'error'>;
type ExchangeEnd = Pick<Exchange, 'outcome' | 'status' | 'error'>;

/** Keeps the row of one exchange up to date and tells the host. Always ends with finish(), on abort too. */
export interface Recorder {
  received(received: Received): void;
  /** `project` is the folder that its session works in; null where that is not known. */
  routed(routed: ChosenRoute | RefusedRoute, project: string | null): void;
  /** `inputEstimate` is our count of the request for this target, in tokens. */
  attemptStarted(target: Target, lane: Attempt['lane'], inputEstimate: number): void;
  attemptEnded(end: AttemptEnd): void;
  /** A fallback was decided on: adds a sentence to the reason. */
  addReason(sentence: string): void;
  firstByte(): void;
  /** Characters of answer that passed. */
  progress(characters: number): void;
  /** What the upstream reports of its answer so far. */
  usage(report: UsageReport): void;
  stopReason(reason: string): void;
  /** Of the attempt in hand, for its client: what can be counted of the report, and an estimate of what it does not say. */
  attemptUsage(): Usage;
  /** What the upstream of the attempt in hand reported; null when that is nothing, or nothing to be relied on. */
  reportedUsage(): Usage | null;
  /** From the beginning of the attempt in hand to its first token, in ms; null while there is none. */
  attemptFirstTokenMs(): number | null;
  /** True once it is known that only figures of it may be kept. */
  isPrivate(): boolean;
  /** From now on the budgets hear what its attempts cost. */
  chargeTo(tab: BudgetTab): void;
  /** What may be kept of it beside its row. */
  privacy(): Privacy;
  /** The row as it is now, with what is not told of a private one. */
  row(): Exchange;
  attemptNumber(): number;
  finish(end: ExchangeEnd): void;
}

export interface RecorderTools {
  ports: Pick<ProxyPorts, 'record' | 'now' | 'monotonic' | 'homeFolder'>;
  tokens: Pick<TokenCounter, 'estimateText'>;
}

export function createRecorder(
  { ports, tokens }: RecorderTools,
  wire: Pick<WireRequest, 'id' | 'startedAt' | 'clientDialect' | 'headers' | 'settings'>,
): Recorder {
  const { settings } = wire;
  let row = beginRow(wire);
  let started = false;
  let finished = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let decision: Decision | null = null;
  let privacy: Privacy | null = null;
  let figures: AttemptFigures | null = null;
  let settled = false;
  let tab: BudgetTab | null = null;
  let attemptFirstTokenMs: number | null = null;
  const oddities = new Set<string>();
  const { elapsed, oddity: clockOddity } = startClock(ports.now, ports.monotonic ?? (() => performance.now()));
  let toldAfterMs = -PROGRESS_INTERVAL_MS;

  function tell(kind: 'started' | 'progressed' | 'finished'): void {
    toldAfterMs = elapsed();
    ports.record({
      kind,
      exchange: row.private ? hidePrivate(row) : hideSecrets(row, settings.findSecrets),
      ...(kind === 'finished' && decision !== null && !row.private && { decision: encodeDecision(decision) }),
    });
  }

  function change(part: Partial<Exchange>): void {
    row = { ...row, ...part };
  }

  function changeAttempt(part: Partial<Attempt>): void {
    const last = row.attempts.at(-1);
    if (last) change({ attempts: [...row.attempts.slice(0, -1), { ...last, ...part }] });
  }

  /** Prices the attempt in hand only: those before it have ended. */
  function updateFigures(): void {
    if (figures === null || settled) return;
    changeAttempt(figures.billed());
    change({
      usage: sumUsage(row.attempts.map(({ usage }) => usage)),
      cost: sumCost(row.attempts.map(({ cost }) => cost)),
    });
    tab?.costs(row.attempts.at(-1)?.cost ?? null);
  }

  /** The attempt in hand has ended: its figures stay as they are. */
  function settleFigures(): void {
    updateFigures();
    figures?.oddities().forEach((oddity) => oddities.add(oddity));
    settled = true;
  }

  function settleTab(): void {
    const last = row.attempts.at(-1);
    if (last) tab?.settle(last.cost, last.outcome === 'ok' || (last.usage?.output ?? 0) > 0);
  }

  /** Told soon, together with what else passes until then; a stream that stalls has told its last figures. */
  function progressed(): void {
    timer ??= setTimeout(
      () => {
        timer = null;
        updateFigures();
        tell('progressed');
      },
      Math.max(0, toldAfterMs + PROGRESS_INTERVAL_MS - elapsed()),
    );
  }

  return {
    received({ request }) {
      change({ requestedModel: request.model, streaming: request.stream, sessionId: row.sessionId ?? request.sessionId });
    },
    routed({ scenario, route, reason, targets: [first], decision: decided }, project) {
      decision = decided;
      privacy = findPrivacy(settings.source.config, { scenario, route, project }, ports.homeFolder);
      change({ scenario, route, reason, project, private: privacy.private });
      change({ providerId: first?.provider.id ?? null, model: first?.model.id ?? null });
    },
    attemptStarted(target, lane, inputEstimate) {
      figures = createAttemptFigures({ target, inputEstimate, tokens, prices: settings.prices, at: wire.startedAt });
      settled = false;
      attemptFirstTokenMs = null;
      const attempt = beginAttempt(target, lane, row.attempts.length + 1, elapsed());
      const { providerId, model } = attempt;
      change({ status: null, providerId, model, lane, attempts: [...row.attempts, attempt] });
      tell(started ? 'progressed' : 'started');
      started = true;
    },
    attemptEnded(end) {
      if (end.outcome === 'failed') figures?.failed();
      settleFigures();
      changeAttempt({ ...end, endedAfterMs: elapsed() });
      settleTab();
    },
    addReason(sentence) {
      change({ reason: `${row.reason} ${sentence}` });
    },
    firstByte() {
      figures?.firstByte();
      change({ status: 200, firstByteMs: row.firstByteMs ?? elapsed() });
    },
    progress(count) {
      figures?.progress(count);
      attemptFirstTokenMs ??= elapsed() - (row.attempts.at(-1)?.startedAfterMs ?? 0);
      if (row.firstTokenMs === null) change({ firstTokenMs: elapsed() });
      progressed();
    },
    usage(report) {
      figures?.report(report);
      progressed();
    },
    stopReason(stopReason) {
      change({ stopReason });
    },
    attemptUsage: () => figures?.usage() ?? UNKNOWN_USAGE,
    reportedUsage: () => figures?.reported() ?? null,
    attemptFirstTokenMs: () => attemptFirstTokenMs,
    isPrivate: () => row.private,
    chargeTo(next) {
      tab = next;
    },
    privacy: () => privacy ?? findPrivacyOfUnknown(settings.source.config),
    row: () => row,
    attemptNumber: () => row.attempts.length,
    finish(end) {
      if (finished) return;
      finished = true;
      if (timer !== null) clearTimeout(timer);
      settleFigures();
      if (end.outcome !== 'ok') changeAttempt({ endedAfterMs: row.attempts.at(-1)?.endedAfterMs ?? elapsed() });
      const clock = clockOddity();
      if (clock !== null) oddities.add(clock);
      change({
        ...end,
        durationMs: elapsed(),
        defaultCost: findDefaultCost(settings, row),
        oddities: [...oddities].slice(0, MOST_ODDITIES),
        ...(row.reason === '' && { reason: end.error ?? 'It ended before it was routed.' }),
      });
      settleTab();
      // First the budgets, then the row: what they ask of the ledger meanwhile does not hold this exchange yet.
      tab?.end();
      if (!started) tell('started');
      tell('finished');
    },
  };
}

function beginRow(wire: Pick<WireRequest, 'id' | 'startedAt' | 'clientDialect' | 'headers'>): Exchange {
  return {
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
}

function beginAttempt(target: Target, lane: Attempt['lane'], number: number, startedAfterMs: number): Attempt {
  return {
    number,
    providerId: target.provider.id,
    model: target.model.id,
    keyId: target.keys.length > 1 ? target.key.id : null,
    lane,
    outcome: 'in-flight',
    status: null,
    startedAfterMs,
    endedAfterMs: null,
    error: null,
    usage: null,
    cost: null,
  };
}
