import { rmSync } from 'node:fs';
import { expect, test as base } from 'playwright/test';
import { startFakeUpstream, type FakeUpstream, type FakeUpstreamOptions } from '../../src/proxy/testing/fake-upstream';
import { launchApp, type App, type LaunchOptions } from './launch-app';
import { startTray, type Tray } from './tray';

interface Parts {
  /** Starts Switchyard; it is quit at the end, its folder removed, and a page that logged an error fails the story. */
  launch(options?: LaunchOptions): Promise<App>;
  /** Starts a scripted provider's server, closed at the end. */
  serveUpstream(options: FakeUpstreamOptions): Promise<FakeUpstream>;
  /** A panel with a tray, for as long as the story lasts. */
  tray: Tray;
}

export const test = base.extend<Parts>({
  launch: async ({}, use) => {
    const apps: App[] = [];
    await use(async (options) => {
      const app = await launchApp(options);
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.close();
    for (const app of apps) rmSync(app.home, { recursive: true, force: true });
    expect(apps.flatMap(({ problems }) => problems)).toEqual([]);
  },
  serveUpstream: async ({}, use) => {
    const upstreams: FakeUpstream[] = [];
    await use(async (options) => {
      const upstream = await startFakeUpstream(options);
      upstreams.push(upstream);
      return upstream;
    });
    for (const upstream of upstreams) await upstream.close();
  },
  tray: async ({}, use) => {
    const tray = startTray();
    await use(tray);
    await tray.stop();
  },
});

export { expect } from 'playwright/test';
