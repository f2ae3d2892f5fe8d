/**
 * Writes the tables of prices that come with the app, src/pricing/data: the prices of the installed @pydantic/genai-prices and of
 * models.dev, reduced to the providers that the presets name.
 *
 *   node scripts/prices/vendor.mjs --genai-date 2026-09-23 [--models-dev api.json|URL --models-dev-date 2026-09-22]
 *
 * The dates are those of the data and not of today. Without --models-dev its table stays as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const FOLDER = 'src/pricing/data';

const { values } = parseArgs({
  options: { 'genai-date': { type: 'string' }, 'models-dev': { type: 'string' }, 'models-dev-date': { type: 'string' } },
});

async function load(path) {
  return (await runnerImport(path)).module;
}

async function readJson(source) {
  if (!/^https:/.test(source)) return JSON.parse(readFileSync(source, 'utf8'));
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(`${source} answered ${answer.status}.`);
  return answer.json();
}

/** One model a line, so that a newer table can be read as a difference. */
function write(name, table) {
  const providers = Object.entries(table.providers).map(([id, { models, ...rest }]) => {
    const lines = models.map((model) => JSON.stringify(model)).join(',\n');
    return `${JSON.stringify(id)}:{${Object.entries(rest)
      .map(([key, value]) => `"${key}":${JSON.stringify(value)},`)
      .join('')}"models":[\n${lines}\n]}`;
  });
  const text = `{"name":${JSON.stringify(table.name)},"date":${JSON.stringify(table.date)},"providers":{\n${providers.join(',\n')}\n}}\n`;
  writeFileSync(`${FOLDER}/${name}`, text);
  console.log(
    `${FOLDER}/${name}: ${Object.values(table.providers).flatMap(({ models }) => models).length} models, ${text.length} bytes`,
  );
}

const { GENAI_PROVIDERS } = await load('./src/pricing/table-providers.ts');
if (values['genai-date'] !== undefined) {
  const { findProvider } = createRequire(import.meta.url)('@pydantic/genai-prices');
  const { readGenaiPrices } = await load('./src/pricing/read-genai-prices.ts');
  const providers = GENAI_PROVIDERS.map((providerId) => findProvider({ providerId }));
  write('genai-prices.json', readGenaiPrices(providers, values['genai-date']));
}
if (values['models-dev'] !== undefined) {
  const { readModelsDev } = await load('./src/pricing/read-models-dev.ts');
  write('models-dev.json', readModelsDev(await readJson(values['models-dev']), values['models-dev-date']));
}
