import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright/test';
import type { ConfigFile } from '../../src/shared/config/config-schema';
import { findFreePort } from './free-port';

/** The client token of every app under test, unless a story asks for the one in the keychain. */
export const TOKEN = 'sy-story-token-0123456789';

export interface LaunchOptions {
  /** A data folder to start again on; a fresh one is made otherwise. */
  home?: string;
  /** Written into config.json before the start; the port is filled in. */
  config?: Omit<Partial<ConfigFile>, 'version' | 'listen'>;
  port?: number;
  /** Begin with the first steps, as after an installation. Otherwise they count as done. */
  firstRun?: boolean;
  args?: string[];
  /** Added to, or with undefined taken from, the environment. */
  environment?: Record<string, string | undefined>;
  /** A packaged app instead of the built one. */
  executable?: string;
  /** With Chromium's sandbox, which root can't have. */
  sandbox?: boolean;
}

/** A running Switchyard, as a story sees it. */
export interface App {
  electron: ElectronApplication;
  home: string;
  port: number;
  address: string;
  /** The window's page, once there is one. */
  page(): Promise<Page>;
  /** What the page logged as an error (a policy violation among them); a story must end with none. */
  problems: string[];
  /** All that the process printed. */
  output(): string;
  readConfig(): string;
  /** Quits it as a person does and waits until the process is gone. Safe to call twice. */
  close(): Promise<void>;
}

const PROJECT = path.resolve(import.meta.dirname, '../..');

export async function launchApp(options: LaunchOptions = {}): Promise<App> {
  const home = options.home ?? mkdtempSync(path.join(os.tmpdir(), 'switchyard-home-'));
  const port = options.port ?? readPort(home) ?? (await findFreePort());
  if (options.home === undefined || options.config !== undefined) {
    writeConfig(home, port, options.config ?? {});
    if (options.firstRun !== true) writeFileSync(path.join(home, 'state.json'), JSON.stringify({ firstRunDone: true }));
  }

  const hook = path.join(import.meta.dirname, 'threads.cjs');
  const electron = await _electron.launch({
    ...(options.executable === undefined ? {} : { executablePath: options.executable }),
    args: [...(options.executable === undefined ? ['-r', hook, PROJECT] : []), ...(options.args ?? [])],
    cwd: PROJECT,
    chromiumSandbox: options.sandbox ?? false,
    env: buildEnvironment(home, options.environment ?? {}),
  });

  const problems: string[] = [];
  let output = '';
  let closed = false;
  const note = (data: Buffer) => (output += String(data));
  electron.process().stdout?.on('data', note);
  electron.process().stderr?.on('data', note);
  const watch = (page: Page) => {
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text().slice(0, 300)));
    page.on('pageerror', (error) => problems.push(error.message));
  };
  electron.windows().forEach(watch);
  electron.on('window', watch);

  return {
    electron,
    home,
    port,
    address: `http://127.0.0.1:${port}`,
    page: () => electron.firstWindow(),
    problems,
    output: () => output,
    readConfig: () => readFileSync(path.join(home, 'config.json'), 'utf8'),
    async close() {
      if (closed) return;
      closed = true;
      await electron.close();
    },
  };
}

function writeConfig(home: string, port: number, config: object): void {
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'config.json'), JSON.stringify({ version: 1, listen: { port }, ...config }, null, 2));
}

function readPort(home: string): number | undefined {
  try {
    const config = JSON.parse(readFileSync(path.join(home, 'config.json'), 'utf8')) as ConfigFile;
    return config.listen?.port;
  } catch {
    return undefined;
  }
}

function buildEnvironment(home: string, more: Record<string, string | undefined>): Record<string, string> {
  const environment = { ...process.env, SWITCHYARD_HOME: home, SWITCHYARD_TOKEN: TOKEN, ...more };
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
