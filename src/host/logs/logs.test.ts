import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNKNOWN_USAGE } from '../../shared/model/usage';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { createDayFile } from './day-file';
import { createLogs } from './create-logs';
import { formatServerLine } from './format-server-line';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-logs-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const NOON = new Date(2026, 5, 12, 12).getTime();

describe('the line of a request in the server log', () => {
  it('has exactly the form that was promised', () => {
    const exchange = sampleExchange({
      id: 'req_1',
      startedAt: Date.parse('2026-06-12T18:42:05.059Z'),
      durationMs: 6842,
      route: 'think',
      model: 'deepseek-reasoner',
      usage: { ...UNKNOWN_USAGE, input: 4000, output: 913, cacheRead: 800, cacheWrite: 21, estimated: false },
    });
    expect(formatServerLine(exchange)).toBe(
      '[2026-06-12T18:42:11.901Z] route=think provider=deepseek model=deepseek-reasoner status=200 tokens_in=4821 tokens_out=913 latency_ms=6842\n',
    );
  });

  it('writes a dash for what is not known', () => {
    const refused = sampleExchange({ id: 'req_1', route: null, providerId: null, model: null, status: null, durationMs: null });
    expect(formatServerLine(refused)).toMatch(/\] route=- provider=- model=- status=- tokens_in=- tokens_out=- latency_ms=-\n$/);
  });

  it('keeps a model id with spaces and line breaks from making fields or lines of its own', () => {
    const line = formatServerLine(sampleExchange({ id: 'req_1', model: 'a b\nstatus=500\u2028c' }));
    expect(line).toContain(' model=a_b_status=500_c status=200 ');
    expect(line.trimEnd()).not.toContain('\n');
  });
});

describe('a log file by day', () => {
  it('begins a new file at local midnight', () => {
    let now = NOON;
    const file = createDayFile({ folder, name: 'server', now: () => now });
    file.write('one\n');
    now += 12 * 3_600_000;
    file.write('two\n');
    expect(readdirSync(folder).sort()).toEqual(['server-2026-06-12.log', 'server-2026-06-13.log']);
  });

  it('begins the next file of the day when one is full, and goes on there after a restart', () => {
    const options = { folder, name: 'server', now: () => NOON, maxBytes: 10 };
    const file = createDayFile(options);
    for (const text of ['12345\n', '12345\n', '1\n']) file.write(text);
    createDayFile(options).write('2\n');
    expect(readFileSync(join(folder, 'server-2026-06-12.log'), 'utf8')).toBe('12345\n');
    expect(readFileSync(join(folder, 'server-2026-06-12.1.log'), 'utf8')).toBe('12345\n1\n2\n');
  });

  it('keeps the newest files and never touches another name', () => {
    for (const name of ['server-2026-06-09.log', 'server-2026-06-10.10.log', 'server-2026-06-10.9.log', 'app-2026-06-01.log']) {
      writeFileSync(join(folder, name), 'x');
    }
    createDayFile({ folder, name: 'server', now: () => NOON, maxFiles: 2 }).write('now\n');
    expect(readdirSync(folder).sort()).toContain('app-2026-06-01.log');
    expect(readdirSync(folder)).not.toContain('server-2026-06-09.log');
    expect(readdirSync(folder)).toContain('server-2026-06-10.10.log');
  });

  it('is readable to its owner alone', () => {
    createDayFile({ folder: join(folder, 'logs'), name: 'app', now: () => NOON }).write('x\n');
    expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'logs', 'app-2026-06-12.log')).mode & 0o777).toBe(0o600);
  });
});

describe('the logs', () => {
  const read = (name: string) => readFileSync(join(folder, 'logs', `${name}-2026-06-12.log`), 'utf8');

  it('writes the routing decision with its reason as a JSON line', () => {
    createLogs(folder, () => NOON).logExchange(sampleExchange({ id: 'req_1', reason: 'Plan mode is on.' }));
    expect(JSON.parse(read('app'))).toMatchObject({ level: 'info', msg: 'routed', id: 'req_1', reason: 'Plan mode is on.' });
    expect(read('server')).toContain('provider=deepseek');
  });

  it('leaves out at level warn what did not fail', () => {
    const logs = createLogs(folder, () => NOON);
    logs.setLevel('warn');
    logs.logExchange(sampleExchange({ id: 'req_1' }));
    logs.log({ level: 'info', message: 'a detail' });
    logs.logExchange(sampleExchange({ id: 'req_2', outcome: 'failed', status: 502, error: 'deepseek answered 500.' }));
    logs.log({ level: 'error', message: 'a failure', fields: { port: 3456 } });
    expect(read('server').split('\n')).toHaveLength(2);
    expect(
      read('app')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id ?? JSON.parse(line).msg),
    ).toEqual(['req_2', 'a failure']);
  });
});
