import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../setup/paths.mjs';
import { runNpm } from '../setup/run-quietly.mjs';
import { findPort, startScript } from './processes.mjs';
import { makeTemporaryFolder } from './temporary-folder.mjs';

const PACKAGE = '@musistudio/claude-code-router';
const VERSION = '2.0.0';
const TOKEN = 'sy-bench';

/** Said with every result that has peers. */
const NOT_MEASURED =
  'Claude Code Router 3.x is not measured: 3.1.1 wants Node 22 and depends on @the-next-ai/ai-gateway, which the npm registry did not have in November 2026.';

/** Two of its ways, as ours: the upstream speaks the client's dialect, or Chat Completions. */
const ways = {
  passthrough: { provider: 'same', suffix: '/v1/messages', use: ['Anthropic'] },
  translated: { provider: 'other', suffix: '/v1/chat/completions', use: [] },
};

/** Installs the peer in the cache outside the clone, once; resolves with its script. */
async function installRouter() {
  const folder = path.join(cacheFolder(), `claude-code-router-${VERSION}`);
  const script = path.join(folder, 'node_modules', PACKAGE, 'dist', 'cli.js');
  if (fs.existsSync(script)) return script;
  fs.mkdirSync(folder, { recursive: true });
  await runNpm(['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', `${PACKAGE}@${VERSION}`], {
    cwd: folder,
    failure: `npm could not install ${PACKAGE} ${VERSION}`,
    hint: 'Check that the npm registry can be reached (npm ping), or run without --peers.',
  });
  return script;
}

function makeConfig(port, upstreamUrl, { provider, suffix, use }) {
  return {
    PORT: port,
    HOST: '127.0.0.1',
    APIKEY: TOKEN,
    LOG: true,
    LOG_LEVEL: 'info',
    Providers: [
      {
        name: provider,
        api_base_url: `${upstreamUrl}${suffix}`,
        api_key: 'none',
        models: ['mock'],
        ...(use.length > 0 && { transformer: { use } }),
      },
    ],
    Router: { default: `${provider},mock` },
  };
}

/** Starts it in the foreground with a home folder of its own, and waits until it answers. */
async function startRouter(script, upstreamUrl, way) {
  const { folder: home, remove } = makeTemporaryFolder('peer');
  const settings = path.join(home, '.claude-code-router');
  const port = await findPort();
  const url = `http://127.0.0.1:${port}`;
  fs.mkdirSync(settings);
  fs.writeFileSync(path.join(settings, 'config.json'), JSON.stringify(makeConfig(port, upstreamUrl, way)));
  try {
    const env = { ...process.env, HOME: home, USERPROFILE: home };
    const { pid, stop } = await startScript([script, 'start'], { env, pattern: /(Loaded JSON config)/ });
    await waitUntilItAnswers(url);
    const stopAndRemove = async () => {
      await stop();
      remove();
    };
    return { url, pid, token: TOKEN, stop: stopAndRemove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function waitUntilItAnswers(url) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      if ((await fetch(`${url}/health`)).ok) return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`Claude Code Router does not answer at ${url}: ${error.message}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** One connection shows the work of a request; all cases, and as many requests as the others send, would take an hour. */
const takes = ({ bodyKb, wide, connections, events }) => bodyKb <= 800 && !wide && connections === 1 && events === 200;
const share = 0.2;

/**
 * The peers as lanes (see startLanes), each in a process of its own, and a note of what is not measured. A peer that cannot be
 * installed or started is a note too: the run goes on without it.
 */
export async function startPeers(upstreamUrl) {
  const lanes = [];
  const notes = [NOT_MEASURED];
  try {
    const script = await installRouter();
    for (const [name, way] of Object.entries(ways)) {
      lanes.push({ name: `ccr 2.0 ${name}`, takes, share, ...(await startRouter(script, upstreamUrl, way)) });
    }
  } catch (error) {
    notes.push(`Claude Code Router ${VERSION} is not measured: ${error.message}`);
  }
  return { lanes, notes };
}
