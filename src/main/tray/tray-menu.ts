import type { MenuItemConstructorOptions } from 'electron';
import type { ProxyStatus } from '../../shared/model/proxy-status';
import { describeStatus } from './describe-status';
import { describeSpend } from './describe-tray';
import type { TrayView } from './tray-view';

export interface TrayActions {
  start(): void;
  stop(): void;
  pause(): void;
  usePort(port: number): void;
  copyAddress(): void;
  openWindow(): void;
  quit(): void;
}

/** The tray menu for a state; pure, so that it can be read and tested as a list. */
export function buildTrayMenu(view: TrayView, actions: TrayActions): MenuItemConstructorOptions[] {
  const spend = describeSpend(view.spend);
  const separator = { type: 'separator' } as const;
  return [
    { id: 'status', label: plain(describeStatus(view.status)), enabled: false },
    ...(spend === null ? [] : [{ id: 'spend', label: spend, enabled: false }]),
    separator,
    ...buildRoutingItems(view.status, actions),
    separator,
    { id: 'copy-address', label: 'Copy address', click: () => actions.copyAddress() },
    { id: 'open', label: 'Open Switchyard', click: () => actions.openWindow() },
    separator,
    { id: 'quit', label: 'Quit', click: () => actions.quit() },
  ];
}

function buildRoutingItems({ state, freePort }: ProxyStatus, actions: TrayActions): MenuItemConstructorOptions[] {
  const start = { id: 'start', label: 'Start routing', click: () => actions.start() };
  const stop = { id: 'stop', label: 'Stop routing', click: () => actions.stop() };
  const pause = { id: 'pause', label: 'Pause', click: () => actions.pause() };
  const resume = { id: 'resume', label: 'Resume', click: () => actions.start() };
  const listen = (port: number) => ({ id: 'use-port', label: `Listen on ${port}`, click: () => actions.usePort(port) });
  switch (state) {
    case 'on':
      return [stop, pause];
    case 'paused':
      return [stop, resume];
    case 'starting':
      return [{ ...start, enabled: false }];
    case 'stopped':
      return [start];
    case 'fault':
      return freePort === null ? [start] : [start, listen(freePort)];
  }
}

/** A single ampersand would mark the next letter as a shortcut. */
function plain(text: string): string {
  return text.replaceAll('&', '&&');
}
