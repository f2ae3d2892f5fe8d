import { expect, it } from 'vitest';
import { describePauseTarget, listPauseTargets } from './pause-target';

const PROVIDERS = [
  { id: 'up', name: 'Upstream', enabled: true },
  { id: 'down', name: 'Down', enabled: false },
];

it('offers the first target of default, and providers that are on', () => {
  expect(listPauseTargets(PROVIDERS, null)).toEqual([
    { target: null, text: 'First target of default' },
    { target: 'up', text: 'Upstream, the client’s own model' },
  ]);
});

it('keeps what the config has chosen among the choices, whatever it is', () => {
  expect(listPauseTargets(PROVIDERS, 'up/model').at(-1)).toEqual({ target: 'up/model', text: 'up/model' });
  expect(listPauseTargets(PROVIDERS, 'down').at(-1)?.target).toBe('down');
});

it('says where everything goes', () => {
  expect([null, 'up', 'up/a/b'].map(describePauseTarget)).toEqual([
    'the first target of default',
    'up, with the client’s own model',
    'up/a/b',
  ]);
});
