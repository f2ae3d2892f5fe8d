import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Config, type ConfigFile } from '../../shared/config/config-schema';
import { createCustomRouter, type CustomRouter, type CustomRouterOptions } from '../custom-router/create-custom-router';
import { readStamp } from '../custom-router/file-stamp';
import type { RouterQuestion } from '../custom-router/router-question';
import type { ProxyPorts } from '../ports';

const SCRIPT = resolve('out/main/router-thread.js');
const POLL_MS = 20;

const CONFIG: ConfigFile = {
  version: 1,
  providers: [
    { id: 'openrouter', preset: 'openrouter', keys: [{ source: 'env', name: 'OPENROUTER_API_KEY' }], models: ['free/model'] },
    { id: 'local', preset: 'custom', dialect: 'openai-chat', baseUrl: 'http://127.0.0.1:9100/v1', models: ['small'] },
    { id: 'retired', preset: 'openai', enabled: false },
  ],
  routes: { default: { targets: ['openrouter/free/model', 'local/small'] }, think: { targets: 'local/small' } },
};

export const ROUTER_CONFIG: Config = Config.parse(CONFIG);

/** A question with the fields that matter to the test put over it. */
export function sampleQuestion(
  { summary, ...fields }: Partial<Omit<RouterQuestion, 'summary'>> & { summary?: Partial<RouterQuestion['summary']> } = {},
  body: unknown = { model: 'claude-opus-5-5', messages: [{ role: 'user', content: 'Hello' }] },
): RouterQuestion {
  return {
    summary: {
      clientDialect: 'anthropic-messages',
      client: 'claude-cli/2.1.330',
      sessionId: 'session-1',
      requestedModel: 'claude-opus-5-5',
      inputTokens: 1234,
      lastUsage: 900,
      lastTarget: null,
      cachedTokens: 0,
      marks: {},
      effort: null,
      agent: null,
      folder: '/home/me/project',
      tools: ['Bash'],
      tag: null,
      hasImage: false,
      maxTokens: 32_000,
      lastText: 'Hello',
      headers: { 'user-agent': 'claude-cli/2.1.330' },
      ...summary,
    },
    scenario: 'default',
    body: Buffer.from(JSON.stringify(body)),
    targets: [{ target: 'openrouter/free/model', state: 'ready', restsUntil: null }],
    error: null,
    config: ROUTER_CONFIG,
    ...fields,
  };
}

export interface TestRouter {
  folder: string;
  logs: string[];
  ports: Pick<ProxyPorts, 'log'> & Required<Pick<ProxyPorts, 'customRouter'>>;
  /** Writes a file of the user's and returns its path. */
  write(name: string, text: string): string;
  /** Starts the router on that file of the folder. */
  start(name: string, options?: Partial<CustomRouterOptions>): CustomRouter;
  end(): Promise<void>;
}

/** The built router thread on files in a folder of its own. */
export function startTestRouter(): TestRouter {
  if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} is not built: run npm run build first.`);
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-router-'));
  const logs: string[] = [];
  const routers: CustomRouter[] = [];
  const log: ProxyPorts['log'] = (level, message) => logs.push(`${level}: ${message}`);
  return {
    folder,
    logs,
    ports: { log, customRouter: { script: SCRIPT, folder, watchFiles: pollFiles } },
    write(name, text) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    start(name, options = {}) {
      const router = createCustomRouter({
        file: join(folder, name),
        script: SCRIPT,
        timeLimitMs: 5_000,
        memoryLimitMb: 64,
        environment: {},
        log,
        watchFiles: pollFiles,
        ...options,
      });
      routers.push(router);
      return router;
    },
    async end() {
      await Promise.all(routers.map((router) => router.close()));
      rmSync(folder, { recursive: true });
    },
  };
}

function pollFiles(paths: readonly string[], onChange: () => void): () => void {
  const look = () => paths.map(readStamp).join();
  let last = look();
  const timer = setInterval(() => {
    const now = look();
    if (now !== last) onChange();
    last = now;
  }, POLL_MS);
  return () => clearInterval(timer);
}
