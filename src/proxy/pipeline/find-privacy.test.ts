import { expect, it } from 'vitest';
import { Config, type ConfigFile } from '../../shared/config/config-schema';
import { findPrivacy } from './find-privacy';

const PROVIDERS = [
  { id: 'local', dialect: 'openai-chat' as const, baseUrl: 'http://127.0.0.1:1', keys: [{ source: 'none' as const }] },
];

function privacyOf(file: Pick<ConfigFile, 'routes' | 'logging'>, parts: Partial<Parameters<typeof findPrivacy>[1]>) {
  const config = Config.parse({ version: 1, providers: PROVIDERS, ...file });
  return findPrivacy(config, { scenario: 'default', route: 'default', project: null, ...parts }, '/home/me');
}

const targets = ['local/a'];

it('keeps the bodies that logging names, where neither route nor project says otherwise', () => {
  expect(privacyOf({ routes: { default: { targets } } }, {})).toEqual({ bodies: 'errors', private: false });
  expect(privacyOf({ logging: { bodies: 'all' } }, { scenario: null, route: null })).toEqual({ bodies: 'all', private: false });
});

it('lets a route say more or less than logging does', () => {
  const routes = { default: { targets, bodies: 'all' as const } };
  expect(privacyOf({ routes, logging: { bodies: 'none' } }, {}).bodies).toBe('all');
});

it.each([
  ['all', 'errors', 'errors'],
  ['none', 'all', 'none'],
  ['errors', 'none', 'none'],
] as const)('takes the stricter of route (%s) and project (%s)', (bodies, ofProject, kept) => {
  const logging = { projects: { '/work': { bodies: ofProject } } };
  expect(privacyOf({ routes: { default: { targets, bodies } }, logging }, { project: '/work/app' }).bodies).toBe(kept);
});

it('keeps figures only of what is private by route or by project, whatever is said of bodies', () => {
  const nothing = { bodies: 'none', private: true };
  expect(privacyOf({ routes: { default: { targets, bodies: 'all', private: true } } }, {})).toEqual(nothing);
  const logging = { bodies: 'all' as const, projects: { '~/secret': { private: true } } };
  expect(privacyOf({ logging }, { project: '/home/me/secret/app' })).toEqual(nothing);
  expect(privacyOf({ logging }, { project: '/home/me/secrets' })).toEqual({ bodies: 'all', private: false });
});

it('goes by the longest folder that holds the project', () => {
  const logging = {
    projects: { '~': { private: true }, '/home/me/open': { private: false }, '/home/me/open/in': { private: true } },
  };
  const isPrivate = (project: string) => privacyOf({ logging }, { project }).private;
  expect([isPrivate('/home/me/a'), isPrivate('/home/me/open/a'), isPrivate('/home/me/open/in/a')]).toEqual([true, false, true]);
});

it('is as private as its scenario where a pin, an explicit model or longContext took it', () => {
  const routes = { default: { targets, private: true }, longContext: { targets } };
  expect(privacyOf({ routes }, { route: null }).private).toBe(true);
  expect(privacyOf({ routes }, { route: 'longContext' }).private).toBe(true);
});

it('hears a route that leads to another one, and that other one', () => {
  const routes = { default: { targets, bodies: 'none' as const }, think: { route: 'default' as const, private: true } };
  expect(privacyOf({ routes }, { scenario: 'think' }).private).toBe(true);
  expect(privacyOf({ routes }, { scenario: 'background', route: 'default' })).toEqual({ bodies: 'none', private: false });
});
