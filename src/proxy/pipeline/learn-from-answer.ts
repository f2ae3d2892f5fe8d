import { nameTarget } from '../decision/find-target';
import type { Target } from './exchange';
import type { PipelineTools } from './pipeline-tools';
import type { Recorder } from './record';
import type { Routed } from './routed';

/** Keeps what an answer tells about its model, its target and its conversation, for the requests to come. */
export function learnFromAnswer(
  routed: Routed,
  target: Target,
  recorder: Pick<Recorder, 'reportedUsage' | 'attemptFirstTokenMs'>,
  { tokens, sessions, figures, ports }: Pick<PipelineTools, 'tokens' | 'sessions' | 'figures' | 'ports'>,
): void {
  const name = nameTarget(target);
  const firstTokenMs = recorder.attemptFirstTokenMs();
  // A whole answer comes at once: its first token tells nothing.
  if (routed.request.stream && firstTokenMs !== null) figures.learnSpeed(name, firstTokenMs, ports.now());
  const usage = recorder.reportedUsage();
  if (usage === null) return;
  tokens.learn({ providerId: target.provider.id, model: target.model.id }, routed.request, usage);
  sessions.remember(routed, usage, name);
  if (usage.output !== null) figures.learnAnswer(routed.scenario, usage.output);
}
