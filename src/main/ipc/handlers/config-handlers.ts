import type { Handlers } from '../../../shared/ipc/contract';
import type { HandlerContext } from './handler-context';

export function createConfigHandlers({ host }: HandlerContext) {
  return {
    'providers.presets': async () => host.presets(),
    'providers.save': (input) => host.saveProvider(input),
    'providers.delete': ({ id }) => host.deleteProvider(id),
    'providers.test': (input) => host.testProvider(input),
    'providers.diagnose': (input) => host.diagnoseProvider(input),
    'providers.add-simulator': () => host.addSimulator(),
    'routes.set-targets': ({ scenario, targets }) => host.setTargets(scenario, targets),
    'routes.set-privacy': (privacy) => host.setPrivacy(privacy),
    'routes.explain': (input) => host.explain(input),
    'proxy.set-pause-target': ({ target }) => host.setPauseTarget(target),
    'breakers.forget': ({ name }) => host.forgetBreaker(name),
    'pins.put': (pin) => host.putPin(pin),
    'pins.remove': (scope) => host.removePin(scope),
    'appearance.save': (appearance) => host.saveAppearance(appearance),
  } satisfies Partial<Handlers>;
}
