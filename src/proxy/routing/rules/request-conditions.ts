import type { Conditions } from '../../../shared/config/rule-conditions';
import { formatTokens } from '../format-tokens';
import { compileFolders } from './folders';
import { compileGlobs } from './glob';
import { compilePatterns } from './patterns';
import { anyOf, showName, type Condition } from './subject';

type Make<K extends keyof Conditions> = (wanted: NonNullable<Conditions[K]>, homeFolder: string) => Condition;

const model: Make<'model'> = (globs) => {
  const matches = compileGlobs(globs);
  return {
    wanted: anyOf(globs),
    holds: ({ summary }) => summary.requestedModel !== null && matches(summary.requestedModel),
    fact: ({ summary: { requestedModel } }) =>
      requestedModel === null ? 'It asks for no model' : `It asks for ${showName(requestedModel)}`,
  };
};

const scenario: Make<'scenario'> = (scenarios) => ({
  wanted: anyOf(scenarios),
  holds: (subject) => scenarios.includes(subject.scenario),
  fact: (subject) => `It is of the scenario ${subject.scenario}`,
});

const agent: Make<'agent'> = (globs) => {
  const matches = compileGlobs(globs);
  return {
    wanted: anyOf(globs),
    holds: ({ summary }) => summary.agent !== null && matches(summary.agent),
    fact: ({ summary }) =>
      summary.agent === null ? 'It names no agent that it comes from' : `It comes from the agent ${showName(summary.agent)}`,
  };
};

/** The name alone will do: `claude-cli` is any version of it. */
const client: Make<'client'> = (globs) => {
  const matches = compileGlobs(globs);
  return {
    wanted: anyOf(globs),
    holds: ({ summary }) => summary.client !== null && (matches(summary.client) || matches(summary.client.split('/', 1)[0]!)),
    fact: ({ summary }) => (summary.client === null ? 'Its client gives no name' : `Its client is ${showName(summary.client)}`),
  };
};

const folder: Make<'folder'> = (patterns, homeFolder) => {
  const matches = compileFolders(patterns, homeFolder);
  return {
    wanted: anyOf(patterns),
    holds: ({ summary }) => summary.folder !== null && matches(summary.folder),
    fact: ({ summary }) => (summary.folder === null ? 'It names no folder' : `Its folder is ${showName(summary.folder)}`),
  };
};

const tokens: Make<'tokens'> = ({ above, below }) => ({
  wanted: [above !== undefined && `more than ${formatTokens(above)}`, below !== undefined && `less than ${formatTokens(below)}`]
    .filter(Boolean)
    .join(' and '),
  holds: ({ summary: { inputTokens } }) =>
    (above === undefined || inputTokens > above) && (below === undefined || inputTokens < below),
  fact: ({ summary }) => `It has ${formatTokens(summary.inputTokens)} input tokens`,
});

const tools: Make<'tools'> = (globs) => {
  const matches = compileGlobs(globs);
  return {
    wanted: `those that offer ${anyOf(globs)}`,
    holds: ({ summary }) => summary.tools.some(matches),
    fact: ({ summary }) => {
      const found = summary.tools.find(matches);
      if (found !== undefined) return `It offers the tool ${showName(found)}`;
      return summary.tools.length === 0 ? 'It offers no tools' : `It offers ${summary.tools.length} tools, none of that name`;
    },
  };
};

/** What the header holds is not told: it is the user's own, and may be meant for nobody else. */
const header: Make<'header'> = (wanted) => {
  const tests = Object.entries(wanted).map(([name, glob]) => ({ name: name.toLowerCase(), matches: compileGlobs([glob]) }));
  const findMissing = (headers: Readonly<Record<string, string>>) =>
    tests.find(({ name, matches }) => headers[name] === undefined || !matches(headers[name]));
  return {
    wanted: Object.entries(wanted)
      .map(([name, glob]) => `${name}: ${glob}`)
      .join(' and '),
    holds: ({ summary }) => findMissing(summary.headers) === undefined,
    fact: ({ summary }) => {
      const missing = findMissing(summary.headers);
      if (missing === undefined) return `It has the header ${anyOf(tests.map(({ name }) => name))}`;
      return summary.headers[missing.name] === undefined
        ? `It has no header ${missing.name}`
        : `Its header ${missing.name} holds something else`;
    },
  };
};

const effort: Make<'effort'> = (efforts) => ({
  wanted: anyOf(efforts),
  holds: ({ summary }) => summary.effort !== null && efforts.includes(summary.effort),
  fact: ({ summary }) => (summary.effort === null ? 'It asks for no effort' : `It asks for the effort ${summary.effort}`),
});

/** What the prompt says is not told. */
const text: Make<'text'> = (patterns) => {
  const matches = compilePatterns(patterns);
  return {
    wanted: anyOf(patterns),
    holds: ({ summary }) => matches(summary.lastText),
    fact: (_subject, held) => (held ? 'Its last prompt fits a pattern' : 'Its last prompt fits no pattern'),
  };
};

/** What costs least to look at comes first. */
const MAKERS = { model, scenario, agent, client, effort, tokens, folder, tools, header, text };

/** The conditions on the request itself, in the order in which they are looked at. Throws PatternFault. */
export function compileRequestConditions(conditions: Conditions, homeFolder: string): Condition[] {
  return (Object.keys(MAKERS) as (keyof typeof MAKERS)[]).flatMap((key) => {
    const wanted = conditions[key];
    return wanted === undefined ? [] : [(MAKERS[key] as (wanted: unknown, homeFolder: string) => Condition)(wanted, homeFolder)];
  });
}
