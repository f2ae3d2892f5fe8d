import { createRandom } from './random.mjs';

/**
 * The history of somebody who works with coding agents all year: sessions of some hundred requests in a score of folders, by day and mostly in the week,
 * through several clients, routes, providers and models; with fallbacks, failures, hang-ups, models without a price, the simulator, and private requests.
 */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const SESSION_REQUESTS = 90;

/** Dollars for a million tokens: input, output, cache read, cache write; null: unpriced. */
const MODELS = {
  'deepseek/deepseek-chat': { price: [0.27, 1.1, 0.07, 0.27], firstTokenMs: 700, tokensPerSecond: 60 },
  'deepseek/deepseek-reasoner': { price: [0.55, 2.19, 0.14, 0.55], firstTokenMs: 1_600, tokensPerSecond: 45 },
  'anthropic/claude-opus-5-5': { price: [5, 25, 0.5, 6.25], firstTokenMs: 1_300, tokensPerSecond: 70 },
  'anthropic/claude-haiku-5': { price: [1, 5, 0.1, 1.25], firstTokenMs: 500, tokensPerSecond: 140 },
  'openrouter/openai/gpt-oss-120b': { price: [0.1, 0.5, 0, 0], firstTokenMs: 400, tokensPerSecond: 200 },
  'openrouter/moonshotai/kimi-k3': { price: [0.6, 2.5, 0.15, 0.6], firstTokenMs: 900, tokensPerSecond: 50 },
  'gemini/gemini-3-flash': { price: [0.3, 2.5, 0.03, 0.3], firstTokenMs: 600, tokensPerSecond: 150 },
  'gemini/gemini-3-pro': { price: [2, 12, 0.2, 2], firstTokenMs: 2_000, tokensPerSecond: 90 },
  'ollama/qwen3-coder:30b': { price: [0, 0, 0, 0], firstTokenMs: 2_500, tokensPerSecond: 25 },
  'lab/experiment-7': { price: null, firstTokenMs: 800, tokensPerSecond: 80 },
  'simulator/sim': { price: [3, 15, 0.3, 3.75], firstTokenMs: 60, tokensPerSecond: 500, playMoney: true },
};

const DEFAULT_TARGET = 'anthropic/claude-opus-5-5';

/** [route, share, targets in their order]. Null: an explicit model. */
const ROUTES = [
  ['default', 46, ['anthropic/claude-opus-5-5', 'deepseek/deepseek-chat']],
  ['background', 22, ['anthropic/claude-haiku-5', 'openrouter/openai/gpt-oss-120b']],
  ['think', 12, ['deepseek/deepseek-reasoner', 'gemini/gemini-3-pro']],
  ['subagent', 8, ['deepseek/deepseek-chat', 'openrouter/moonshotai/kimi-k3']],
  ['longContext', 5, ['gemini/gemini-3-pro', 'gemini/gemini-3-flash']],
  ['webSearch', 2, ['gemini/gemini-3-flash']],
  ['compact', 1, ['gemini/gemini-3-flash', 'anthropic/claude-haiku-5']],
  ['image', 0.5, ['gemini/gemini-3-flash']],
  [null, 3.5, ['lab/experiment-7', 'ollama/qwen3-coder:30b', 'simulator/sim']],
];

const PROJECTS = Array.from({ length: 24 }, (_, index) => [`/home/ada/work/project-${index + 1}`, 1 / (index + 1)]);
const KEYS = { openrouter: ['env:OPENROUTER_KEY', 'keychain:second'], deepseek: ['env:DEEPSEEK_KEY', 'keychain:team'] };
const FAILURES = [
  [429, 'was busy (429)'],
  [503, 'answered 503'],
  [500, 'answered 500'],
  [null, 'did not answer in time'],
];

/** So many requests of each hour of the day. */
const HOURS = [1, 0, 0, 0, 0, 0, 1, 3, 8, 12, 13, 11, 6, 9, 13, 14, 12, 10, 7, 4, 3, 3, 2, 1].map((weight, hour) => [
  hour,
  weight,
]);

/**
 * Exchanges that have ended, day by day and oldest first, over the 365 days before `end` (epoch milliseconds). The same arguments give the same ones.
 */
export function* makeHistory({ exchanges, seed, end }) {
  const random = createRandom(seed);
  const first = new Date(end - 365 * DAY_MS);
  const days = Array.from(
    { length: 365 },
    (_, index) => new Date(first.getFullYear(), first.getMonth(), first.getDate() + index),
  );
  const weights = days.map((day) => (day.getDay() % 6 === 0 ? 0.2 : 1) * random.around(1, 1.4));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let made = 0;
  let share = 0;
  for (const [index, day] of days.entries()) {
    share += weights[index] / sum;
    const due = index === days.length - 1 ? exchanges - made : Math.round(exchanges * share) - made;
    const ofDay = makeDay(random, day, index, due);
    ofDay.sort((a, b) => a.startedAt - b.startedAt);
    for (const exchange of ofDay) yield { ...exchange, id: `req_${makeId(random)}` };
    made += due;
  }
}

function makeId(random) {
  return Array.from({ length: 12 }, () => random.pick('0123456789abcdefghijklmnopqrstuvwxyz')).join('');
}

function makeDay(random, day, dayIndex, count) {
  const made = [];
  while (made.length < count) {
    const session = makeSession(random, day, dayIndex);
    const requests = Math.min(count - made.length, Math.ceil(random.around(SESSION_REQUESTS, 2)));
    let at = session.start;
    for (let number = 0; number < requests; number++) {
      made.push(makeExchange(random, session, Math.round(at)));
      at = Math.min(at + random.around(25_000, 2.5), session.dayEnd);
    }
  }
  return made;
}

function makeSession(random, day, dayIndex) {
  const start = day.getTime() + random.weighted(HOURS) * 60 * MINUTE_MS + random.between(0, 60 * MINUTE_MS);
  const release = 300 + Math.floor(dayIndex / 9);
  return {
    start,
    dayEnd: day.getTime() + DAY_MS - 1,
    id: `${makeId(random)}-${makeId(random)}-${makeId(random)}`,
    project: random.weighted(PROJECTS),
    private: random.chance(0.02),
    client: random.weighted([
      [`claude-cli/2.1.${release}`, 80],
      ['codex/1.9.2', 15],
      ['OpenAI/Python 3.1.0', 4],
      [null, 1],
    ]),
  };
}

function makeExchange(random, session, startedAt) {
  const [route, , targets] = random.weighted(ROUTES.map((entry) => [entry, entry[1]]));
  const asked = route === null ? [random.pick(targets)] : targets;
  const client = session.client;
  const attempts = makeAttempts(random, asked);
  const last = attempts.at(-1);
  const usages = attempts.map(({ usage }) => usage).filter((usage) => usage !== null);
  const costs = attempts.map(({ cost }) => cost).filter((cost) => cost !== null);
  const usage = usages.length === 0 ? UNKNOWN_USAGE : usages.reduce(addAll);
  const cost = costs.length === 0 ? UNKNOWN_COST : costs.reduce(addAll);
  const answered = last.outcome === 'ok' || last.outcome === 'aborted';
  const firstTokenMs = answered ? last.startedAfterMs + last.firstTokenMs : null;
  return {
    startedAt,
    outcome: last.outcome === 'timed-out' ? 'failed' : last.outcome,
    client,
    clientDialect: client?.startsWith('claude') === false ? 'openai-chat' : 'anthropic-messages',
    sessionId: session.private ? null : session.id,
    project: session.private ? null : session.project,
    requestedModel: route === null ? asked[0] : 'claude-opus-5-5',
    streaming: !random.chance(0.06),
    scenario: route ?? 'default',
    route,
    reason: route === null ? 'It names a model.' : `It is of the kind ${route}.`,
    providerId: last.providerId,
    model: last.model,
    lane: last.lane,
    status: answered ? 200 : (last.status ?? 504),
    stopReason: last.outcome === 'ok' ? random.pick(['end_turn', 'tool_use', 'tool_use']) : null,
    firstByteMs: firstTokenMs && Math.round(firstTokenMs * 0.9),
    firstTokenMs,
    durationMs: last.endedAfterMs,
    usage,
    cost,
    defaultCost: findDefaultCost(last, cost),
    oddities: random.chance(0.002) ? [`${last.providerId} reported -3 tokens of output; they count as 0.`] : [],
    private: session.private,
    error: answered ? null : last.error,
    attempts: attempts.map(({ firstTokenMs: _firstTokenMs, ...attempt }) => attempt),
  };
}

/** Targets in turn until one answers; a failed one may have begun an answer that is billed. */
function makeAttempts(random, targets) {
  const attempts = [];
  let after = Math.round(random.between(1, 6));
  for (const target of targets) {
    const attempt = makeAttempt(random, target, attempts.length + 1, after);
    attempts.push(attempt);
    if (attempt.outcome === 'ok' || attempt.outcome === 'aborted') break;
    after = attempt.endedAfterMs + 1;
  }
  return attempts;
}

function makeAttempt(random, target, number, startedAfterMs) {
  const [providerId] = target.split('/');
  const model = target.slice(providerId.length + 1);
  const fails = random.chance(0.025);
  const outcome = fails ? 'failed' : random.chance(0.015) ? 'aborted' : 'ok';
  const [status, error] = fails ? random.pick(FAILURES) : [200, null];
  const { firstTokenMs: median, tokensPerSecond } = MODELS[target];
  const billed = !fails || random.chance(0.1);
  const usage = billed ? makeUsage(random, outcome) : null;
  const firstTokenMs = Math.round(random.around(median, 1.6));
  const streamMs = fails ? 0 : ((usage?.output ?? 0) / random.around(tokensPerSecond, 1.3)) * 1000;
  return {
    number,
    providerId,
    model,
    keyId: KEYS[providerId] ? (random.chance(0.7) ? KEYS[providerId][0] : KEYS[providerId][1]) : null,
    lane: providerId === 'anthropic' ? 'passthrough' : 'translated',
    outcome: fails && status === null ? 'timed-out' : outcome,
    status,
    startedAfterMs,
    endedAfterMs: Math.round(startedAfterMs + firstTokenMs + streamMs),
    error: error && `${providerId} ${error}.`,
    usage,
    cost: usage && computeCost(MODELS[target], usage),
    firstTokenMs,
  };
}

function makeUsage(random, outcome) {
  const context = Math.min(180_000, random.around(38_000, 2.2));
  const cached = random.chance(0.85) ? random.between(0.6, 0.97) : 0;
  const written = cached > 0 ? random.between(0, 0.6) : 0;
  const output = Math.max(1, Math.round(random.around(260, 2.8)));
  const fresh = context * (1 - cached);
  return {
    input: Math.round(fresh * (1 - written)),
    output,
    cacheRead: Math.round(context * cached),
    cacheWrite: Math.round(fresh * written),
    cacheWrite1h: 0,
    reasoning: random.chance(0.2) ? Math.round(output * random.between(0.2, 0.8)) : 0,
    webSearches: random.chance(0.01) ? 1 : 0,
    serviceTier: 'standard',
    estimated: outcome === 'aborted' || random.chance(0.01),
  };
}

/** A dollar for a million tokens is a thousand nano-dollars a token. */
function computeCost({ price, playMoney = false }, usage) {
  if (price === null) return { ...UNKNOWN_COST };
  const [input, output, cacheRead, cacheWrite] = price.map((dollars) => dollars * 1_000);
  const parts = {
    input: Math.round(usage.input * input),
    output: Math.round(usage.output * output),
    cacheRead: Math.round(usage.cacheRead * cacheRead),
    cacheWrite: Math.round(usage.cacheWrite * cacheWrite),
    fees: usage.webSearches * 10_000_000,
  };
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { total, ...parts, source: 'genai-prices', sourceDate: '2026-09-23', playMoney };
}

function findDefaultCost({ usage, providerId, model }, cost) {
  if (usage === null || cost.total === null || cost.playMoney) return null;
  if (`${providerId}/${model}` === DEFAULT_TARGET) return cost.total;
  return computeCost(MODELS[DEFAULT_TARGET], usage).total;
}

/** Numbers are added, what is unknown stays so, and the rest is the later one's. */
function addAll(first, second) {
  const sum = { ...second };
  for (const [name, value] of Object.entries(first)) {
    if (typeof value === 'number' && typeof second[name] === 'number') sum[name] = value + second[name];
  }
  return sum;
}

const UNKNOWN_USAGE = {
  input: null,
  output: null,
  cacheRead: null,
  cacheWrite: null,
  cacheWrite1h: null,
  reasoning: null,
  webSearches: null,
  serviceTier: null,
  estimated: true,
};

const UNKNOWN_COST = {
  total: null,
  input: null,
  output: null,
  cacheRead: null,
  cacheWrite: null,
  fees: null,
  source: null,
  sourceDate: null,
  playMoney: false,
};
