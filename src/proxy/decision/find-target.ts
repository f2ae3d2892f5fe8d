import { splitTarget } from '../../shared/config/config-schema';
import type { TargetConfig } from '../../shared/config/route-config';
import { ProxyError } from '../errors/proxy-error';
import type { CompiledSettings, Target, TargetChanges } from '../pipeline/exchange';
import { resolveModel } from '../providers/resolve-provider';
import { NO_KEY } from '../routing/list-usable-keys';
import type { Deliberation } from './deliberation';

type Known = Pick<Deliberation, 'settings' | 'summary' | 'changes'>;

/**
 * `provider/model` for a name as clients write it, `provider,model` or `provider/model`; null where the provider is not set up: a slash is
 * common in plain model ids too.
 */
export function readTargetName({ providers }: Pick<CompiledSettings, 'providers'>, name: string): string | null {
  const comma = name.indexOf(',');
  if (comma > 0) {
    const id = name.slice(0, comma).trim().toLowerCase();
    return providers.has(id) ? `${id}/${name.slice(comma + 1).trim()}` : null;
  }
  const { providerId, model } = splitTarget(name);
  return model !== '' && providers.has(providerId) ? name : null;
}

/** A target of the config, ready to be asked, with what rules and the config change for it. Throws a refusal where its provider is not set up. */
export function findTarget({ settings, summary, changes }: Known, config: TargetConfig): Target {
  const { providerId, model } = splitTarget(config.target);
  const provider = settings.providers.get(providerId);
  if (!provider) throw refusal(`The provider "${providerId}" is not set up. ${listProviders(settings)}`);
  const keys = settings.keys.get(providerId) ?? [NO_KEY];
  const resolved = resolveModel(provider, model, summary.clientDialect);
  return { provider, ...resolved, keys, key: keys[0], changes: joinChanges(config, changes) };
}

/** What is asked for this request counts more than what the target always has, but nobody gets a longer answer than both allow. */
function joinChanges(config: TargetConfig, changes: Known['changes']): TargetChanges | null {
  const { target: _target, weight: _weight, ...own } = config;
  const limits = [own.maxTokens, changes.maxTokens].filter((limit) => limit !== undefined);
  const effort = changes.effort ?? own.effort;
  const joined = {
    ...own,
    ...(effort !== undefined && { effort }),
    ...(limits.length > 0 && { maxTokens: Math.min(...limits) }),
  };
  return Object.keys(joined).length === 0 ? null : joined;
}

/** False for a target whose provider is switched off, or gone. */
export function isEnabled({ settings }: Pick<Known, 'settings'>, { target }: TargetConfig): boolean {
  return settings.providers.get(splitTarget(target).providerId)?.enabled === true;
}

/** `provider/model`, as reasons and breakers call a target. */
export function nameTarget({ provider, model }: Pick<Target, 'provider' | 'model'>): string {
  return `${provider.id}/${model.id}`;
}

export function listProviders(settings: CompiledSettings): string {
  const ids = [...settings.providers.keys()];
  return ids.length === 0 ? 'No provider is set up yet.' : `Set up are: ${ids.join(', ')}.`;
}

/**
 * 409 with x-should-retry: false: Claude Code 2.1.330 shows the sentence as it is after one request. 400 makes it send
 * six, 404 hides the sentence, 403 speaks of keys and 402 means payment (docs/decisions/0004-what-a-refusal-looks-like.md).
 */
export function refusal(message: string): ProxyError {
  return new ProxyError({ status: 409, type: 'conflict_error', message, clientShouldRetry: false });
}
