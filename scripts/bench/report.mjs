import { isSamePlace } from './cases.mjs';

const columns = [
  { title: 'KB ', width: 6, read: ({ place }) => `${place.bodyKb}${place.wide ? '*' : ' '}` },
  { title: 'conn', width: 5, read: ({ place }) => String(place.connections) },
  { title: 'events', width: 7, read: ({ place }) => String(place.events) },
  { title: 'lane', width: -20, read: ({ name }) => name },
  { title: 'first p50', width: 10, read: ({ lane }) => show(lane.firstTokenP50, 2) },
  { title: 'p99', width: 8, read: ({ lane }) => show(lane.firstTokenP99, 1) },
  { title: 'adds', width: 8, read: ({ lane }) => show(lane.addedMs, 2) },
  { title: 'to floor', width: 9, read: ({ lane }) => showRatio(lane.firstTokenToFloor) },
  { title: 'was', width: 7, read: ({ before }) => showRatio(before?.firstTokenToFloor) },
  { title: 'whole p50', width: 10, read: ({ lane }) => show(lane.totalP50, 2) },
  { title: 'req/s', width: 7, read: ({ lane }) => show(lane.requestsPerSecond, 0) },
  { title: 'CPU ms', width: 8, read: ({ lane }) => show(lane.cpuMs, 2) },
  { title: 'to floor', width: 9, read: ({ lane }) => showRatio(lane.cpuToFloor) },
  { title: 'was', width: 7, read: ({ before }) => showRatio(before?.cpuToFloor) },
  { title: 'MB', width: 5, read: ({ lane }) => show(lane.memoryMb, 0) },
];

/** A figure with so many digits; a dash for what is not known. */
function show(value, digits) {
  return value === null || value === undefined ? '–' : value.toFixed(digits);
}

function showRatio(value) {
  return value === null || value === undefined ? '–' : `${value.toFixed(2)}x`;
}

function toLine(cells) {
  return cells
    .map((cell, index) => {
      const { width } = columns[index];
      return width < 0 ? `  ${cell.padEnd(-width)}` : cell.padStart(width);
    })
    .join('')
    .trimEnd();
}

/** The lines of the table of cases; `before` is the kept result or null, whose ratios stand beside the new ones. */
function caseLines(result, before) {
  const lines = [toLine(columns.map(({ title }) => title))];
  for (const place of result.cases) {
    const old = before?.cases.find((each) => isSamePlace(each, place));
    for (const [name, lane] of Object.entries(place.lanes)) {
      lines.push(toLine(columns.map(({ read }) => read({ place, name, lane, before: old?.lanes[name] }))));
      if (lane.errors > 0) lines.push(`      ${lane.errors} failed; the first: ${lane.firstError}`);
    }
  }
  return lines;
}

function conversationLines({ early, late, growth, rounds }) {
  const lines = [`Growing conversation (${rounds} rounds; first token in ms, and what it takes beyond the floor):`];
  for (const name of Object.keys(early.lanes)) {
    const side = ({ turn, bodyKb, lanes }) => {
      const { firstTokenMs, beyondFloorMs } = lanes[name];
      const beyond = beyondFloorMs === undefined ? '' : ` (${beyondFloorMs < 0 ? '' : '+'}${show(beyondFloorMs, 2)})`;
      return `turn ${turn}, ${show(bodyKb, 0)} KB: ${show(firstTokenMs, 2)}${beyond}`;
    };
    const grown = growth[name] === undefined ? '' : `; grown ${showRatio(growth[name])}`;
    lines.push(`  ${name.padEnd(13)} ${side(early)}; ${side(late)}${grown}`);
  }
  return lines;
}

function delayLines({ connections, bodyKb, lanes }) {
  const lines = [`GET /health under ${connections} streams, bodies of ${bodyKb} KB (ms; p50, p99):`];
  for (const [name, { paced, atOnce }] of Object.entries(lanes)) {
    const pair = ({ p50, p99, errors }) => `${show(p50, 2)}, ${show(p99, 1)}${errors > 0 ? ` (${errors} streams failed)` : ''}`;
    lines.push(`  ${name.padEnd(13)} at a model's pace ${pair(paced)}; as fast as it can ${pair(atOnce)}`);
  }
  return lines;
}

function memoryLines({ requests, bodyKb, connections, errors, started, after, peak, idle }) {
  return [
    `Memory of a fresh process, ${requests} requests of ${bodyKb} KB over ${connections} connections, both lanes in turn (MB resident):`,
    `  before ${show(started, 0)}, after the last ${show(after, 0)}, peak ${show(peak, 0)}, idle ${show(idle, 0)}` +
      (errors > 0 ? `; ${errors} failed` : ''),
  ];
}

const slowestFirst = (list) => [...list].sort((a, b) => b.p95 - a.p95);

function timeLine({ name, p50, p95, cpuMs }) {
  return `  ${[p50, p95, cpuMs].map((ms) => show(ms, 1).padStart(7)).join(' ')}  ${name}`;
}

function ledgerLines({ exchanges, bodies, megabytes, rowsPerSecond, figures, pages, searches, counts }) {
  const spans = [...new Set(figures.map(({ span }) => span))];
  return [
    `Ledger of ${exchanges} exchanges, ${bodies} of them with bodies: ${show(megabytes, 0)} MB, written at ${rowsPerSecond} rows a second (ms; p50, p95, CPU).`,
    ...spans.flatMap((span) => {
      const ofSpan = figures.filter((figure) => figure.span === span);
      return [`Figures of a ${span}, the slowest three of ${ofSpan.length}:`, ...slowestFirst(ofSpan).slice(0, 3).map(timeLine)];
    }),
    'The newest page of the log, by filter:',
    ...pages.map(timeLine),
    'The newest page of what holds words:',
    ...searches.map(timeLine),
    'How many there are, by filter:',
    ...counts.map(timeLine),
  ];
}

/** What was measured of the ledger, and its targets, as text. */
export function describeLedger({ machine, ledger, targets }) {
  return [machineLine(machine), '', ...ledgerLines(ledger), '', 'Targets:', ...targetLines(targets), ''].join('\n');
}

function targetLines(targets) {
  return targets.map(({ text, unit, limit, value, met }) => {
    const word = met === null ? 'unknown' : met ? 'met' : 'NOT MET';
    const figure = value === null ? '–' : `${show(value, value >= 100 ? 0 : 2)}${unit}`;
    return `  ${word.padEnd(8)} ${figure.padStart(9)} of ${`${limit}${unit}`.padEnd(7)} ${text}`;
  });
}

function machineLine({ cpu, cores, memoryGb, node, platform, loadBefore, loadAfter }) {
  return `${cpu}, ${cores} cores, ${memoryGb} GB, ${platform}, Node ${node}; load ${show(loadBefore, 1)} before, ${show(loadAfter, 1)} after.`;
}

/**
 * A result as text: the table, what else was measured, and the targets. `before` is an earlier result or null: its ratios stand
 * in the columns "was". Ratios are compared, not times, since the earlier machine may have been another.
 */
export function describeResult(result, before) {
  const compared = before
    ? [`"was" is the kept result of ${before.measuredAt} (${before.machine.cpu}, Node ${before.machine.node}).`]
    : [];
  return [
    machineLine(result.machine),
    'Times in ms; "adds" is what a lane adds to a direct call; CPU is a request\'s, with all threads; MB is resident memory after the case.',
    '* has a character beyond Latin-1, as most real requests do: the floor then works on text of two bytes a character.',
    ...compared,
    '',
    ...caseLines(result, before),
    '',
    ...conversationLines(result.conversation),
    '',
    ...delayLines(result.delay),
    '',
    ...memoryLines(result.memory),
    '',
    ...ledgerLines(result.ledger),
    '',
    'Targets:',
    ...targetLines(result.targets),
    ...result.notes.map((note) => `\n${note}`),
    '',
  ].join('\n');
}

/** The result with its figures cut to three digits after the point, so that the kept file stays readable. */
export function roundFigures(value) {
  if (typeof value === 'number') return Math.round(value * 1000) / 1000;
  if (Array.isArray(value)) return value.map(roundFigures);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, roundFigures(each)]));
}
