import { expect, it } from 'vitest';
import type { PresetGroup, PresetId, PresetSummary } from '../../../shared/model/provider';
import { findPresets, groupPresets, mostUsed } from './preset-groups';

const preset = (id: PresetId, name: string, group: PresetGroup, baseUrl: string | null): PresetSummary => ({
  id,
  name,
  group,
  endpoints: [{ dialect: 'openai-chat', baseUrl, onRequest: false }],
  baseUrlPattern: null,
  otherAddresses: [],
  needsKey: true,
  keyLooksLike: null,
  keyUrl: null,
  keyVariable: null,
  suggestedModels: [],
});

const presets = [
  preset('openai', 'OpenAI', 'maker', 'https://api.openai.com/v1'),
  preset('zai', 'Z.ai (GLM)', 'maker', 'https://api.z.ai/api/anthropic'),
  preset('openrouter', 'OpenRouter', 'host', 'https://openrouter.ai/api'),
  preset('azure-openai', 'Azure OpenAI', 'cloud', null),
  preset('custom', 'Custom', 'other', null),
];
const ids = (found: PresetSummary[]) => found.map(({ id }) => id);

it('puts presets under headings, and leaves out a group without any', () => {
  expect(groupPresets(presets).map(({ title, presets: members }) => [title, ids(members)])).toEqual([
    ['Makers of models', ['openai', 'zai']],
    ['Many makers’ models', ['openrouter']],
    ['Clouds', ['azure-openai']],
    ['Other', ['custom']],
  ]);
});

it('finds presets by name, id and address, those that begin so first', () => {
  expect(ids(findPresets(presets, 'open'))).toEqual(['openai', 'openrouter', 'azure-openai']);
  expect(ids(findPresets(presets, 'azure'))).toEqual(['azure-openai']);
  expect(ids(findPresets(presets, ' glm '))).toEqual(['zai']);
  expect(ids(findPresets(presets, 'api.z.ai'))).toEqual(['zai']);
  expect(ids(findPresets(presets, 'open azure'))).toEqual(['azure-openai']);
  expect(findPresets(presets, 'nothing of the kind')).toEqual([]);
});

it('offers what most people look for first, as far as it is there', () => {
  expect(ids(mostUsed(presets))).toEqual(['openrouter', 'openai', 'zai', 'custom']);
});
