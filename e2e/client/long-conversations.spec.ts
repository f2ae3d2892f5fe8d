import { expect, test } from './client-test';
import { expectSmooth } from './expect-smooth';
import { lanes } from './lanes';
import { run, say, think } from './play';

const SUMMARY = '<analysis>It looked.</analysis>\n<summary>It looked once and is to look again.</summary>';
const asksForSummary = (text: string) => text.includes('CRITICAL: Respond with TEXT ONLY');
const isContinued = (text: string) => text.includes('This session is being continued from a previous conversation');

for (const lane of lanes) {
  test.describe(`Claude Code over ${lane.name}`, () => {
    test('compacts a conversation that has grown too long for the model, and goes on in the same turn', async ({ talk }) => {
      const steps = [run('git log --oneline'), run('git status --short')];
      const done = await talk(
        lane,
        'Look around.',
        ({ calls, text }) => {
          if (asksForSummary(text)) return say(SUMMARY);
          if (isContinued(text)) return say('Went on after all.');
          const step = steps[calls];
          return step === undefined ? lane.tooLong : { blocks: [step] };
        },
        { tools: ['Bash'] },
      );
      expect(done.output).toContain('Went on after all.');
      expect(done).toMatchObject({ code: 0, isError: false, result: 'Went on after all.', stderr: '', toolErrors: [] });
      expect(done.events).toContain('compact_boundary');
      expect(done.views.at(-1)?.text).toContain('It looked once and is to look again.');
      const ok = { outcome: 'ok', status: 200, streaming: true };
      const refused = { outcome: 'failed', status: 400, error: expect.stringContaining('prompt is too long: ') };
      expect(done.rows).toMatchObject([ok, ok, refused, ok, ok]);
    });

    test('compacts when it is told to, and goes on from the summary', async ({ talk }) => {
      const first = await talk(lane, 'What is two and two?', () => say('Four, as ever.'));
      expectSmooth(first, lane, 'Four, as ever.', 1);
      const compacted = await talk(
        lane,
        '/compact',
        ({ text }) => say(asksForSummary(text) ? SUMMARY : 'No summary was asked for.'),
        {
          goesOn: true,
        },
      );
      expectSmooth(compacted, lane, '', 1);
      expect(compacted.events).toContain('compact_boundary');
      expect(compacted.views[0]?.text).toContain('Four, as ever.');
      const last = await talk(lane, 'And now?', () => say('It goes on.'), { goesOn: true });
      expectSmooth(last, lane, 'It goes on.', 1);
      expect(last.views[0]?.text).toContain('It looked once and is to look again.');
      expect(last.views[0]?.text).not.toContain('Four, as ever.');
    });
  });
}

test('Claude Code takes one conversation from provider to provider, with its reasoning and its calls', async ({ talk }) => {
  // Twice around: the second time, each finds its own reasoning among the others'.
  for (const [index, lane] of [...lanes, ...lanes].entries()) {
    const done = await talk(
      lane,
      `Step ${index}, please.`,
      ({ calls }) =>
        calls > index ? say(`Step ${index} is done.`) : { blocks: [think(`I take step ${index}.`), run(`echo step ${index}`)] },
      { tools: ['Bash'], goesOn: index > 0 },
    );
    expectSmooth(done, lane, `Step ${index} is done.`, 2);
    expect(done.views.at(-1)?.calls).toBe(index + 1);
  }
});
