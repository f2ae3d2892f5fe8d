import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'playwright/test';
import { readLine, startChild, type Child } from './child';

/** The bus starts nothing by itself: what runs in a test is what this file started. */
const BUS_CONFIG = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`;

/**
 * A desktop for the stories: a display with a window manager, a session bus, and an unlocked keychain, all of their own.
 * The workers inherit the addresses; the function returned ends everything by pid.
 */
export default async function startDesktop(): Promise<() => Promise<void>> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'switchyard-desktop-'));
  const children: Child[] = [];
  const stop = async () => {
    for (const child of children.reverse()) await child.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    Object.assign(process.env, prepareHome(home));
    children.push(await startDisplay());
    children.push(await startBus(home));
    children.push(await startKeychain());
    children.push(startChild('openbox', ['--sm-disable'], 'ignore'));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** Folders of the desktop's own, the temporary one among them, so that no test reads or leaves anything in the user's. */
function prepareHome(home: string): Record<string, string> {
  const folders = {
    TMPDIR: 'tmp',
    XDG_DATA_HOME: 'data',
    XDG_CONFIG_HOME: 'config',
    XDG_CACHE_HOME: 'cache',
    XDG_RUNTIME_DIR: 'run',
  };
  const environment: Record<string, string> = { NO_AT_BRIDGE: '1', LANG: 'C.UTF-8' };
  for (const [name, folder] of Object.entries(folders)) {
    environment[name] = path.join(home, folder);
    mkdirSync(path.join(home, folder), { mode: 0o700 });
  }
  // One story runs as another user, from the temporary folder.
  chmodSync(home, 0o755);
  chmodSync(path.join(home, 'tmp'), 0o1777);
  delete process.env['WAYLAND_DISPLAY'];
  delete process.env['XDG_CURRENT_DESKTOP'];
  return environment;
}

async function startDisplay(): Promise<Child> {
  const display = startChild(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'],
    ['ignore', 'ignore', 'ignore', 'pipe'],
  );
  process.env['DISPLAY'] = `:${await readLine(display, 3)}`;
  return display;
}

async function startBus(home: string): Promise<Child> {
  const config = path.join(home, 'bus.conf');
  writeFileSync(config, BUS_CONFIG);
  const bus = startChild(
    'dbus-daemon',
    ['--nofork', '--nopidfile', '--print-address', `--config-file=${config}`],
    ['ignore', 'pipe', 'ignore'],
  );
  process.env['DBUS_SESSION_BUS_ADDRESS'] = await readLine(bus, 1);
  return bus;
}

/** A keychain with an empty password, unlocked: a locked one would wait for ever for somebody to type. */
async function startKeychain(): Promise<Child> {
  const keychain = startChild(
    'gnome-keyring-daemon',
    ['--unlock', '--components=secrets', '--foreground'],
    ['pipe', 'ignore', 'ignore'],
  );
  keychain.process.stdin?.end('\n');
  const store = () =>
    execFileSync('secret-tool', ['store', '--label=probe', 'probe', 'probe'], { input: 'x', timeout: 3_000, stdio: 'pipe' });
  await expect(store).toPass({ timeout: 10_000 });
  process.env['STORY_KEYCHAIN_PID'] = String(keychain.process.pid);
  execFileSync('secret-tool', ['clear', 'probe', 'probe']);
  return keychain;
}
