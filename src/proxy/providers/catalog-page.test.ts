import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { PresetGroup } from '../../shared/model/provider';
import type { Sanitising } from '../../shared/model/quirks';
import { catalog } from './catalog';
import type { ProviderDefinition, ProviderEndpoint } from './provider-definition';

const PAGE = path.resolve(import.meta.dirname, '../../../docs/providers.md');

/** Renew the page with `npx vitest run src/proxy/providers/catalog-page --update`. */
it('docs/providers.md tells what the catalogue holds', async () => {
  const page = await format(writePage(Object.values(catalog)), { ...(await resolveConfig(PAGE)), filepath: PAGE });
  await expect(page).toMatchFileSnapshot(PAGE);
});

const GROUPS: Record<PresetGroup, string> = {
  maker: 'Makers of models',
  host: 'Hosts of many makers’ models',
  cloud: 'Clouds',
  local: 'On this machine',
  other: 'Other',
};

function writePage(presets: ProviderDefinition[]): string {
  const sections = PresetGroup.options.map((group) => {
    const rows = presets.filter((preset) => preset.group === group).flatMap(writeRows);
    return `## ${GROUPS[group]}\n\n| preset | dialect | base URL | key goes as | habits |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}`;
  });
  return `# Providers

What the presets know, written from \`src/proxy/providers\` by \`src/proxy/providers/catalog-page.test.ts\`, which fails when this page is stale.
[Adding a provider](adding-a-provider.md) tells how to add one.

A request goes through untouched where a provider speaks the client’s own dialect; otherwise it is translated for the first that is listed.
A dialect in brackets is spoken only where the config asks for it. An address or a dialect of one’s own in \`config.json\` means that one only;
\`quirks\` there are laid over what a preset says, with the names and values of \`src/shared/model/quirks.ts\`. A name leads to where a key is made.
A server of one’s own whose template wants the roles to alternate strictly needs \`"userAfterToolResult": false\`; vLLM and llama.cpp have it set.

${sections.join('\n\n')}
`;
}

/** A row for each dialect; what holds for all stands in the first. */
function writeRows(preset: ProviderDefinition): string[] {
  const { id, name, keyUrl, otherAddresses = [] } = preset;
  const title = `${keyUrl === null ? name : `[${name}](${keyUrl})`} \`${id}\``;
  const notes = [...habits(preset), ...otherAddresses.map((address) => `${address.name}: \`${address.baseUrl}\``)].join('; ');
  return preset.endpoints.map(
    (endpoint, index) =>
      `| ${[index === 0 ? title : '', ...writeEndpoint(preset, endpoint), index === 0 ? notes : ''].join(' | ')} |`,
  );
}

function writeEndpoint(
  preset: ProviderDefinition,
  { dialect, baseUrl, auth = preset.auth, onRequest }: ProviderEndpoint,
): string[] {
  const address = baseUrl ?? (onRequest ? undefined : preset.baseUrlPattern);
  return [
    onRequest ? `(${dialect})` : dialect,
    address === undefined ? (preset.id === 'simulator' ? 'inside the app' : 'one’s own') : `\`${address}\``,
    auth === 'bearer' ? 'Bearer' : `\`${auth}\``,
  ];
}

const SANITISING: Partial<Record<Sanitising, string>> = {
  'drop-betas': 'betas are left out',
  'drop-cache-control': 'cache marks are left out',
  'thinking-off-when-absent': 'thinks unless told not to, so it is told',
  'no-effort-without-thinking': 'no effort is named while thinking is off',
};

/** What sets a provider apart, in a few words each. */
function habits({ id, endpoints, quirks = {}, group, modelsUrl, needsKey, prices }: ProviderDefinition): string[] {
  const all = endpoints.map((endpoint) => ({ ...quirks, ...endpoint.quirks }));
  const some = (holds: (one: (typeof all)[number]) => boolean) => all.some(holds);
  const sanitising = new Set(all.flatMap(({ sanitise = [] }) => sanitise));
  return [
    some(({ toolIds }) => toolIds === 'nine-alphanumerics') && 'ids of tool calls are nine letters and digits',
    some(({ reasoningRequired }) => reasoningRequired === true) && 'wants the reasoning of tool-calling turns back',
    some(({ toolChoice }) => toolChoice === 'auto-only') && 'no tool can be forced',
    some(({ extraBody }) => extraBody?.reasoning_split === true) && 'reasoning is asked for apart from the text',
    some(({ webSearch }) => webSearch !== undefined && webSearch !== null) && 'searches the web in its own way',
    some(({ systemMessages }) => systemMessages === 'fold') &&
      'system messages in mid-conversation become text of the user’s turn',
    some(({ userAfterToolResult }) => userAfterToolResult === false) &&
      'what the user says right after a tool’s result becomes part of it',
    some(({ inputIncludesCached }) => inputIncludesCached === true) && 'counts cached tokens within the input',
    ...[...sanitising].map((one) => SANITISING[one] ?? false),
    modelsUrl === null && 'has no list of models',
    !needsKey && group === 'local' && 'needs no key',
    prices === 'free' && 'costs nothing',
    prices === 'unknown' && id !== 'custom' && 'prices are not known',
  ].filter((habit) => habit !== false);
}
