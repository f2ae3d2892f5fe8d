import type { ModelRule } from './provider-definition';
import { outputEfforts, thinkingSwitch } from './reasoning-switches';

/** What Kimi models take, at Moonshot and in the Kimi Code plan. https://platform.kimi.ai/docs/api/chat */
export const kimiModelRules: ModelRule[] = [
  { match: /kimi|^k\d/, contextWindow: 262_144 },
  // Temperature is fixed from 2.5 on, unverified for 3: left out, it is right in any case.
  { match: /kimi-k(2\.[5-9]|3)|kimi-for-coding|^k\d/, quirks: { refusedParameters: ['temperature', 'topP'] } },
  { match: /kimi-k(2\.[5-9]|3)|kimi-for-coding|^k\d/, on: 'anthropic-messages', alsoSanitise: ['drop-sampling'] },
  // Always thinks.
  { match: /kimi-k2\.7|kimi-for-coding|kimi-k2-thinking/, quirks: { reasoning: thinkingSwitch({}, null) } },
  {
    match: /kimi-k3|^k3/,
    on: 'anthropic-messages',
    quirks: { reasoning: thinkingSwitch(outputEfforts({ low: 'low', medium: 'high', high: 'high', max: 'max' })) },
  },
  { match: /kimi-k3|^k3/, contextWindow: 1_048_576 },
  { match: /kimi-k3/, maxOutputTokens: 262_144 },
];
