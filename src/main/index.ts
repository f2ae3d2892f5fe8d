import { app } from 'electron';
import { createHost, findDataFolder } from '../host';
import { createAppState } from './app-state';
import { openAppStateFile } from './app-state-file';
import { createNoticeDelivery } from './deliver-notice';
import { createHandlers } from './ipc/handlers/create-handlers';
import { registerHandlers } from './ipc/register-handlers';
import { setDataPaths } from './lifecycle/data-paths';
import { quitCleanly } from './lifecycle/quit';
import { surviveFaults } from './lifecycle/survive-faults';
import { reportStartFailure } from './lifecycle/report-start-failure';
import { answerSecondStarts, claimSingleInstance } from './lifecycle/single-instance';
import { watchMachine } from './machine/watch-machine';
import { showTray } from './tray/tray';
import { createTrayActions } from './tray/tray-actions';
import { followFigures } from './tray/tray-figures';
import { setAppMenu } from './windows/app-menu';
import { declareAppScheme, serveAppScheme } from './windows/app-protocol';
import { createWindowCloser } from './windows/close-window';
import { hardenPages } from './windows/harden';
import { createMainWindow } from './windows/main-window';
import { applyTheme } from './windows/theme';

const dataFolder = findDataFolder(process.env);

async function run(): Promise<void> {
  declareAppScheme();
  await app.whenReady();

  const stateFile = openAppStateFile(dataFolder);
  const host = createHost({
    dataFolder,
    threadFolder: import.meta.dirname,
    proxyThread: 'worker',
    version: app.getVersion(),
    environment: process.env,
    watchMachine,
  });
  const window = createMainWindow(
    stateFile,
    () => host.state().appearance.theme,
    () => windowCloser.close(),
  );
  const appState = createAppState(host, stateFile, () => window.send('app.changed', appState.read()));
  const windowCloser = createWindowCloser(() => window, appState, stateFile);

  const notices = createNoticeDelivery(window);
  const actions = createTrayActions(host, window.open, notices.deliver);
  const figures = followFigures(host, () => tray.update());
  const tray = showTray(
    () => {
      const { proxy: status, pauseTarget, providers } = host.state();
      return { status, pauseTarget, providers, ...figures.read() };
    },
    () => host.state().appearance.trayClick,
    actions,
  );

  setAppMenu();
  serveAppScheme();
  hardenPages();
  registerHandlers(createHandlers({ host, appState, windowCloser, notices }), window.owns);
  answerSecondStarts(window.open);
  app.on('activate', window.open);
  surviveFaults(notices.deliver);
  quitCleanly(host, () => {
    window.rememberBounds();
    tray.remove();
  });

  host.on('changed', (state) => {
    applyTheme(state.appearance.theme);
    tray.update();
    window.send('app.changed', appState.read());
  });
  host.on('exchanges', (exchanges) => window.send('exchanges.changed', exchanges));
  host.on('budgets', (budgets) => window.send('budgets.changed', budgets));
  host.on('logLines', (batch) => window.send('logs.appended', batch));
  host.on('recalculating', (progress) => window.send('prices.recalculating', progress));
  host.on('pricesChanged', () => window.send('prices.changed', undefined));
  host.on('costsChanged', (span) => window.send('prices.costs-changed', span));
  host.on('noticed', notices.deliver);

  const started = host.start();
  const trayFound = appState.checkTray();
  // Where there is no tray, there is nothing to find a hidden window by.
  if (!process.argv.includes('--hidden') || !(await trayFound)) window.open();
  await started;
}

try {
  setDataPaths(dataFolder);
  if (claimSingleInstance()) run().catch(reportStartFailure);
  else app.exit(0);
} catch (error) {
  reportStartFailure(error);
}
