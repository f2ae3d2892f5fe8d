import type { MenuItemConstructorOptions } from 'electron';
import { listPauseTargets } from '../../shared/model/pause-target';
import { describeStatus } from './describe-status';
import { describeSpend } from './describe-tray';
import type { TrayView } from './tray-view';

export interface TrayActions {
  start(): void;
  stop(): void;
  pause(): void;
  setPauseTarget(target: string | null): void;
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
    { id: 'status', label: plain(describeStatus(view.status, view.pauseTarget)), enabled: false },
    ...(spend === null ? [] : [{ id: 'spend', label: spend, enabled: false }]),
    separator,
    ...buildRoutingItems(view, actions),
    separator,
    { id: 'copy-address', label: 'Copy address', click: () => actions.copyAddress() },
    { id: 'open', label: 'Open Switchyard', click: () => actions.openWindow() },
    separator,
    { id: 'quit', label: 'Quit', click: () => actions.quit() },
  ];
}

function buildRoutingItems(view: TrayView, actions: TrayActions): MenuItemConstructorOptions[] {
  const { state, freePort } = view.status;
  const start = { id: 'start', label: 'Start routing', click: () => actions.start() };
  const stop = { id: 'stop', label: 'Stop routing', click: () => actions.stop() };
  const pause = { id: 'pause', label: 'Pause', click: () => actions.pause() };
  const resume = { id: 'resume', label: 'Resume', click: () => actions.start() };
  const listen = (port: number) => ({ id: 'use-port', label: `Listen on ${port}`, click: () => actions.usePort(port) });
  switch (state) {
    case 'on':
      return [stop, pause, buildPauseTargets(view, actions)];
    case 'paused':
      return [stop, resume, buildPauseTargets(view, actions)];
    case 'starting':
      return [{ ...start, enabled: false }];
    case 'stopped':
      return [start];
    case 'fault':
      return freePort === null ? [start] : [start, listen(freePort)];
  }
}

/** Choosing one does not pause. */
function buildPauseTargets({ providers, pauseTarget }: TrayView, actions: TrayActions): MenuItemConstructorOptions {
  const submenu = listPauseTargets(providers, pauseTarget).map(({ target, text }): MenuItemConstructorOptions => ({
    type: 'radio',
    label: plain(text),
    checked: target === pauseTarget,
    click: () => actions.setPauseTarget(target),
  }));
  return { id: 'pause-target', label: 'While paused, send all to', submenu };
}

/** A single ampersand would mark the next letter as a shortcut. */
function plain(text: string): string {
  return text.replaceAll('&', '&&');
}
