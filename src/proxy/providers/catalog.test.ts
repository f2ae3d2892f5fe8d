import { describe, expect, it } from 'vitest';
import { readShippedTables } from '../../pricing';
import { PRESETS_WITHOUT_ADDRESS, PresetGroup, PresetId } from '../../shared/model/provider';
import { ProviderConfig } from '../../shared/config/config-schema';
import { Quirks } from '../../shared/model/quirks';
import { catalog, listPresets } from './catalog';
import type { ProviderDefinition } from './provider-definition';
import { resolveModel, resolveProvider } from './resolve-provider';

const presets = Object.values(catalog);
const cases = presets.map((preset): [string, ProviderDefinition] => [preset.id, preset]);

/** An address with something in the place of each `{part}`. */
const fillIn = (address: string) => address.replace(/\{\w+\}/g, 'x1');

function allQuirks(preset: ProviderDefinition): Partial<Quirks>[] {
  const { quirks, endpoints, modelRules = [] } = preset;
  return [quirks, ...endpoints.map((endpoint) => endpoint.quirks), ...modelRules.map((rule) => rule.quirks)].filter(
    (one) => one !== undefined,
  );
}

describe('the catalogue', () => {
  it('has every preset under its own id, in the order of the ids, and no name twice', () => {
    expect(presets.map(({ id }) => id)).toEqual(PresetId.options);
    expect(Object.keys(catalog)).toEqual(PresetId.options);
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
  });

  it('keeps the presets of a group together', () => {
    const groups = presets.map(({ group }) => group);
    expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual(PresetGroup.options);
  });

  it('agrees with the schema about who has no fixed address', () => {
    const without = presets.filter(({ endpoints }) => endpoints[0]?.baseUrl === null).map(({ id }) => id);
    expect(new Set(without)).toEqual(new Set([...PRESETS_WITHOUT_ADDRESS, 'simulator']));
  });

  it('tells the form what a preset speaks of itself and what on request', () => {
    expect(listPresets().find(({ id }) => id === 'ollama')).toMatchObject({
      group: 'local',
      endpoints: [
        { dialect: 'ollama', baseUrl: 'http://localhost:11434', onRequest: false },
        { dialect: 'anthropic-messages', baseUrl: 'http://localhost:11434', onRequest: true },
        { dialect: 'openai-chat', baseUrl: 'http://localhost:11434/v1', onRequest: true },
      ],
      otherAddresses: [{ name: 'Ollama’s cloud', baseUrl: 'https://ollama.com' }],
    });
  });
});

describe.each(cases)('%s', (_id, preset) => {
  const { endpoints, modelRules = [], otherAddresses = [] } = preset;
  const dialects = endpoints.map(({ dialect }) => dialect);

  it('has addresses that are whole, without a slash at the end', () => {
    const fixed = endpoints.map(({ baseUrl }) => baseUrl).filter((address) => address !== null);
    const given = [preset.baseUrlPattern, ...otherAddresses.map(({ baseUrl }) => baseUrl)].filter(
      (address) => address !== undefined,
    );
    for (const address of [...fixed, ...given.map(fillIn)]) {
      expect(URL.canParse(address), address).toBe(true);
      expect(address).toMatch(/^https?:\/\/[^{}\s]+[^/{}\s]$/);
    }
    for (const address of [preset.modelsUrl, preset.keyCheckUrl, preset.keyUrl]) {
      if (typeof address === 'string') expect(URL.canParse(address, 'https://base'), address).toBe(true);
    }
    expect(new Set(otherAddresses.map(({ name }) => name)).size).toBe(otherAddresses.length);
  });

  it('has a pattern to fill in exactly where it has no fixed address to be called at', () => {
    const needsOne = endpoints[0]?.baseUrl === null && preset.group === 'cloud';
    expect(preset.baseUrlPattern !== undefined).toBe(needsOne);
    if (needsOne) expect(preset.baseUrlPattern).toMatch(/\{\w+\}/);
  });

  it('speaks each dialect at one place, the first without being asked', () => {
    expect(new Set(dialects).size).toBe(dialects.length);
    expect(endpoints[0]?.onRequest).toBeUndefined();
  });

  it('has quirks that a config could hold too', () => {
    for (const quirks of allQuirks(preset)) expect(Quirks.partial().parse(quirks)).toEqual(quirks);
  });

  it('sanitises Messages requests only, and of those all that are not for Anthropic', () => {
    for (const { dialect, quirks } of endpoints) {
      const sanitise = quirks?.sanitise ?? [];
      if (dialect !== 'anthropic-messages' || preset.id === 'anthropic') expect(sanitise).toEqual([]);
      else expect(sanitise).toEqual(expect.arrayContaining(['drop-attribution', 'drop-safeguards']));
      expect(new Set(sanitise).size).toBe(sanitise.length);
    }
    expect(preset.quirks?.sanitise).toBeUndefined();
    for (const { on, quirks, alsoSanitise } of modelRules)
      if ((quirks?.sanitise ?? alsoSanitise) !== undefined) expect(on).toBe('anthropic-messages');
  });

  it('holds a request that goes through to the habits by which one is built', () => {
    if (!dialects.includes('anthropic-messages')) return;
    const config = { id: 'p', preset: preset.id, dialect: 'anthropic-messages', baseUrl: 'https://p' };
    const provider = resolveProvider(ProviderConfig.parse(config), null);
    const hasClaude = modelRules.some(({ match }) => match.test('claude-opus-5-5'));
    for (const id of [...preset.suggestedModels, ...(hasClaude ? ['claude-opus-5-5', 'claude-sonnet-4-5'] : [])]) {
      const { sanitise, refusedParameters, reasoningRequired, systemMessages, toolChoice } = resolveModel(
        provider,
        id,
        'anthropic-messages',
      ).quirks;
      expect(sanitise.includes('placeholder-thinking'), id).toBe(reasoningRequired);
      expect(sanitise.includes('fold-system-messages'), id).toBe(systemMessages === 'fold');
      expect(sanitise.includes('drop-sampling'), id).toBe(refusedParameters.includes('temperature'));
      if (id.includes('claude')) expect(sanitise.includes('no-forced-tool'), id).toBe(toolChoice === 'auto-only');
      else expect(sanitise.includes('plain-tool-search') || sanitise.includes('drop-betas'), id).toBe(true);
    }
  });

  it('has model rules for dialects that it speaks, and a reasoning switch in the words of one dialect only', () => {
    for (const { match, on, dialect, quirks } of modelRules) {
      expect(match.flags, 'a regular expression that remembers would match every other time').not.toMatch(/[gy]/);
      if (dialect !== undefined && endpoints.length > 1) expect(dialects).toContain(dialect);
      if (on !== undefined && preset.id !== 'custom') expect([...dialects, 'openai-chat']).toContain(on);
      const spoken = new Set(dialects.map((one) => (one === 'anthropic-messages' ? one : 'other')));
      const switches = quirks?.reasoning ?? null;
      if (switches !== null && on === undefined && spoken.size > 1)
        expect(JSON.stringify(switches.effort), String(match)).toBe('{}');
    }
  });

  it('never says off and how much at once (pitfall 26)', () => {
    for (const quirks of allQuirks(preset)) {
      const off = JSON.stringify(quirks.reasoning?.off ?? {});
      if (/disabled|"enable_thinking":false|"enabled":false/.test(off)) expect(off).not.toMatch(/effort/);
    }
  });

  it('is priced by tables that there are', () => {
    const { genai, modelsDev } = readShippedTables();
    for (const prices of [preset.prices, ...(preset.pricesAt ?? []).map((other) => other.prices)]) {
      if (typeof prices === 'string') continue;
      expect(Object.keys(prices)).not.toEqual([]);
      if (prices.genai) expect(Object.keys(genai.providers)).toContain(prices.genai);
      if (prices.modelsDev) expect(Object.keys(modelsDev.providers)).toContain(prices.modelsDev);
    }
  });

  it('says where a key comes from, if it needs one', () => {
    if (!preset.needsKey) return;
    expect(preset.keyUrl !== null || preset.keyLooksLike !== null).toBe(true);
    if (preset.keyVariable !== null) expect(preset.keyVariable).toMatch(/^[A-Z][A-Z0-9_]+$/);
  });
});

it('gives every variable to one vendor only', () => {
  const variables = presets.map(({ keyVariable }) => keyVariable).filter((variable) => variable !== null);
  expect(new Set(variables).size).toBe(variables.length);
});
