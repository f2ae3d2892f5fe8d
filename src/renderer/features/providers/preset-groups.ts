import { PresetGroup, type PresetId, type PresetSummary } from '../../../shared/model/provider';

const TITLES: Record<PresetGroup, string> = {
  maker: 'Makers of models',
  host: 'Many makers’ models',
  cloud: 'Clouds',
  local: 'On this machine',
  other: 'Other',
};

export interface GroupedPresets {
  title: string;
  presets: PresetSummary[];
}

/** The presets under headings, in their own order; a group without any is left out. */
export function groupPresets(presets: readonly PresetSummary[]): GroupedPresets[] {
  return PresetGroup.options
    .map((group) => ({ title: TITLES[group], presets: presets.filter((preset) => preset.group === group) }))
    .filter((group) => group.presets.length > 0);
}

export function groupTitle({ group }: PresetSummary): string {
  return TITLES[group];
}

/** Presets whose name, id or address holds each word of the text; those whose name begins so come first. */
export function findPresets(presets: readonly PresetSummary[], text: string): PresetSummary[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = presets.filter((preset) => words.every((word) => searchText(preset).includes(word)));
  const begins = ({ name }: PresetSummary) => (name.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return found.toSorted((one, other) => begins(one) - begins(other));
}

function searchText({ id, name, endpoints }: PresetSummary): string {
  return [id, name, ...endpoints.map(({ baseUrl }) => baseUrl ?? '')].join(' ').toLowerCase();
}

const MOST_USED: readonly PresetId[] = ['anthropic', 'openrouter', 'openai', 'gemini', 'deepseek', 'zai', 'ollama', 'custom'];

/** What most people look for, to begin with. */
export function mostUsed(presets: readonly PresetSummary[]): PresetSummary[] {
  return MOST_USED.flatMap((id) => presets.find((preset) => preset.id === id) ?? []);
}
