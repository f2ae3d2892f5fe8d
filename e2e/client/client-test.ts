import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test as base } from 'playwright/test';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream, type SeenRequest } from '../../src/proxy/testing/fake-upstream';
import { readRequest, type RequestView } from '../../src/proxy/testing/read-request';
import type { Exchange } from '../../src/shared/model/exchange';
import { askApp } from '../support/ask-app';
import { launchApp, type App } from '../support/launch-app';
import { runClaude, type ClaudeOptions, type ClaudeRun } from '../support/run-claude';
import { waitForRouting } from '../support/wait-for-routing';
import { lanes, type Lane } from './lanes';
import { makeRepo } from './make-repo';
import { readRows } from './read-rows';

/** Plays the model: what it answers to a request. */
export type Script = (view: RequestView, request: SeenRequest) => FakeAnswer;

/** A run of the client, with what came of it on the other side. */
export interface Talk extends ClaudeRun {
  /** What reached the upstream, refused requests too, in order. */
  requests: SeenRequest[];
  views: RequestView[];
  /** Switchyard's rows of it, the oldest first. */
  rows: Exchange[];
}

interface Desk {
  app: App;
  upstreams: Map<Lane, FakeUpstream>;
  /** The model that answers in every lane until the next one is set. */
  play(script: Script): void;
}

interface Parts {
  /** A Git repository for the client to work in. */
  repo: string;
  /** Lets the client say something in `repo`, with a model of this lane at the other end of Switchyard. */
  talk(lane: Lane, prompt: string, script: Script, options?: Omit<ClaudeOptions, 'folder' | 'home'>): Promise<Talk>;
}

const KEY = 'key-of-the-provider';

export const test = base.extend<Parts, { desk: Desk }>({
  // One app for all: each test sends the default route where it wants it.
  desk: [
    async ({}, use) => {
      let script: Script = () => ({});
      const upstreams = new Map<Lane, FakeUpstream>();
      for (const lane of lanes) {
        const { dialect, vendor = 'plain', model } = lane;
        const answer = (request: SeenRequest) => script(readRequest(request), request);
        upstreams.set(lane, await startFakeUpstream({ dialect, vendor, key: KEY, models: [model], answer }));
      }
      const app = await launchApp({
        config: {
          providers: lanes.map((lane) => ({
            ...{ id: lane.id, preset: lane.preset, dialect: lane.dialect, models: [lane.model] },
            baseUrl: upstreams.get(lane)?.url,
            keys: [{ source: 'env', name: 'STORY_PROVIDER_KEY' }],
          })),
        },
        environment: { STORY_PROVIDER_KEY: KEY },
      });
      await waitForRouting(app);
      await use({ app, upstreams, play: (next) => (script = next) });
      await app.close();
      rmSync(app.home, { recursive: true, force: true });
      for (const upstream of upstreams.values()) await upstream.close();
      expect(app.problems).toEqual([]);
    },
    { scope: 'worker' },
  ],

  repo: async ({}, use) => {
    const repo = makeRepo();
    await use(repo);
    rmSync(repo, { recursive: true });
  },

  talk: async ({ desk, repo }, use) => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'switchyard-claude-'));
    mkdirSync(path.join(home, 'tmp'));
    await use(async (lane, prompt, script, options = {}) => {
      await askApp(desk.app, 'routes.set-targets', { scenario: 'default', targets: [`${lane.id}/${lane.model}`] });
      desk.play(script);
      const { requests: all = [] } = desk.upstreams.get(lane) ?? {};
      const before = all.length;
      const startedAt = Date.now();
      const run = await runClaude(desk.app, prompt, { ...options, folder: repo, home });
      const requests = all.slice(before);
      // Each request to an upstream has a row of its own, as long as there is one target.
      const rows = await readRows(desk.app, run.sessionId, startedAt, ({ length }) => length >= requests.length);
      return { ...run, requests, views: requests.map(readRequest), rows };
    });
    rmSync(home, { recursive: true, force: true });
  },
});

export { expect } from 'playwright/test';
