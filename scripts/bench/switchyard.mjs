import fs from 'node:fs';
import path from 'node:path';
import { root } from '../setup/paths.mjs';
import { findPort, startScript } from './processes.mjs';
import { makeTemporaryFolder } from './temporary-folder.mjs';

const TOKEN = 'sy-bench';

const SCENARIOS = ['default', 'background', 'think', 'longContext', 'webSearch', 'safetyCheck', 'compact', 'subagent', 'image'];

/** The target of each lane: an upstream that speaks the client's dialect, and one that does not. */
export const targets = { passthrough: 'same/mock', translated: 'other/mock' };

function makeConfig(port, upstreamUrl, target) {
  const provider = (id, dialect, suffix) => ({
    id,
    dialect,
    baseUrl: `${upstreamUrl}${suffix}`,
    keys: [{ source: 'none' }],
    models: ['mock'],
  });
  return {
    version: 1,
    listen: { port },
    providers: [provider('same', 'anthropic-messages', ''), provider('other', 'openai-chat', '/v1')],
    // Every route is set, so that every mark of a request is looked for.
    routes: Object.fromEntries(SCENARIOS.map((scenario) => [scenario, { targets: [target] }])),
  };
}

/** What `npm run serve` runs, with the flags that it gives to Node. */
function serveCommand() {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return scripts.serve.split(' ').slice(1);
}

/**
 * Starts Switchyard as `npm run serve` does, with a data folder of its own and nothing switched off: token, ledger and logs.
 * `target` takes all routes. Resolves with { url, token, pid, stop }.
 */
export async function startSwitchyard(upstreamUrl, target) {
  const { folder: home, remove } = makeTemporaryFolder('bench');
  try {
    const config = makeConfig(await findPort(), upstreamUrl, target);
    fs.writeFileSync(path.join(home, 'config.json'), JSON.stringify(config));
    const env = { ...process.env, SWITCHYARD_HOME: home, SWITCHYARD_TOKEN: TOKEN };
    const started = await startScript(serveCommand(), { cwd: root, env, pattern: /listens at (\S+)/ });
    const stop = async () => {
      await started.stop();
      remove();
    };
    return { url: started.found, token: TOKEN, pid: started.pid, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
