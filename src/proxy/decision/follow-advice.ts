import type { TargetOverrides } from '../../shared/config/route-config';
import { endSentence } from '../../shared/end-sentence';
import type { RouterAdvice } from '../custom-router';
import { classifyOnce, note, type Deliberation, type Destination } from './deliberation';

/** Does what the user's own router says; it was asked before. Where the target that it names fails, the request's own route is there. */
export function followAdvice(deliberation: Deliberation): Destination | null {
  const { advice } = deliberation;
  if (advice === undefined) return null;
  const say = note.bind(null, deliberation, 'custom-router', null);
  if (advice === null) {
    say('no-match', 'The custom router says nothing of it.');
    return null;
  }
  switch (advice.kind) {
    case 'fault':
      say('fault', `The custom router failed and was ignored: ${endSentence(advice.message)}`);
      return null;
    case 'block':
      say('applied', 'The custom router refuses it.');
      return { kind: 'blocked', message: advice.message };
    case 'route':
      say('applied', tellAdvice(advice));
      deliberation.changes = { ...deliberation.changes, ...overridesOf(advice) };
      return { kind: 'route', route: advice.route };
    case 'target':
      say('applied', tellAdvice(advice));
      deliberation.changes = { ...deliberation.changes, ...overridesOf(advice) };
      return { kind: 'preferred', target: advice.target, route: classifyOnce(deliberation).scenario };
  }
}

type Choice = Extract<RouterAdvice, { kind: 'target' | 'route' }>;

/** Where the router sends a request, as a sentence. */
export function tellAdvice(choice: Choice): string {
  const place = choice.kind === 'target' ? choice.target : `the route ${choice.route}`;
  return choice.reason === undefined
    ? `The custom router sends it to ${place}.`
    : `The custom router sends it to ${place}: ${endSentence(choice.reason)}`;
}

/** What the router changes in a request beside its target. */
export function overridesOf({ effort, maxTokens }: Choice): Pick<TargetOverrides, 'effort' | 'maxTokens'> {
  return { ...(effort !== undefined && { effort }), ...(maxTokens !== undefined && { maxTokens }) };
}
