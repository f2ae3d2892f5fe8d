import { createCaptureMaker } from '../../bodies/capture-bodies';
import { vi } from 'vitest';
import { ClientGoneError } from '../../errors/client-gone-error';
import { createTargetFigures } from '../../decision/target-figures';
import { createBreakers } from '../../failures/breaker';
import { FAILURE_POLICY } from '../../failures/failure-policy';
import type { Reply } from '../../pipeline/client-answer';
import type { Target } from '../../pipeline/exchange';
import type { Recorder } from '../../pipeline/record';
import type { AttemptOptions } from '../../pipeline/run-attempt';
import { runAttempts } from '../../pipeline/run-attempts';
import { createKeyTurns } from '../../routing/key-turns';
import { NO_KEY } from '../../routing/list-usable-keys';
import type { Course, Plan } from './arbitrary-course';
import type { Routed } from '../../pipeline/routed';

/** The attempts and pauses of the exchange in hand, by its fake clock. */
let world: { attempt(options: AttemptOptions): Promise<void>; pause(ms: number): void };
vi.mock('../../pipeline/run-attempt', () => ({ runAttempt: (options: AttemptOptions) => world.attempt(options) }));
vi.mock('../../pipeline/pause', () => ({ pause: async (ms: number) => world.pause(ms) }));

/** One attempt, as the fake upstreams saw it. */
export interface Asked {
  name: string;
  at: number;
  /** When it ended. */
  until: number;
  /** What it failed with; undefined: it did not. */
  error: unknown;
  /** The targets that were there when it was chosen, with the time at which each breaker was to open. */
  open: Map<string, number>;
}

/** Thrown into an exchange that does not end by itself. */
export const NOBODY_ENDS = new Error('It asks without an end.');
const nameOf = ({ provider, model }: Target) => `${provider.id}/${model.id}`;
const makeTarget = (id: string) =>
  ({ provider: { id, name: id }, model: { id: 'm' }, keys: [NO_KEY], key: NO_KEY }) as unknown as Target;

/** Runs an exchange over fake upstreams. Returns what they and the client saw, and what it ended with. */
export async function liveCourse(course: Course) {
  let now = 1_000_000;
  const startedAt = now;
  const controller = new AbortController();
  const asked: Asked[] = [];
  const pauses: number[] = [];
  const client = { heads: 0, ends: 0, written: [] as string[] };
  const recorded = { started: 0, ended: 0 };

  /** Lets time pass, in which the client may hang up. */
  function pass(ms: number): void {
    now += ms;
    if (course.hangsUpAfterMs !== null && now >= startedAt + course.hangsUpAfterMs) controller.abort();
  }

  const breakers = createBreakers({
    policy: FAILURE_POLICY,
    restore: course.resting.map(([id, ms]) => ({
      ...{ target: `${id}/m`, failures: [], openUntil: now + ms, openings: 1, limited: true },
    })),
    onChanged: () => undefined,
  });
  let looked = new Map<string, number>();
  const watched: typeof breakers = {
    ...breakers,
    openUntil(name, time) {
      const until = breakers.openUntil(name, time);
      if (looked.has(name)) looked = new Map();
      looked.set(name, until);
      return until;
    },
  };

  const reply: Reply = {
    headersSent: () => client.heads > 0,
    sendHead: () => void (client.heads += 1),
    async write(bytes) {
      client.written.push(String(bytes));
    },
    end: () => void (client.ends += 1),
  };

  async function sendContent({ stream }: AttemptOptions, text: string): Promise<void> {
    if (stream) return stream.client.write(text);
    reply.sendHead(200, {});
    await reply.write(text);
  }

  async function attempt(options: AttemptOptions): Promise<void> {
    const plan = course.plans[Math.min(asked.length, course.plans.length - 1)] as Plan;
    const seen: Asked = { name: nameOf(options.target), at: now, until: now, error: undefined, open: looked };
    looked = new Map();
    asked.push(seen);
    recorded.started += 1;
    if (asked.length > 30) throw NOBODY_ENDS;
    pass(plan.tookMs);
    seen.until = now;
    for (const id of plan.meanwhileOpened) breakers.failed(`${id}/m`, now, 20_000);
    if (controller.signal.aborted && !plan.failsAllTheSame) seen.error = new ClientGoneError();
    else if (plan.error !== null) seen.error = plan.error;
    if (plan.pinged && options.stream && client.heads === 0) reply.sendHead(200, {});
    if (plan.contentSent || seen.error === undefined) await sendContent(options, `content ${asked.length}`);
    if (seen.error !== undefined) throw seen.error;
    if (options.stream) options.stream.client.end();
    else reply.end();
  }

  world = {
    attempt,
    pause(ms) {
      pauses.push(ms);
      pass(ms);
      if (controller.signal.aborted) throw new ClientGoneError();
    },
  };
  const routed = {
    ...{ id: 'exchange', headers: {}, startedAt, clientDialect: 'anthropic-messages', inputEstimate: 1 },
    request: { model: 'm', stream: course.streams, sessionId: null },
    signal: controller.signal,
    targets: course.targets.map(makeTarget),
    overflowTargets: () => course.overflowTargets.map(makeTarget),
  } as unknown as Routed;
  const recorder = {
    addReason: () => undefined,
    reportedUsage: () => null,
    attemptFirstTokenMs: () => null,
    attemptEnded: () => void (recorded.ended += 1),
  } as Partial<Recorder> as Recorder;
  const capture = createCaptureMaker()({ limit: 1000, secrets: [], patterns: [] });
  const tools = {
    ports: { now: () => now },
    tokens: { estimate: () => 1 },
    failures: {
      breakers: watched,
      policy: { ...FAILURE_POLICY, deadlineMs: course.deadlineMs },
      keyTurns: createKeyTurns(),
      random: () => course.random,
    },
    figures: createTargetFigures(),
    router: () => null,
  } as unknown as Parameters<typeof runAttempts>[3];

  const thrown: unknown = await runAttempts(routed, reply, { recorder, capture, tab: null }, tools).catch(
    (error: unknown) => error,
  );
  return { asked, pauses, client, recorded, thrown, now, startedAt, lastLook: looked, aborted: controller.signal.aborted };
}

export type Life = Awaited<ReturnType<typeof liveCourse>>;
