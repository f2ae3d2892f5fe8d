import { isSamePlace } from './cases.mjs';

const ofCase = (bodyKb, lane, field) => (result) => {
  const place = { bodyKb, wide: false, connections: 1, events: 200 };
  return result.cases.find((each) => isSamePlace(each, place))?.lanes[lane]?.[field] ?? null;
};

function caseTargets(bodyKb, lane, firstTokenLimit, cpuLimit) {
  return [
    {
      text: `first token, ${lane}, ${bodyKb} KB, to the floor`,
      unit: 'x',
      limit: firstTokenLimit,
      read: ofCase(bodyKb, lane, 'firstTokenToFloor'),
    },
    {
      text: `CPU a request, ${lane}, ${bodyKb} KB, to the floor`,
      unit: 'x',
      limit: cpuLimit,
      read: ofCase(bodyKb, lane, 'cpuToFloor'),
    },
  ];
}

function laneTargets(lane) {
  return [
    {
      text: `growing conversation, ${lane}: the late turn beyond the floor, to the early one`,
      unit: 'x',
      limit: 1.3,
      read: ({ conversation }) => conversation.growth[lane] ?? null,
    },
    {
      text: `GET /health, p99 under 64 streams, ${lane}`,
      unit: ' ms',
      limit: 20,
      read: ({ delay }) => delay.lanes[lane]?.paced.p99 ?? null,
    },
  ];
}

/** The slowest of what was measured of the ledger; null where it was not. */
const slowest = (list) => (list === undefined ? null : Math.max(...list.map(({ p95 }) => p95)));

const ledgerTargets = [
  {
    text: 'ledger: the slowest query of a dashboard, p95',
    unit: ' ms',
    limit: 100,
    read: ({ ledger }) => slowest(ledger?.figures),
  },
  {
    text: 'ledger: the newest page of the log, p95',
    unit: ' ms',
    limit: 20,
    read: ({ ledger }) => slowest(ledger?.pages.filter(({ name }) => name === 'none')),
  },
  {
    text: 'ledger: the slowest page with a common filter, p95',
    unit: ' ms',
    limit: 20,
    read: ({ ledger }) => slowest(ledger?.pages.filter(({ common }) => common)),
  },
  {
    text: 'ledger: the slowest search in bodies, first page, p95',
    unit: ' ms',
    limit: 200,
    read: ({ ledger }) => slowest(ledger?.searches),
  },
];

/** What the project wants to reach: `read` takes the figure out of a result; it must be at most `limit`. */
const targets = [
  ...caseTargets(20, 'passthrough', 1.3, 1.6),
  ...caseTargets(20, 'translated', 1.6, 2.5),
  ...caseTargets(800, 'passthrough', 1.5, 1.6),
  ...caseTargets(800, 'translated', 1.5, 2.5),
  ...laneTargets('passthrough'),
  ...laneTargets('translated'),
  { text: 'memory after the last of many requests', unit: ' MB', limit: 120, read: ({ memory }) => memory.after },
  ...ledgerTargets,
];

/** Each target with its figure in this result: { text, unit, limit, value, met }; both null where it could not be measured. */
export function judgeTargets(result) {
  return judge(targets, result);
}

/** The same of the ledger alone. */
export function judgeLedgerTargets(result) {
  return judge(ledgerTargets, result);
}

function judge(list, result) {
  return list.map(({ text, unit, limit, read }) => {
    const value = read(result);
    return { text, unit, limit, value, met: value === null ? null : value <= limit };
  });
}
