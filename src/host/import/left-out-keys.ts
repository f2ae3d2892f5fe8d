const NEEDS_NO_PLACE = 'It belongs to the ccr command, which Switchyard does not have: run claude itself.';
const NO_PROXY_YET = 'Switchyard has no setting yet for a proxy on the way to providers.';
const NEVER_READ = 'Claude Code Router 1 and 2 do not read it either; add such a provider in Switchyard.';

/** Why a key at the top of the file has no counterpart, in words; for those that both products know. */
const REASONS: Readonly<Record<string, string>> = {
  APIKEY: 'Clients send Switchyard’s own token, which the window copies. To keep this one, set SWITCHYARD_TOKEN to it.',
  APIKEYS: 'Clients send Switchyard’s own token, which the window copies. To keep one of these, set SWITCHYARD_TOKEN to it.',
  API_TIMEOUT_MS: 'Switchyard has no setting yet for it; set API_TIMEOUT_MS in the environment of Claude Code.',
  TIMEOUT: 'Switchyard has no setting yet for how long it waits for a provider.',
  PROXY_URL: NO_PROXY_YET,
  HTTPS_PROXY: NO_PROXY_YET,
  https_proxy: NO_PROXY_YET,
  httpsProxy: NO_PROXY_YET,
  CLAUDE_PATH: NEEDS_NO_PLACE,
  NON_INTERACTIVE_MODE: NEEDS_NO_PLACE,
  CUSTOM_ROUTER_PATH: 'Switchyard has no router of one’s own yet.',
  REWRITE_SYSTEM_PROMPT: 'Switchyard does not rewrite the system prompt.',
  transformers: 'Switchyard runs no transformers of one’s own; what they do may be a quirk of the provider.',
  forceUseImageAgent: 'Switchyard has no image agent: requests with images go to the route image, if it is set.',
  plugins: 'Switchyard has no plugins.',
  Plugins: 'Switchyard has no plugins.',
  StatusLine: 'Switchyard has no status line yet; what is running stands in its window.',
  OPENAI_API_KEY: NEVER_READ,
  OPENAI_BASE_URL: NEVER_READ,
  OPENAI_MODEL: NEVER_READ,
  gateway: 'It belongs to Claude Code Router 3. Where Switchyard listens is "listen" in config.json.',
};

/** One sentence for each key at the top that is not converted. */
export function explainLeftOut(key: string): string {
  return (Object.hasOwn(REASONS, key) && REASONS[key]) || 'Switchyard has no setting of this name.';
}
