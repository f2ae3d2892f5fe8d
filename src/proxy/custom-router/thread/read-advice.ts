import { inspect } from 'node:util';
import { Effort } from '../../../shared/model/quirks';
import { Scenario } from '../../../shared/model/scenario';
import type { RouterAdvice, RouterOverrides } from '../router-question';

const MAY_RETURN =
  'It may return "provider,model", "provider/model", null, { target or route, effort, maxTokens, reason } or { block: "message" }.';
const FIELDS = ['target', 'route', 'effort', 'maxTokens', 'reason'];

/** Longer texts of a router's are cut, in characters. */
const TEXT_LIMIT = 1_000;

/** Makes advice of whatever a router has returned; a fault where it means nothing that we know. `name` is the router's file. */
export function readAdvice(returned: unknown, name: string): RouterAdvice {
  const fault = (what: string): RouterAdvice => ({ kind: 'fault', message: `${name} returned ${what}. ${MAY_RETURN}` });
  if (returned === null || returned === undefined) return null;
  if (typeof returned === 'string') {
    const target = readTarget(returned);
    return target === null ? fault(show(returned)) : { kind: 'target', target };
  }
  if (typeof returned !== 'object' || Array.isArray(returned)) return fault(show(returned));

  const { target, route, block, ...rest } = returned as Record<string, unknown>;
  if (block !== undefined) {
    if (typeof block !== 'string' || block.trim() === '') return fault(`the block ${show(block)}, which is not a message`);
    const beside = [...(target === undefined ? [] : ['target']), ...(route === undefined ? [] : ['route']), ...Object.keys(rest)];
    if (beside.length > 0) return fault(`a block and ${beside[0]}; a block stands alone`);
    return { kind: 'block', message: block.slice(0, TEXT_LIMIT) };
  }
  const unknown = Object.keys(rest).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) return fault(`an object with "${unknown.slice(0, 40)}", which means nothing here`);
  if (target !== undefined && route !== undefined) return fault('both a target and a route');

  const overrides: RouterOverrides = {};
  const { effort, maxTokens, reason } = rest;
  if (!isMissing(effort)) {
    const known = Effort.safeParse(effort);
    if (!known.success) return fault(`the effort ${show(effort)}; efforts are ${Effort.options.join(', ')}`);
    overrides.effort = known.data;
  }
  if (!isMissing(maxTokens)) {
    if (!Number.isSafeInteger(maxTokens) || Number(maxTokens) < 1) {
      return fault(`the maxTokens ${show(maxTokens)}, which is not a whole number above 0`);
    }
    overrides.maxTokens = Number(maxTokens);
  }
  if (!isMissing(reason)) overrides.reason = String(reason).slice(0, TEXT_LIMIT);

  if (target !== undefined) {
    const read = typeof target === 'string' ? readTarget(target) : null;
    return read === null ? fault(`the target ${show(target)}`) : { kind: 'target', target: read, ...overrides };
  }
  const named = Scenario.safeParse(route);
  if (named.success) return { kind: 'route', route: named.data, ...overrides };
  return fault(route === undefined ? show(returned) : `the route ${show(route)}; routes are ${Scenario.options.join(', ')}`);
}

/** `provider/model`; null when it is not of either form. What stands first, comma or slash, ends the provider. */
function readTarget(text: string): string | null {
  const [, provider = '', separator, model = ''] = /^([^,/]*)([,/])(.*)$/s.exec(text.trim()) ?? [];
  if (separator === undefined || provider.trim() === '' || model.trim() === '') return null;
  return `${provider.trim().toLowerCase()}/${model.trim()}`;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function show(value: unknown): string {
  return inspect(value, { depth: 1, breakLength: Infinity, maxStringLength: 60, maxArrayLength: 3 }).slice(0, 120);
}
