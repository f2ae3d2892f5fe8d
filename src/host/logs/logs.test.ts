import { mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attempt } from '../../shared/model/exchange';
import type { LogLine, LogName } from '../../shared/model/log-page';
import { UNKNOWN_USAGE } from '../../shared/model/usage';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { createLogs } from './create-logs';
import { formatServerLine } from './format-server-line';
import { readLog } from './read-log';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-logs-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const ATTEMPT: Attempt = {
  number: 1,
  providerId: 'deepseek',
  model: 'deepseek-chat',
  keyId: null,
  lane: 'translated',
  outcome: 'failed',
  status: 529,
  startedAfterMs: 0,
  endedAfterMs: 20,
  error: null,
  usage: null,
  cost: null,
};
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

  it('keeps at level error the requests that failed in the server log, and only its own faults in the other', () => {
    const logs = createLogs(folder, () => NOON);
    logs.setLevel('error');
    logs.logExchange(sampleExchange({ id: 'req_1' }));
    logs.logExchange(sampleExchange({ id: 'req_2', outcome: 'failed', status: 502 }));
    logs.log({ level: 'error', message: 'a failure' });
    expect(read('server')).toMatch(/^[^\n]* status=502 [^\n]*\n$/);
    expect(read('app').trim().split('\n')).toHaveLength(1);
  });

  it('tells of each attempt at level debug alone', () => {
    const attempt = { ...ATTEMPT, error: 'deepseek answered 529.' };
    const logs = createLogs(folder, () => NOON);
    logs.logExchange(sampleExchange({ id: 'req_1', attempts: [attempt] }));
    logs.setLevel('debug');
    logs.logExchange(sampleExchange({ id: 'req_2', attempts: [attempt] }));
    const [info, debug] = read('app')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(info).toMatchObject({ attempts: 1 });
    expect(debug).toMatchObject({ attempts: [{ provider: 'deepseek', status: 529, error: 'deepseek answered 529.' }] });
  });

  it('says of a private request where it went, and nothing that somebody wrote', () => {
    const logs = createLogs(folder, () => NOON);
    logs.setLevel('debug');
    const written = 'words-of-a-person';
    const failure = { outcome: 'failed', status: 400, reason: `The rule ${written} took it.`, error: written } as const;
    const names = { sessionId: written, project: `/home/ann/${written}`, attempts: [{ ...ATTEMPT, error: written }] };
    logs.logExchange(sampleExchange({ id: 'req_1', private: true, ...failure, ...names }));
    expect(JSON.parse(read('app'))).toMatchObject({ provider: 'deepseek', status: 400, private: true });
    expect(read('app') + read('server')).not.toContain(written);
  });

  it('tells once that a log cannot be written, goes on without it, and tells when it can', () => {
    const faults: (string | null)[] = [];
    writeFileSync(join(folder, 'logs'), 'A file where the folder should be.');
    const logs = createLogs(folder, () => NOON, { onFault: (message) => faults.push(message) });
    logs.log({ level: 'info', message: 'one' });
    logs.logExchange(sampleExchange({ id: 'req_1' }));
    expect(faults).toEqual([`The logs in ${join(folder, 'logs')} cannot be written: something else has its name.`]);
    unlinkSync(join(folder, 'logs'));
    logs.logExchange(sampleExchange({ id: 'req_2' }));
    expect(faults.slice(1)).toEqual([null]);
    expect(read('app')).toContain('req_2');
  });

  it('tells the lines of the log that is watched, as a reader will find them', () => {
    const told: [string, LogLine][] = [];
    const logs = createLogs(folder, () => NOON, { onLine: (name, line) => told.push([name, line]) });
    logs.log({ level: 'info', message: 'before anybody watched' });
    logs.watch('app');
    logs.logExchange(sampleExchange({ id: 'req_1' }));
    logs.watch('server');
    logs.logExchange(sampleExchange({ id: 'req_2' }));
    logs.watch(null);
    logs.log({ level: 'info', message: 'after' });
    const page = (name: LogName) => readLog(join(folder, 'logs'), { name, before: null, limit: 10 }, NOON).page.lines;
    expect(told).toEqual([
      ['app', page('app')[1]],
      ['server', page('server')[1]],
    ]);
  });
});
