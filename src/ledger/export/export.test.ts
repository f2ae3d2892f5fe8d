import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptBody } from '../../shared/model/bodies';
import { encodeDecision, NO_TAG } from '../../shared/model/common-steps';
import { Exchange } from '../../shared/model/exchange';
import type { ExportFormat } from '../../shared/model/ledger-info';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { makeLedger, runThrough, SAMPLE_ATTEMPT, type TestLedger } from '../testing/make-ledger';
import { toDollars } from './csv';
import { exportExchanges, type ExportOptions } from './export-exchanges';
import { findHarFaults } from '../testing/har-faults';
import { keepBodies, keepBody } from '../testing/keep-body';
import { parseCsv } from '../testing/parse-csv';

let ledger: TestLedger;

beforeEach(() => {
  ledger = makeLedger();
});

afterEach(() => ledger.remove());

const START = Date.UTC(2026, 5, 12, 18, 42, 5, 59);

function exportAs(format: ExportFormat, options: Partial<ExportOptions> = {}): string {
  let text = '';
  const write = (part: string) => void (text += part);
  const work = exportExchanges(ledger.database, { filter: {}, format, bodies: false, version: '1.2.3', write, ...options });
  expect(runThrough(work)).toBeGreaterThanOrEqual(0);
  return text;
}

/** A CSV as objects by column. */
function readCsv(text: string): Record<string, string>[] {
  const [header, ...rows] = parseCsv(text);
  return rows.map((row) => {
    expect(row).toHaveLength(header!.length);
    return Object.fromEntries(row.map((cell, index) => [header![index]!, cell]));
  });
}

const NASTY = [
  'said "no", and left',
  'two\r\nlines',
  '\n',
  '"',
  ',',
  ' with spaces ',
  '🚂 Zürich 東京',
  'a\u0001b',
  'x'.repeat(100_000),
  "'quoted",
];
const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://a","b")', '\uFF1D1+1'];

describe('a CSV', () => {
  it('has a row for each exchange, oldest first, and a header with units', () => {
    ledger.write({ id: 'req_b', startedAt: START + 1 }, { id: 'req_a', startedAt: START + 1 }, { id: 'req_c', startedAt: START });
    const text = exportAs('csv');
    expect(text.startsWith('id,started_at,outcome,status,')).toBe(true);
    expect(readCsv(text).map(({ id }) => id)).toEqual(['req_c', 'req_a', 'req_b']);
    expect(readCsv(text)[0]).toMatchObject({
      started_at: '2026-06-12T18:42:05.059Z',
      status: '200',
      duration_ms: '6842',
      streaming: 'true',
      input_tokens: '',
      cost_usd: '',
      error: '',
    });
  });

  it('has what a filter names and nothing else, by words of bodies too', () => {
    ledger.write(
      { id: 'req_a', route: 'think', startedAt: START },
      { id: 'req_b', route: 'think', startedAt: START + 1 },
      { id: 'req_c', route: 'default', startedAt: START + 2 },
    );
    for (const id of ['req_b', 'req_c']) keepBody(ledger, id, 10);
    const ids = (filter: ExportOptions['filter']) => readCsv(exportAs('csv', { filter })).map(({ id }) => id);
    expect(ids({ text: 'words' })).toEqual(['req_b', 'req_c']);
    expect(ids({ text: '"some words"', where: { route: ['think'] } })).toEqual(['req_b']);
    expect(ids({ text: 'other' })).toEqual([]);
  });

  it('is a header alone when there is nothing', () => {
    expect(parseCsv(exportAs('csv'))).toHaveLength(1);
  });

  it('brings every text back as it was', () => {
    NASTY.forEach((error, index) => ledger.write({ id: `req_${index}`, startedAt: START + index, error, reason: error }));
    const rows = readCsv(exportAs('csv'));
    const harmless = NASTY.map((text) => (text === '\n' ? "'\n" : text));
    expect(rows.map(({ error }) => error)).toEqual(harmless);
    expect(rows.map(({ reason }) => reason)).toEqual(harmless);
  });

  it.each(FORMULAS)('makes no formula of %j', (error) => {
    ledger.write({ id: 'req_1', error });
    expect(readCsv(exportAs('csv'))[0]?.error).toBe(`'${error}`);
  });

  it('writes money to the last billionth of a dollar', () => {
    ledger.write({
      id: 'req_1',
      cost: {
        ...{ total: 61_300_000, input: 1, output: 9_007_199_254_740_991, cacheRead: 0, cacheWrite: 2_000_000_000, fees: null },
        ...{ source: 'models.dev', sourceDate: '2026-06-01', playMoney: false },
      },
      defaultCost: -5,
    });
    expect(readCsv(exportAs('csv'))[0]).toMatchObject({
      cost_usd: '0.0613',
      input_cost_usd: '0.000000001',
      output_cost_usd: '9007199.254740991',
      cache_read_cost_usd: '0',
      cache_write_cost_usd: '2',
      fees_usd: '',
      default_cost_usd: '-0.000000005',
    });
    expect(toDollars(1_000_000_010)).toBe('1.00000001');
  });
});

const REQUEST = '{"messages":[{"role":"user","content":"東京 and \\"quotes\\""}]}';
const BODIES: KeptBody[] = [
  { kind: 'client-request', attempt: null, contentType: 'application/json', text: REQUEST, size: 60, kept: 60, redacted: 0 },
  { kind: 'upstream-request', attempt: 1, contentType: 'application/json', text: REQUEST, size: 60, kept: 60, redacted: 2 },
  {
    kind: 'upstream-response',
    attempt: 1,
    contentType: 'text/event-stream',
    text: 'data: x',
    size: 2_000_000,
    kept: 1_000_000,
    redacted: 0,
  },
];

describe('a JSON', () => {
  it('is a list of exchanges as they are in the app, with the decision on each', () => {
    const exchange = sampleExchange({ id: 'req_1', attempts: [SAMPLE_ATTEMPT], error: 'said "no" 🚂', oddities: ['odd'] });
    const decision = { steps: [NO_TAG], targets: [{ target: 'a/b', outcome: 'candidate' as const, why: null }] };
    ledger.writer([{ exchange, decision: encodeDecision(decision) }]);
    ledger.write({ id: 'req_0', startedAt: START - 1 });
    const list = JSON.parse(exportAs('json')) as unknown[];
    expect(list).toEqual([
      { ...sampleExchange({ id: 'req_0', startedAt: START - 1 }), decision: null },
      { ...exchange, decision },
    ]);
    for (const one of list) Exchange.parse(one);
  });

  it('holds the kept bodies where they are asked for', () => {
    ledger.write({ id: 'req_1' }, { id: 'req_2', startedAt: START + 1 });
    keepBodies(ledger, 'req_1', BODIES);
    const bodiesOf = (text: string) => (JSON.parse(text) as { bodies?: KeptBody[] }[]).map(({ bodies }) => bodies);
    expect(bodiesOf(exportAs('json', { bodies: true }))).toEqual([BODIES, []]);
    expect(bodiesOf(exportAs('json'))).toEqual([undefined, undefined]);
  });

  it('is an empty list when there is nothing', () => {
    expect(JSON.parse(exportAs('json'))).toEqual([]);
  });
});

describe('a HAR', () => {
  const read = (options: Partial<ExportOptions> = {}) => {
    const har = JSON.parse(exportAs('har', options)) as { log: { entries: Record<string, never>[] } };
    expect(findHarFaults(har)).toEqual([]);
    return har.log.entries;
  };

  it('is well-formed when there is nothing', () => {
    expect(read()).toEqual([]);
  });

  it('has an entry for each call to an upstream, with its timings', () => {
    ledger.write({
      id: 'req_1',
      startedAt: START,
      firstByteMs: 500,
      attempts: [
        {
          ...SAMPLE_ATTEMPT,
          number: 1,
          providerId: 'Open_Router',
          model: 'openai/gpt 5',
          outcome: 'failed',
          status: 529,
          error: 'Busy.',
        },
        { ...SAMPLE_ATTEMPT, number: 2, startedAfterMs: 300, endedAfterMs: 900 },
      ],
    });
    expect(read()).toMatchObject([
      {
        startedDateTime: '2026-06-12T18:42:05.069Z',
        time: 890,
        timings: { send: 0, wait: 490, receive: 400 },
        request: { method: 'POST', url: 'https://open-router.invalid/openai%2Fgpt%205', headers: [] },
        response: { status: 529 },
        comment: 'Busy.',
        _switchyard: { attempt: { number: 1 }, exchange: { id: 'req_1' } },
      },
      {
        startedDateTime: '2026-06-12T18:42:05.359Z',
        time: 600,
        timings: { send: 0, wait: 200, receive: 400 },
        response: { status: 200, statusText: 'OK' },
      },
    ]);
  });

  it('holds the bodies of a call, and says what is missing of them', () => {
    ledger.write({ id: 'req_1', attempts: [SAMPLE_ATTEMPT, { ...SAMPLE_ATTEMPT, number: 2 }] });
    keepBodies(ledger, 'req_1', BODIES);
    expect(read({ bodies: true })).toMatchObject([
      {
        request: { postData: { mimeType: 'application/json', text: REQUEST, comment: 'Redacted in 2 places.' } },
        response: {
          content: {
            size: 2_000_000,
            mimeType: 'text/event-stream',
            text: 'data: x',
            comment: 'Cut: 1,000,000 of 2,000,000 bytes were kept.',
          },
        },
      },
      {
        request: { postData: { text: REQUEST, comment: 'As the client sent it to Switchyard.' } },
        response: { content: { size: 0, comment: 'The body was not kept.' } },
      },
    ]);
    expect(read()[0]?.request).not.toHaveProperty('postData');
  });

  it('has an entry for a request that no upstream was asked about, and for one that still runs', () => {
    ledger.write(
      { id: 'req_1', startedAt: START, attempts: [], status: 403, durationMs: 3, error: 'Refused.' },
      {
        id: 'req_2',
        startedAt: START + 1,
        outcome: 'in-flight',
        status: null,
        durationMs: null,
        attempts: [{ ...SAMPLE_ATTEMPT, outcome: 'in-flight', status: null, endedAfterMs: null }],
      },
    );
    expect(read()).toMatchObject([
      { response: { status: 403, statusText: 'Forbidden' }, time: 3, _switchyard: { attempt: null } },
      { response: { status: 0, statusText: '' }, time: 0 },
    ]);
  });
});

describe('what is exported', () => {
  it('is what began within the span, without its end', () => {
    for (const offset of [0, 1, 2, 3]) ledger.write({ id: `req_${offset}`, startedAt: START + offset });
    const filter = { from: START + 1, to: START + 3 };
    expect(readCsv(exportAs('csv', { filter })).map(({ id }) => id)).toEqual(['req_1', 'req_2']);
  });

  it('comes once each, over many pages, also where all began in one millisecond, and without what begins meanwhile', () => {
    const expected = Array.from({ length: 350 }, (_, index) => `req_${String(index).padStart(3, '0')}`);
    ledger.write(...expected.map((id) => ({ id, startedAt: START })));
    let text = '';
    const work = exportExchanges(ledger.database, {
      filter: {},
      format: 'csv',
      bodies: false,
      version: '1',
      write: (part) => void (text += part),
    });
    work.next();
    ledger.write({ id: 'req_late', startedAt: START + 1 });
    expect(runThrough(work)).toBe(350);
    expect(readCsv(text).map(({ id }) => id)).toEqual(expected);
  });

  it('is written a slice at a time: nothing grows with the number of requests', () => {
    ledger.writeMany(100_000, { startedAt: START, reason: 'r'.repeat(200) });
    let inSlice = 0;
    let most = 0;
    let slices = 0;
    const work = exportExchanges(ledger.database, {
      filter: {},
      format: 'json',
      bodies: false,
      version: '1',
      write: (part) => void (inSlice += part.length),
    });
    for (let step = work.next(); ; step = work.next()) {
      most = Math.max(most, inSlice);
      inSlice = 0;
      slices += 1;
      if (step.done) break;
    }
    expect(slices).toBe(1_001);
    expect(most).toBeLessThan(200_000);
  }, 60_000);
});
