import { execFile } from 'node:child_process';
import x11, { type XClient } from 'x11';

/** Milliseconds that the bus or the X server may take to answer. */
const LIMIT_MS = 1_500;

const WATCHER = 'org.kde.StatusNotifierWatcher';
const BUS = 'org.freedesktop.DBus';
const BUS_PATH = '/org/freedesktop/DBus';

/** Three programs that can ask the session bus; most desktops have at least one. Each prints `true` in its own dress. */
const BUS_QUESTIONS: [string, string[]][] = [
  ['gdbus', ['call', '--session', '--dest', BUS, '--object-path', BUS_PATH, '--method', `${BUS}.NameHasOwner`, WATCHER]],
  ['busctl', ['--user', 'call', BUS, BUS_PATH, BUS, 'NameHasOwner', 's', WATCHER]],
  ['dbus-send', ['--session', '--print-reply=literal', `--dest=${BUS}`, BUS_PATH, `${BUS}.NameHasOwner`, `string:${WATCHER}`]],
];

/**
 * True when something on this desktop shows tray icons: on Linux a StatusNotifierItem host on the session bus or an XEmbed tray on
 * the X display; elsewhere the system does. Never rejects: what can't be asked counts as absent.
 */
export async function findTrayHost(
  platform: NodeJS.Platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<boolean> {
  if (platform !== 'linux') return true;
  return (await hasStatusNotifierWatcher(environment)) || (await hasXEmbedTray(environment['DISPLAY']));
}

async function hasStatusNotifierWatcher(environment: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  for (const [program, args] of BUS_QUESTIONS) {
    const answer = await ask(program, args, environment);
    if (answer !== null) return answer.includes('true');
  }
  return false;
}

/** What the program printed; null when it is not there or failed. */
function ask(program: string, args: string[], environment: Readonly<Record<string, string | undefined>>): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: LIMIT_MS, env: { ...environment } }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    );
  });
}

function hasXEmbedTray(display: string | undefined): Promise<boolean> {
  if (display === undefined || display === '') return Promise.resolve(false);
  return new Promise((resolve) => {
    const finish = (answer: boolean, connected?: XClient) => {
      clearTimeout(timer);
      connected?.terminate();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(false), LIMIT_MS);
    const client = x11.createClient({ display, shm: false }, (error, connection) => {
      if (error) return finish(false);
      const x = connection.client;
      x.InternAtom(false, '_NET_SYSTEM_TRAY_S0', (atomError, atom) => {
        if (atomError) return finish(false, x);
        x.GetSelectionOwner(atom, (ownerError, owner) => finish(!ownerError && owner !== 0, x));
      });
    });
    client.on('error', () => finish(false));
  });
}
