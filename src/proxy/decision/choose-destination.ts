import { NO_NAMED_TARGET, NO_TAG } from '../../shared/model/common-steps';
import { followRoute } from '../../shared/config/route-config';
import type { Scenario } from '../../shared/model/scenario';
import { readListedModel } from '../pipeline/list-models';
import { applyRules } from '../routing/rules';
import { classifyOnce, note, type Deliberation, type Destination } from './deliberation';
import { findPin } from './find-pin';
import { isEnabled, listProviders, readTargetName, refusal } from './find-target';
import { followAdvice } from './follow-advice';

/** Says where the request goes, or leaves it to the next stage. Throws a refusal where it can go nowhere. */
type Stage = (deliberation: Deliberation) => Destination | null;

/** In the order in which they are asked (docs/routing.md); the last always says something. */
const STAGES: readonly Stage[] = [decidePause, decidePin, followAdvice, decideRules, decideExplicitModel, decideSubagentTag];

/** Asks one stage after the other where the request goes. */
export function chooseDestination(deliberation: Deliberation): Destination {
  for (const decide of STAGES) {
    const destination = decide(deliberation);
    if (destination !== null) return destination;
  }
  return decideScenario(deliberation);
}

/** Paused, nothing is looked at: a request goes to one target, with the client's own model where only its provider is named. */
function decidePause(deliberation: Deliberation): Destination | null {
  const { settings, summary } = deliberation;
  if (!settings.source.paused) return null;
  const { pauseTarget, routes } = settings.source.config;
  const own =
    pauseTarget?.includes('/') === false ? `${pauseTarget}/${readListedModel(summary.requestedModel ?? '')}` : pauseTarget;
  const target = own ?? followRoute(routes, 'default')?.targets.find((config) => isEnabled(deliberation, config))?.target;
  if (target === undefined) return { kind: 'route', route: 'default' };
  const place = own === undefined ? 'the first target of default' : target;
  note(deliberation, 'pause', null, 'applied', `Routing is paused, so it went to ${place}.`);
  return { kind: 'only', target };
}

function decidePin(deliberation: Deliberation): Destination | null {
  const { sessionId } = deliberation.summary;
  const pin = findPin(deliberation, ({ scope }) => scope.kind === 'session' && scope.sessionId === sessionId);
  if (pin === undefined) return null;
  const { kind, scenario } = classifyOnce(deliberation);
  const why = `Its session is pinned to ${pin.target}${pin.term}`;
  // Whoever was chosen for the work need not be able to judge what is safe.
  if (kind === 'safetyCheck') {
    note(deliberation, 'pin', null, 'passed-over', `${why}, but a pin moves no safety checks.`);
    return null;
  }
  note(deliberation, 'pin', null, 'applied', `${why}.`);
  return { kind: 'preferred', target: pin.target, route: scenario };
}

function decideRules(deliberation: Deliberation): Destination | null {
  const { settings, summary, situation, now } = deliberation;
  if (settings.rules.length === 0) return null;
  const { kind } = classifyOnce(deliberation);
  const { steps, action, changes } = applyRules(settings.rules, summary, kind, situation, now);
  for (const { stage, name, outcome, why } of steps) note(deliberation, stage, name, outcome, why);
  deliberation.changes = { ...deliberation.changes, ...changes };
  if (Object.keys(changes).length > 0) {
    const { model = summary.requestedModel, effort = summary.effort, maxTokens = summary.maxTokens } = changes;
    deliberation.summary = { ...summary, requestedModel: model, effort, maxTokens };
    deliberation.classification = null;
  }
  if (action === null) return null;
  return action.kind === 'block' ? { kind: 'blocked', message: action.message } : action;
}

function decideExplicitModel(deliberation: Deliberation): Destination | null {
  const { settings, summary } = deliberation;
  if (summary.requestedModel === null) return null;
  const requested = readListedModel(summary.requestedModel);
  const target = readTargetName(settings, requested);
  if (target !== null) {
    const asker = deliberation.changes.model === undefined ? 'The client' : 'The rule';
    note(deliberation, 'explicit-model', null, 'applied', `${asker} asked for ${target} by name.`);
    return { kind: 'only', target };
  }
  const comma = requested.indexOf(',');
  if (comma > 0) {
    const id = requested.slice(0, comma).trim().toLowerCase();
    throw refusal(`The model "${requested}" names the provider "${id}", which is not set up. ${listProviders(settings)}`);
  }
  deliberation.steps.push(NO_NAMED_TARGET);
  return null;
}

function decideSubagentTag(deliberation: Deliberation): Destination | null {
  const { tag } = deliberation.summary;
  if (tag === null) {
    deliberation.steps.push(NO_TAG);
    return null;
  }
  const target = readTargetName(deliberation.settings, tag);
  if (target === null) {
    const why = `The agent's tag names "${tag}", of no provider that is set up.`;
    note(deliberation, 'subagent-tag', null, 'passed-over', why);
    return null;
  }
  note(deliberation, 'subagent-tag', null, 'applied', `The agent's prompt asks for ${target} by its tag.`);
  return { kind: 'only', target };
}

function decideScenario(deliberation: Deliberation): { kind: 'route'; route: Scenario } {
  const { scenario, reason, steps } = classifyOnce(deliberation);
  deliberation.steps.push(...steps);
  deliberation.reasons.push(reason);
  return { kind: 'route', route: scenario };
}
