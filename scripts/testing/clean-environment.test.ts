import { expect, it } from 'vitest';
import { cleanEnvironment } from './clean-environment.mjs';

it('leaves out what belongs to clients and to a Switchyard of this machine, and nothing else', () => {
  const environment = {
    HOME: '/home/a',
    PATH: '/bin',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
    CLAUDECODE: '1',
    CLAUDE_CONFIG_DIR: '/home/a/.claude',
    SWITCHYARD_HOME: '/home/a/switchyard',
    ELECTRON_RUN_AS_NODE: '1',
    ELECTRON_MIRROR: 'http://127.0.0.1:2/',
  };
  expect(Object.keys(cleanEnvironment(environment))).toEqual(['HOME', 'PATH', 'ELECTRON_MIRROR']);
});
