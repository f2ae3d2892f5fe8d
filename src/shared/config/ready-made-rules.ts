import type { ConfigFile } from './config-schema';

/** A rule as it stands in the file. */
export type RuleFile = NonNullable<ConfigFile['rules']>[number];

/** What somebody fills in to get a rule: `target` is `provider/model`. */
export type BlankKind = 'target' | 'model-glob' | 'agent' | 'tool' | 'time-range' | 'dollars';

export interface Blank {
  id: string;
  kind: BlankKind;
  /** What is asked of the user, as a label. */
  label: string;
  /** What it begins with; '' where only the user can know. */
  value: string;
  /** May stay empty. */
  optional?: true;
}

/** A rule that many want, ready but for its blanks. */
export interface ReadyMadeRule {
  id: string;
  title: string;
  /** What it is for, in one sentence. */
  purpose: string;
  blanks: readonly Blank[];
  /** The rule, with what was filled in by the ids of the blanks. Not checked: the config's schema does that. */
  build(filled: Readonly<Record<string, string>>): RuleFile;
}

const target = (label: string): Blank => ({ id: 'target', kind: 'target', label, value: '' });

const tier = (id: string): Blank => ({
  id,
  kind: 'target',
  label: `In place of ${id.charAt(0).toUpperCase()}${id.slice(1)}`,
  value: '',
  optional: true,
});

/** Only what was filled in. */
function pickFilled(filled: Readonly<Record<string, string>>, ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(ids.flatMap((id) => (filled[id] ? [[id, filled[id]]] : [])));
}

const TIER_BLANKS = ['opus', 'sonnet', 'haiku', 'fable'].map(tier);

/** In the order in which screens list them; docs/rules.md has them as they stand in the file. */
export const READY_MADE_RULES: readonly ReadyMadeRule[] = [
  {
    id: 'tiers',
    title: 'A model for each of Claude’s',
    purpose: 'Gives each size of Claude’s models a model of your own, so that the choice of model in the client still counts.',
    blanks: TIER_BLANKS,
    build: (filled) => ({
      name: 'A model for each of Claude’s',
      then: {
        models: pickFilled(
          filled,
          TIER_BLANKS.map(({ id }) => id),
        ),
      },
    }),
  },
  {
    id: 'model-glob',
    title: 'All models of a name to one',
    purpose: 'Sends every request for a model of that name to one target.',
    blanks: [{ id: 'model', kind: 'model-glob', label: 'Models', value: 'gpt-*' }, target('Target')],
    build: ({ model = '', target: to = '' }) => ({ name: `${model} to one model`, when: { model }, then: { targets: to } }),
  },
  {
    id: 'battery',
    title: 'On battery, a light model',
    purpose: 'Spares the battery: while the machine is unplugged, nothing is computed on it.',
    blanks: [target('Target while on battery')],
    build: ({ target: to = '' }) => ({ name: 'On battery', when: { onBattery: true }, then: { targets: to } }),
  },
  {
    id: 'offline',
    title: 'Offline, a local model',
    purpose:
      'Goes on with a model on this machine at once where there is no network, without waiting for other providers to fail.',
    blanks: [target('Local target')],
    build: ({ target: to = '' }) => ({ name: 'Offline', when: { offline: true }, then: { targets: to } }),
  },
  {
    id: 'nights',
    title: 'Nights on another model',
    purpose: 'Sends what runs at night to another target, for example one with lower prices at that time.',
    blanks: [{ id: 'time', kind: 'time-range', label: 'From and to', value: '22:00-06:00' }, target('Target at night')],
    build: ({ time = '', target: to = '' }) => ({ name: 'Nights', when: { time }, then: { targets: to } }),
  },
  {
    id: 'spent',
    title: 'Enough spent for today',
    purpose: 'Goes on with a cheaper target once today has cost more than a sum.',
    blanks: [{ id: 'dollars', kind: 'dollars', label: 'Sum in dollars', value: '5' }, target('Target from then on')],
    build: ({ dollars = '', target: to = '' }) => ({
      name: 'Enough spent for today',
      when: { spentToday: { above: Number(dollars) } },
      then: { targets: to },
    }),
  },
  {
    id: 'block-agent',
    title: 'No requests of an agent',
    purpose: 'Refuses the requests of one kind of agent, with a message that says why.',
    blanks: [{ id: 'agent', kind: 'agent', label: 'Agent', value: 'Explore' }],
    build: ({ agent = '' }) => ({
      name: `No ${agent}`,
      when: { agent },
      then: { block: `A rule of Switchyard refuses requests of the agent ${agent}.` },
    }),
  },
  {
    id: 'block-tool',
    title: 'No requests with a tool',
    purpose: 'Refuses requests that offer the model a tool, for example those of one MCP server.',
    blanks: [{ id: 'tool', kind: 'tool', label: 'Tool', value: 'mcp__*' }],
    build: ({ tool = '' }) => ({
      name: `No ${tool}`,
      when: { tools: tool },
      then: { block: `A rule of Switchyard refuses requests that offer the tool ${tool}.` },
    }),
  },
];
