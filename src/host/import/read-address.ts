import { listPresets } from '../../proxy';
import { BLANK_IN_ADDRESS, HTTP_ADDRESS } from '../../shared/config/config-schema';
import type { PresetId, PresetSummary, UpstreamDialect } from '../../shared/model/provider';
import { expandEnvironment } from '../config/expand-environment';
import { carryText, escapeDollars, type LookUp, resolveText } from './source-text';

/** Who stands at an endpoint, as fields of our config. */
export interface KnownAddress {
  preset: PresetId;
  /** Absent where the preset's own are used. */
  dialect?: UpstreamDialect;
  baseUrl?: string;
  /** What is spoken there, or first of all where the preset speaks several. */
  spoken: UpstreamDialect;
  /** What differs from the endpoint as it was written; empty when nothing does. */
  note: string;
}

/** How an endpoint ends, by dialect; our base URLs stop before that. */
const ENDINGS: readonly [RegExp, UpstreamDialect][] = [
  [/\/v1\/messages$/, 'anthropic-messages'],
  [/\/chat\/completions$/, 'openai-chat'],
  [/\/responses$/, 'openai-responses'],
  [/\/models(\/[^/]*:(generate|streamGenerate)Content)?$/, 'gemini'],
  [/\/api\/chat$/, 'ollama'],
];

/** Servers at home whose port says nothing certain of them. */
const ANYBODYS_PORT: readonly PresetId[] = ['vllm', 'llama-cpp'];

/**
 * Reads a full endpoint (`api_base_url`): the vendor by its address, the dialect by how it ends, else `hint`. A sentence
 * where it cannot be used. Neither quotes what may be secret: a user name, a password, a query.
 */
export function readAddress(written: string, lookUp: LookUp, hint: UpstreamDialect | null): KnownAddress | { problem: string } {
  const full = resolveText(written, lookUp).trim();
  const cut = cutEnding(full);
  if (!HTTP_ADDRESS.test(cut.base) || !URL.canParse(cut.base)) return { problem: explainNoAddress(full) };
  if (BLANK_IN_ADDRESS.test(cut.base)) return { problem: 'Its address still holds a blank in braces.' };
  const notes = [...cut.notes];
  const spoken = cut.dialect ?? hint ?? 'openai-chat';
  const known = findPreset(new URL(cut.base), cut.base, cut.dialect, spoken);
  if (known && 'problem' in known) return known;
  const place: Place = known ?? { preset: 'custom', dialect: spoken, baseUrl: cut.base, note: '' };
  if (!known && cut.dialect === null) notes.push(`Switchyard adds the path of ${spoken} to it; check that this is right.`);
  if (place.note) notes.push(place.note);
  const { baseUrl, ...others } = place;
  const text = baseUrl === cut.base ? keepVariables(written, cut.base, lookUp) : baseUrl && escapeDollars(baseUrl);
  return { ...others, ...(text !== undefined && { baseUrl: text }), spoken: place.spoken ?? spoken, note: notes.join(' ') };
}

interface Cut {
  base: string;
  dialect: UpstreamDialect | null;
  notes: string[];
}

function cutEnding(address: string): Cut {
  const notes: string[] = [];
  const plain = address.replace(/[?#].*$/s, '');
  if (plain !== address) notes.push('What follows the ? in it is left out: the config has no place for it.');
  const anonymous = plain.replace(/^(https?:\/\/)[^/]*@/i, '$1');
  if (anonymous !== plain) notes.push('The user name and password in it are left out: no secret stands in the config.');
  const trimmed = anonymous.replace(/\/+$/, '');
  for (const [ending, dialect] of ENDINGS) {
    if (ending.test(trimmed)) return { base: trimmed.replace(ending, ''), dialect, notes };
  }
  return { base: trimmed, dialect: null, notes };
}

function explainNoAddress(full: string): string {
  const [reference] = /\$\{?[A-Za-z_]\w*\}?/.exec(full) ?? [];
  if (reference) return `Its address names the variable ${reference}, which is not set. Set it and import again.`;
  return 'Its address is not one that begins with http:// or https://.';
}

/** The base URL with its `$NAME`, where the cut leaves that whole. */
function keepVariables(written: string, base: string, lookUp: LookUp): string {
  const carried = cutEnding(carryText(written.trim(), lookUp)).base;
  return expandEnvironment(carried, lookUp).value === base ? carried : escapeDollars(base);
}

type Place = Omit<KnownAddress, 'spoken'> & { spoken?: UpstreamDialect };

function findPreset(
  url: URL,
  base: string,
  dialect: UpstreamDialect | null,
  spoken: UpstreamDialect,
): Place | { problem: string } | null {
  const presets = listPresets();
  const atPort = presets.find((preset) => isLocalServer(preset, url));
  if (atPort) return placeLocalServer(atPort, url);
  const vendors = presets.filter(({ group }) => group !== 'local');
  for (const preset of vendors) {
    const endpoint = preset.endpoints.find((one) => one.baseUrl === base && (dialect === null || one.dialect === dialect));
    if (endpoint) return { preset: preset.id, note: endpoint.onRequest ? `${preset.name} is spoken to in its own format.` : '' };
  }
  const vendor = vendors.find((preset) => addressesOf(preset).some((one) => isHostOf(one, url)));
  if (!vendor) return null;
  if (vendor.id === 'vertex' && !base.includes('/publishers/')) {
    return { problem: 'Vertex AI needs project and location in its address; add it in Switchyard with the preset Vertex AI.' };
  }
  const deployment = vendor.id === 'azure-openai' && /\/openai\/deployments\/[^/]+$/.test(base);
  if (!deployment) return { preset: vendor.id, dialect: spoken, baseUrl: base, note: '' };
  const note = 'It is called at Azure’s v1 address, with the name of the deployment as the model.';
  return { preset: vendor.id, dialect: spoken, baseUrl: `${url.origin}/openai/v1`, note };
}

function addressesOf(preset: PresetSummary): string[] {
  const addresses = [...preset.endpoints.map(({ baseUrl }) => baseUrl), preset.baseUrlPattern];
  return [...addresses, ...preset.otherAddresses.map(({ baseUrl }) => baseUrl)].filter((address) => address !== null);
}

/** True where the address is at that host; a part in braces stands for any label. */
function isHostOf(address: string, url: URL): boolean {
  const host = /^https?:\/\/([^/]+)/.exec(address)?.[1] ?? '';
  const pattern = host.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^.]+');
  return new RegExp(`^${pattern}$`).test(url.host);
}

/** A server that is known by its port, wherever it runs; at a path of its own it may be anything. */
function isLocalServer({ id, group, endpoints }: PresetSummary, url: URL): boolean {
  const own = endpoints[0]?.baseUrl;
  if (group !== 'local' || ANYBODYS_PORT.includes(id) || !own) return false;
  return url.port === new URL(own).port && ['/', '/v1', '/api'].includes(url.pathname);
}

function placeLocalServer(preset: PresetSummary, url: URL): Place {
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) && url.protocol === 'http:';
  const note = `${preset.name} is spoken to in its own format.`;
  const spoken = preset.endpoints[0]?.dialect;
  return { preset: preset.id, ...(!isHere && { baseUrl: url.origin }), ...(spoken && { spoken }), note };
}
