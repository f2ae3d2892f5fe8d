import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = resolve('out/main/cli.js');
const SOURCE = `{
  APIKEY: 'my-clients-secret',
  Providers: [{ name: 'openrouter', api_base_url: 'https://openrouter.ai/api/v1/chat/completions', api_key: 'sk-or-secret', models: ['m'] }],
  Router: { default: 'openrouter,m' },
}`;

let home: string;

beforeAll(() => {
  if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} is not built: run npm run build first.`);
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'switchyard-cli-import-'));
  mkdirSync(join(home, '.claude-code-router'));
  writeFileSync(join(home, '.claude-code-router', 'config.json'), SOURCE);
});

afterEach(() => rmSync(home, { recursive: true }));

/** No keychain is reachable there. */
function run(...words: string[]) {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    USERPROFILE: home,
    SWITCHYARD_HOME: join(home, 'data'),
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  };
  return spawnSync(process.execPath, [SCRIPT, 'import', ...words], { env, encoding: 'utf8' });
}

describe('switchyard import', () => {
  it('is a command of the package', () => {
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };
    expect(resolve(bin.switchyard ?? '')).toBe(SCRIPT);
    expect(readFileSync(SCRIPT, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('prints in columns what became of each part, writes the config and keeps the keys to itself', () => {
    const { status, stdout, stderr } = run();
    expect([status, stdout]).toEqual([0, expect.stringContaining('Written to')]);
    const lines = stdout.split('\n');
    const column = lines.find((line) => line.includes('Providers[0].name'))?.indexOf('providers.openrouter.id');
    expect(lines.find((line) => line.includes('Router.default'))?.indexOf('routes.default.targets')).toBe(column);
    expect(stdout).toMatch(/^left out {2}APIKEY +- +Clients send/m);
    expect(stdout).toContain('OPENROUTER_API_KEY');
    expect(stderr).toMatch(/^switchyard: .*\.\n$/);
    const config = readFileSync(join(home, 'data', 'config.json'), 'utf8');
    expect(JSON.parse(config)).toMatchObject({ routes: { default: { targets: ['openrouter/m'] } } });
    for (const text of [stdout, stderr, config]) expect(text).not.toMatch(/sk-or-secret|my-clients-secret/);
  });

  it('writes nothing at a dry run', () => {
    const { status, stdout } = run('--dry-run');
    expect([status, stdout]).toEqual([0, expect.stringContaining('Nothing was written')]);
    expect(existsSync(join(home, 'data'))).toBe(false);
  });

  it('takes a path, and says on stderr why it cannot be read', () => {
    const path = join(home, 'other.json');
    writeFileSync(path, '{ "api_key": "sk-or-secret" oh }');
    const { status, stdout, stderr } = run(path, '--dry-run');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^switchyard: The file is not JSON5: .*line 1, column \d+\./);
    expect(stderr).not.toContain('sk-or-secret');
    expect(run(join(home, 'none.json')).status).toBe(1);
  });

  it('ends with 2 when the command line is not understood', () => {
    for (const words of [['a', 'b'], ['--dri-run']]) {
      const { status, stderr } = run(...words);
      expect([status, stderr]).toEqual([2, expect.stringContaining('Usage')]);
    }
    expect(existsSync(join(home, 'data'))).toBe(false);
  });
});
