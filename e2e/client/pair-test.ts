import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test as base } from 'playwright/test';
import { startFakeUpstream, type FakeUpstream, type SeenRequest } from '../../src/proxy/testing/fake-upstream';
import { readRequest } from '../../src/proxy/testing/read-request';
import type { ConfigFile } from '../../src/shared/config/config-schema';
import type { Exchange } from '../../src/shared/model/exchange';
import { findFreePort } from '../support/free-port';
import { launchApp, type App } from '../support/launch-app';
import { runClaude, type ClaudeOptions, type ClaudeRun } from '../support/run-claude';
import { waitForRouting } from '../support/wait-for-routing';
import type { Script } from './client-test';
import { makeRepo } from './make-repo';
import { readRows } from './read-rows';

type Dialect = 'anthropic-messages' | 'openai-chat';

export interface PairOptions {
  dialect: Dialect;
  /** The models at the two targets of the default route, in its order; null: nobody listens there. */
  first: Script | null;
  second: Script | null;
  /** The limit of the first. */
  concurrency?: number;
  /** What else is in the config: prices, budgets. */
  config?: Pick<ConfigFile, 'prices' | 'budgets'>;
}

/** A run of the client over a route of two targets. */
export interface PairTalk extends ClaudeRun {
  /** What reached each target, in order. */
  requests: { first: SeenRequest[]; second: SeenRequest[] };
  /** One for each request of the client, the oldest first. */
  rows: Exchange[];
}

interface Parts {
  repo: string;
  /** Lets the client say something in `repo`. Each has an app of its own, since a failure is remembered. */
  talkToPair(prompt: string, pair: PairOptions, options?: Pick<ClaudeOptions, 'tools'>): Promise<PairTalk>;
}

export const test = base.extend<Parts>({
  repo: async ({}, use) => {
    const repo = makeRepo();
    await use(repo);
    rmSync(repo, { recursive: true });
  },

  talkToPair: async ({ repo }, use) => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'switchyard-claude-'));
    mkdirSync(path.join(home, 'tmp'));
    const upstreams: FakeUpstream[] = [];
    const apps: App[] = [];

    async function start(dialect: Dialect, script: Script | null): Promise<Pick<FakeUpstream, 'url' | 'requests'>> {
      if (script === null) return { url: `http://127.0.0.1:${await findFreePort()}/v1`, requests: [] };
      const upstream = await startFakeUpstream({ dialect, answer: (request) => script(readRequest(request), request) });
      upstreams.push(upstream);
      return upstream;
    }

    await use(async (prompt, { dialect, concurrency, config = {}, ...scripts }, options = {}) => {
      const first = await start(dialect, scripts.first);
      const second = await start(dialect, scripts.second);
      const provider = { preset: 'custom' as const, dialect, keys: [{ source: 'none' as const }], models: ['fake-model'] };
      const app = await launchApp({
        config: {
          providers: [
            { ...provider, id: 'first', baseUrl: first.url, ...(concurrency !== undefined && { limits: { concurrency } }) },
            { ...provider, id: 'second', baseUrl: second.url },
          ],
          routes: { default: { targets: ['first/fake-model', 'second/fake-model'] } },
          ...config,
        },
      });
      apps.push(app);
      await waitForRouting(app);
      const run = await runClaude(app, prompt, { ...options, folder: repo, home });
      const arrived = first.requests.length + second.requests.length;
      const rows = await readRows(
        app,
        run.sessionId,
        0,
        (some) => some.length > 0 && some.flatMap(({ attempts }) => attempts).length >= arrived,
      );
      return { ...run, requests: { first: first.requests, second: second.requests }, rows };
    });

    for (const app of apps) {
      await app.close();
      rmSync(app.home, { recursive: true, force: true });
      expect(app.problems).toEqual([]);
    }
    for (const upstream of upstreams) await upstream.close();
    rmSync(home, { recursive: true, force: true });
  },
});

export { expect } from 'playwright/test';
