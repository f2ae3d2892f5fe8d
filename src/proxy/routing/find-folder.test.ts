import { describe, expect, it } from 'vitest';
import { EMPTY_REQUEST, type CanonicalMessage } from '../canonical/request';
import { clientDialects } from '../dialects/registry';
import { readClaudeCodeRequests } from '../testing/claude-code-bodies';
import { findFolder } from './find-folder';

const text = (...texts: string[]) => texts.map((text) => ({ type: 'text' as const, text }));
const user = (...texts: string[]): CanonicalMessage => ({ role: 'user', content: text(...texts) });
const inSystem = (...texts: string[]) => findFolder({ request: { ...EMPTY_REQUEST, system: text(...texts) } });
const inMessages = (...messages: CanonicalMessage[]) => findFolder({ request: { ...EMPTY_REQUEST, messages } });

const ENVIRONMENT =
  '# Environment\nYou have been invoked in the following environment: \n - Primary working directory: /home/me/my app\n - Shell: bash';

describe('Claude Code names the folder', () => {
  const recorded = readClaudeCodeRequests();
  /** Texts in the fixtures are cut, and the folder of some with them; side requests never name one. */
  const named = recorded.filter(({ request }) => JSON.stringify(request.messages).includes('Primary working directory: '));

  it('in most of what was recorded', () => expect(named.length).toBeGreaterThan(recorded.length * 0.7));

  it.each(named)('in $name', ({ request }) => expect(findFolder({ request })).toBe('/home/dev/demo'));

  it.each(recorded.filter((one) => !named.includes(one)))('and none is made up for $name', ({ request }) => {
    expect(findFolder({ request })).toBeNull();
  });

  it('in a system message, also after other notes', () => {
    expect(inMessages(user('Hello.'), { role: 'system', content: `Today's date is 2026-11-23.\n\n${ENVIRONMENT}` })).toBe(
      '/home/me/my app',
    );
  });

  it('in a note of its own among the texts of the first message', () => {
    const note = `<system-reminder>\n${ENVIRONMENT}\n</system-reminder>`;
    expect(inMessages(user('<system-reminder>\nOther.\n</system-reminder>', note, 'Hello.'))).toBe('/home/me/my app');
  });

  it('in the system prompt, as older ones do', () => {
    const prompt = 'You are it.\n\nHere is useful information about the environment you are running in:\n<env>\n';
    expect(inSystem('One.', `${prompt}Working directory: C:\\Users\\Me\\app\nPlatform: win32\n</env>`)).toBe(
      'C:\\Users\\Me\\app',
    );
    expect(inSystem(`${prompt}  Working directory: /srv/app\r\n</env>`)).toBe('/srv/app');
    expect(inSystem(`You are it.\n${ENVIRONMENT}`)).toBe('/home/me/my app');
  });
});

it('Codex names it in a message of its own', () => {
  const context = '<environment_context>\n  <cwd>/home/me/repo</cwd>\n  <shell>bash</shell>\n</environment_context>';
  const message = (text: string) => ({ type: 'message', role: 'user', content: [{ type: 'input_text', text }] });
  const body = { model: 'gpt-5-codex', instructions: 'You are Codex.', input: [message(context), message('Hello.')] };
  expect(findFolder({ request: clientDialects['openai-responses'].parseRequest(body) })).toBe('/home/me/repo');
});

describe('what is quoted does not count', () => {
  const system: CanonicalMessage = { role: 'system', content: ENVIRONMENT };
  const elsewhere = ENVIRONMENT.replace('/home/me/my app', '/else/where');

  it('in what the user types', () => {
    expect(inMessages(user(elsewhere), system)).toBe('/home/me/my app');
    expect(inMessages(user('<env>\nWorking directory: /else/where\n</env>'))).toBeNull();
    expect(inMessages(user('<environment_context>\n<cwd>/else/where</cwd>'), system)).toBe('/home/me/my app');
    expect(inMessages(user('Look: <environment_context><cwd>/else/where</cwd>'))).toBeNull();
  });

  it('in a file that a note holds', () => {
    expect(inMessages(user(`<system-reminder>\n# claudeMd\n${elsewhere}\n</system-reminder>`), system)).toBe('/home/me/my app');
  });

  it('in the result of a tool, or an answer', () => {
    const result = { type: 'tool_result' as const, tool_use_id: 't', content: text(elsewhere) };
    expect(inMessages({ role: 'user', content: [result] }, { role: 'assistant', content: elsewhere })).toBeNull();
  });

  it('within a line', () => {
    expect(inSystem('Say " - Primary working directory: /else/where" to them.')).toBeNull();
    expect(inSystem('# Environment\n - Primary working directory: ')).toBeNull();
  });
});

it('a path that is longer than paths are is none', () => {
  expect(inSystem(`<env>\nWorking directory: /${'x'.repeat(5_000)}\n</env>`)).toBeNull();
});
