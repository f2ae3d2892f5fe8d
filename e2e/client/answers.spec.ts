import type { FakeAnswer } from '../../src/proxy/testing/fake-rules';
import { expect, test } from './client-test';
import { expectSmooth } from './expect-smooth';
import { lanes } from './lanes';
import { say } from './play';

for (const lane of lanes) {
  test.describe(`Claude Code over ${lane.name}`, () => {
    test('gets a plain answer, and the row says where it came from', async ({ talk }) => {
      const done = await talk(lane, 'What is two and two?', () => ({
        ...say('Four, from the fake.'),
        usage: { input: 90, output: 8, cacheRead: 400 },
      }));
      expectSmooth(done, lane, 'Four, from the fake.', 1);
      expect(done.rows).toMatchObject([
        {
          client: expect.stringContaining('claude-cli'),
          clientDialect: 'anthropic-messages',
          requestedModel: 'claude-opus-5-5',
          scenario: 'default',
          route: 'default',
          stopReason: 'end_turn',
          usage: { input: 90, output: 8, cacheRead: 400, estimated: false },
        },
      ]);
    });

    test('asks again without streaming when the stream breaks inside the first block', async ({ talk }) => {
      const answers: FakeAnswer[] = [
        // Slowly, so that the client has seen a part of the text when it breaks off.
        { ...say('Half a sentence, and then '.repeat(8)), recordDelayMs: 20, fault: { afterRecords: 8, kind: 'error' } },
        say('Whole at the second time.'),
      ];
      const done = await talk(lane, 'Say something', () => answers.shift() ?? say('Asked too often.'));
      expect(done.output).toContain('Whole at the second time.');
      expect(done).toMatchObject({ code: 0, isError: false, result: 'Whole at the second time.', stderr: '' });
      expect(done.rows).toMatchObject([
        { outcome: 'failed', streaming: true, error: expect.stringContaining('Overloaded') },
        { outcome: 'ok', streaming: false, error: null },
      ]);
    });
  });
}
