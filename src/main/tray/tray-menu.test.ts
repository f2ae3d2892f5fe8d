import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import type { ProxyState, ProxyStatus } from '../../shared/model/proxy-status';
import type { TodaySpend } from '../../shared/model/spend';
import { describeSpend, describeTray } from './describe-tray';
import { buildTrayMenu, type TrayActions } from './tray-menu';

const status = (state: ProxyState, more: Partial<ProxyStatus> = {}): ProxyStatus => ({
  state,
  host: '127.0.0.1',
  port: 3456,
  address: 'http://127.0.0.1:3456',
  since: 0,
  fault: null,
  freePort: null,
  ...more,
});

const day = (total: number, requests: number, unpriced = 0) => ({
  dayStart: 0,
  total,
  requests,
  failed: 0,
  unpriced,
  buckets: [],
  routes: [],
});

const PROVIDERS = [
  { id: 'local', name: 'A&B', enabled: true },
  { id: 'gone', name: 'Gone', enabled: false },
];

function setup(state: ProxyState, more: Partial<ProxyStatus> = {}, spend: TodaySpend | null = null) {
  const done: string[] = [];
  const actions: TrayActions = {
    start: () => done.push('start'),
    stop: () => done.push('stop'),
    pause: () => done.push('pause'),
    setPauseTarget: (target) => done.push(`pause to ${target}`),
    usePort: (port) => done.push(`use ${port}`),
    copyAddress: () => done.push('copy'),
    openWindow: () => done.push('open'),
    quit: () => done.push('quit'),
  };
  const view = { status: status(state, more), pauseTarget: 'local', providers: PROVIDERS, spend, inFlight: 0 };
  const menu = buildTrayMenu(view, actions);
  const labels = menu.filter((item) => item.type !== 'separator').map((item) => item.label);
  const click = (label: string) => (menu.find((item) => item.label === label)?.click as (() => void) | undefined)?.();
  return { menu, labels, click, done };
}

describe('the tray menu', () => {
  it('says where routing is on and offers to stop or pause it', () => {
    const { menu, labels, click, done } = setup('on', {}, { real: day(4_820_000_000, 9), play: day(0, 0) });
    expect(labels).toEqual([
      'Routing on, 127.0.0.1:3456',
      '$4.82 today',
      'Stop routing',
      'Pause',
      'While paused, send all to',
      'Copy address',
      'Open Switchyard',
      'Quit',
    ]);
    expect(menu[0]?.enabled).toBe(false);
    for (const label of ['Stop routing', 'Pause', 'Copy address', 'Open Switchyard', 'Quit']) click(label);
    expect(done).toEqual(['stop', 'pause', 'copy', 'open', 'quit']);
  });

  it('resumes from a pause by starting', () => {
    const { labels, click, done } = setup('paused');
    expect(labels).toContain('Resume');
    expect(labels).not.toContain('Pause');
    click('Resume');
    expect(done).toEqual(['start']);
  });

  it('says while paused where everything goes, and offers where else it may', () => {
    const { menu, labels, done } = setup('paused');
    expect(labels[0]).toBe('Paused, everything goes to local, with the client’s own model');
    const choices = menu.find(({ id }) => id === 'pause-target')?.submenu as MenuItemConstructorOptions[];
    expect(choices.map(({ label, checked }) => [label, checked])).toEqual([
      ['First target of default', false],
      ['A&&B, the client’s own model', true],
    ]);
    (choices[0]?.click as (() => void) | undefined)?.();
    expect(done).toEqual(['pause to null']);
  });

  it('offers only to start while stopped', () => {
    expect(setup('stopped').labels).toEqual(['Stopped', 'Start routing', 'Copy address', 'Open Switchyard', 'Quit']);
  });

  it('offers the next free port when the port is taken', () => {
    const fault = { code: 'port-taken', message: 'Port 3456 is taken by node (pid 7).' } as const;
    const { labels, click, done } = setup('fault', { fault, freePort: 3457 });
    expect(labels.slice(0, 3)).toEqual(['Port 3456 is taken', 'Start routing', 'Listen on 3457']);
    click('Listen on 3457');
    expect(done).toEqual(['use 3457']);
  });

  it('says any other fault in its own words, with ampersands kept', () => {
    const fault = { code: 'ledger-failed', message: 'The ledger of A&B failed.' } as const;
    expect(setup('fault', { fault }).labels[0]).toBe('The ledger of A&&B failed.');
  });

  it('cannot start twice', () => {
    expect(setup('starting').menu.find((item) => item.id === 'start')?.enabled).toBe(false);
  });
});

describe('describeSpend', () => {
  it('has nothing to tell before the first request', () => {
    expect(describeSpend(null)).toBeNull();
    expect(describeSpend({ real: day(0, 0), play: day(0, 0) })).toBeNull();
  });

  it('never adds play money to real money', () => {
    expect(describeSpend({ real: day(4_820_000_000, 9), play: day(70_000_000, 2) })).toBe('$4.82 today');
    // As the window rounds it, to the cent.
    expect(describeSpend({ real: day(1_005_000_000, 1), play: day(0, 0) })).toBe('$1.01 today');
    expect(describeSpend({ real: day(0, 0), play: day(70_000_000, 2) })).toBe('$0.07 of play money today');
  });

  it('says what the sum leaves out', () => {
    expect(describeSpend({ real: day(1_000_000_000, 9, 2), play: day(0, 0) })).toBe('$1.00 today, 2 without a price');
  });
});

describe('the tooltip', () => {
  it('says the state, and below it what passes', () => {
    const view = { pauseTarget: null, providers: [] };
    expect(describeTray({ ...view, status: status('stopped'), spend: null, inFlight: 0 })).toBe('Switchyard: Stopped');
    const spend = { real: day(4_820_000_000, 9), play: day(0, 0) };
    expect(describeTray({ ...view, status: status('on'), spend, inFlight: 3 })).toBe(
      'Switchyard: Routing on, 127.0.0.1:3456\n$4.82 today, 3 in flight',
    );
  });
});
