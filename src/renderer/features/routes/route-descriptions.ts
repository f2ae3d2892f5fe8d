import type { Scenario } from '../../../shared/model/scenario';

/** What takes a route, in a few words (docs/routing.md has all of it). */
export const DESCRIPTIONS: Readonly<Record<Scenario, string>> = {
  default: 'everything else',
  background: 'small work on the side',
  think: 'plan mode, or a high effort',
  longContext: 'a long input',
  webSearch: 'a web search alone',
  safetyCheck: 'auto mode’s safety check',
  compact: 'conversation summary',
  subagent: 'from a subagent',
  image: 'holds an image',
};
