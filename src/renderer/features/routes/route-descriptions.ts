import type { Scenario } from '../../../shared/model/scenario';

/** What takes a route, in a few words (docs/routing.md has all of it). */
export const DESCRIPTIONS: Readonly<Record<Scenario, string>> = {
  default: 'everything else',
  background: 'small work on the side',
  think: 'plan mode, or a high effort',
  longContext: 'a long input',
  webSearch: 'a web search, and no other tool',
  safetyCheck: 'a safety check of auto mode',
  compact: 'a summary of the conversation',
  subagent: 'from a subagent',
  image: 'holds an image',
};
