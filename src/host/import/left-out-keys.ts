const NEEDS_NO_PLACE = 'It belongs to the ccr command, which Switchyard does not have: run claude itself.';
const OTHER_PROGRAMS = 'It belongs to what Claude Code Router 3 does beside routing, which Switchyard does not do.';
const NEVER_READ = 'Claude Code Router 1 and 2 do not read it either; add such a provider in Switchyard.';

/** Why a key at the top of the file has no counterpart, in words; for those that both products know. */
const REASONS: Readonly<Record<string, string>> = {
  APIKEY: 'Clients send Switchyard’s own token, which the window copies. To keep this one, set SWITCHYARD_TOKEN to it.',
  APIKEYS: 'Clients send Switchyard’s own token, which the window copies. To keep one of these, set SWITCHYARD_TOKEN to it.',
  CLAUDE_PATH: NEEDS_NO_PLACE,
  NON_INTERACTIVE_MODE: NEEDS_NO_PLACE,
  REWRITE_SYSTEM_PROMPT: 'Switchyard does not rewrite the system prompt.',
  transformers: 'Switchyard runs no transformers of one’s own; what they do may be a quirk of the provider.',
  forceUseImageAgent: 'Switchyard has no image agent: requests with images go to the route image, if it is set.',
  plugins: 'Switchyard has no plugins.',
  Plugins: 'Switchyard has no plugins.',
  StatusLine: 'Switchyard has no status line yet; what is running stands in its window.',
  OPENAI_API_KEY: NEVER_READ,
  OPENAI_BASE_URL: NEVER_READ,
  OPENAI_MODEL: NEVER_READ,
  gateway: 'It is no object with host and port. Where Switchyard listens is "listen" in config.json.',
  routerEndpoint: 'Clients are told Switchyard’s own address, which the window copies.',
  preferredProvider: 'Where requests go is said by routes and rules.',
  providerPlugins: 'Switchyard does not use the logins of other programs; give such a provider a key.',
  virtualModelProfiles: 'Switchyard has no models that are put together of others.',
  proxy: 'Switchyard does not listen in on other programs. A proxy on the way to providers is "network" in config.json.',
  theme: 'Choose it in Switchyard’s settings.',
  launchAtLogin: 'Choose it in Switchyard’s settings, where the system allows it.',
  observability: 'What Switchyard logs is "logging" in config.json.',
  agent: OTHER_PROGRAMS,
  botConfigs: OTHER_PROGRAMS,
  botGateway: OTHER_PROGRAMS,
  contextArchive: OTHER_PROGRAMS,
  mediaTools: OTHER_PROGRAMS,
  toolHub: OTHER_PROGRAMS,
};

/** One sentence for each key at the top that is not converted. */
export function explainLeftOut(key: string): string {
  return (Object.hasOwn(REASONS, key) && REASONS[key]) || 'Switchyard has no setting of this name.';
}
