import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleQuestion, startTestRouter, type TestRouter } from '../testing/start-test-router';

let test: TestRouter;

beforeEach(() => {
  test = startTestRouter();
});

afterEach(() => test.end());

const SMALL = { kind: 'target', target: 'local/small' };
const ask = (name: string) => test.start(name).ask(sampleQuestion());

describe('a file', () => {
  it.each([
    ['router.cjs', `const path = require('node:path'); exports.routeRequest = () => path.posix.join('local', 'small');`],
    ['router.js', `const { join } = require('path'); module.exports = async () => join('local', 'small').replace('\\\\', '/');`],
    ['router.js', `import { posix } from 'node:path';\nexport const routeRequest = () => posix.join('local', 'small');`],
    ['router.mjs', `const { posix } = await import('path'); export const routeRequest = () => posix.join('local', 'small');`],
    [
      'router.ts',
      `import type { RouteContext, RouteResult } from 'switchyard/router';
      enum To { Small = 'local/small' }
      export async function routeRequest({ tokenCount }: RouteContext): Promise<RouteResult> {
        return tokenCount! > (1 as number) ? To.Small satisfies string : null;
      }`,
    ],
    ['router.mts', `export const routeRequest = (): string => import.meta.url.startsWith('file:') ? 'local/small' : '';`],
    ['router.cts', `import { posix } from 'node:path';\nexport const routeRequest = (): string => posix.join('local', 'small');`],
    ['router.cts', `const path: any = require('path'); export = async (): Promise<string> => path.posix.join('local', 'small');`],
  ])('%s runs: %s', async (name, text) => {
    expect(await ask(test.write(name, text) && name)).toEqual(SMALL);
  });

  it.each([
    ['module', `module.exports = () => 'local,small';`],
    ['module', `export default () => 'local,small';`],
    ['commonjs', `export default () => 'local,small';`],
    ['commonjs', `exports.routeRequest = () => 'local,small';`],
  ])('in a folder of type %s runs as what it is written: %s', async (type, text) => {
    test.write('package.json', JSON.stringify({ type }));
    test.write('router.js', text);
    expect(await ask('router.js')).toEqual(SMALL);
  });

  it('that begins with a byte order mark, or is a link, runs as well', async () => {
    test.write('elsewhere/router.js', `\uFEFFmodule.exports = () => require('./where');`);
    test.write('elsewhere/where.json', '"local,small"');
    symlinkSync(join(test.folder, 'elsewhere/router.js'), join(test.folder, 'router.js'));
    expect(await ask('router.js')).toEqual(SMALL);
  });
});

describe('imports', () => {
  it('reach the user’s other files, of every kind, each run once', async () => {
    test.write('ts/types.ts', `export interface Named { name: string }\nexport const provider: Named = { name: 'local' };`);
    test.write('count.cjs', `globalThis.runs = (globalThis.runs ?? 0) + 1; module.exports = { model: 'small' };`);
    test.write('data.json', '{ "separator": "/" }');
    test.write('more.js', `export { model } from './count.cjs'; export const runs = () => globalThis.runs;`);
    const text = `import { provider, type Named } from './ts/types.js';
      import data from './data.json' with { type: 'json' };
      import { model, runs } from './more';
      import counted from './count.cjs';
      export async function routeRequest() {
        const later = await import('./ts/types.ts');
        const is = runs() === 1 && counted.model === model && later.provider === provider;
        return is ? provider.name + data.separator + model : null;
      }`;
    test.write('router.ts', text);
    expect(await ask('router.ts')).toEqual(SMALL);
  });

  it('by require reach TypeScript too, and files that need each other', async () => {
    test.write(
      'a.ts',
      `exports.name = 'local';\nconst { model } = require('./b');\nexports.target = (): string => exports.name + ',' + model();`,
    );
    test.write('b.js', `const a = require('./a'); exports.model = () => (a.name === 'local' ? 'small' : 'unknown');`);
    test.write('router.js', `const { target } = require('./a'); module.exports = async () => target();`);
    expect(await ask('router.js')).toEqual(SMALL);
  });

  it('reach packages in a node_modules beside the file, of either kind', async () => {
    test.write('node_modules/plain/index.js', `module.exports = { provider: 'local' };`);
    test.write('node_modules/modern/package.json', '{ "name": "modern", "type": "module", "exports": { "import": "./m.js" } }');
    test.write('node_modules/modern/m.js', `export const model = 'small';`);
    const esm = `import plain from 'plain';\nimport { model } from 'modern';\nexport const routeRequest = () => plain.provider + '/' + model;`;
    test.write('router.mjs', esm);
    test.write(
      'router.cjs',
      `const { provider } = require('plain'); module.exports = async () => provider + '/' + (await import('modern')).model;`,
    );
    expect(await ask('router.mjs')).toEqual(SMALL);
    expect(await ask('router.cjs')).toEqual(SMALL);
  });
});

describe('a fault names its file and line', () => {
  const fault = async (name: string, text: string) => {
    test.write(name, text);
    const advice = await ask(name);
    return (advice as { message: string }).message;
  };

  it.each([
    ['router.cjs', `const a = 1;\n\nlet b = ;`, `router.cjs:3: SyntaxError: Unexpected token ';'`],
    [
      'router.mjs',
      `import {\n  join,\n} from 'node:path';\nexport { join };\nexport default async () => {\n  let b = ;\n};`,
      `router.mjs:6: SyntaxError: Unexpected token ';'`,
    ],
    ['router.mjs', `export const a = 1;\nexport default class {\n  a b\n}`, 'router.mjs:3: SyntaxError: Unexpected identifier'],
    ['router.ts', `type A = string;\nlet a: A = 'a';\nlet b: = 3;`, 'router.ts:3: SyntaxError: '],
    ['router.cjs', `\nthrow new TypeError('too soon');`, 'router.cjs:2: TypeError: too soon'],
    ['router.mjs', `\n\nconst a = nothing;`, 'router.mjs:3: ReferenceError: nothing is not defined'],
    ['router.mjs', `\nimport './nowhere.js';`, 'router.mjs: "./nowhere.js" is not found'],
    [
      'router.mjs',
      `import { posy } from 'node:path';`,
      `The requested module 'node:path' does not provide an export named 'posy'`,
    ],
    ['router.cjs', `require('no-such-package');`, 'router.cjs: "no-such-package" is not found'],
    ['router.js', `exports.route = () => null;`, 'router.js: it exports no router; write export async function routeRequest'],
  ])('%s when it is loaded: %s', async (name, text, message) => {
    expect(await fault(name, text)).toContain(message);
  });

  it.each([
    ['router.cjs', `module.exports = async () => {\n  await null;\n  throw new Error('no luck');\n};`, 'router.cjs:3: no luck'],
    [
      'router.ts',
      `interface A {\n  a: string;\n}\nexport const routeRequest = (a: A) => {\n  return a.b.c;\n};`,
      'router.ts:5: TypeError',
    ],
    ['router.mjs', `export const routeRequest = () => {\n  throw 'a word';\n};`, 'a word'],
    ['router.mjs', `export const routeRequest = () =>\n  JSON.parse('{');`, 'router.mjs:2: SyntaxError'],
  ])('%s when it is asked: %s', async (name, text, message) => {
    expect(await fault(name, text)).toContain(message);
  });

  it('in a file that it imports', async () => {
    test.write('lib/helper.ts', `export const pick = (): string => {\n\n  throw new RangeError('too far');\n};`);
    const text = `import { pick } from './lib/helper';\nexport const routeRequest = () => pick();`;
    expect(await fault('router.ts', text)).toBe('lib/helper.ts:3: RangeError: too far');
  });

  it('and says so when the file is not there', async () => {
    expect(await ask('router.js')).toEqual({
      kind: 'fault',
      message: 'router.js: there is no such file; write it, or change customRouter.file',
    });
  });
});
