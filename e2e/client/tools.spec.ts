import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './client-test';
import { expectSmooth } from './expect-smooth';
import { lanes } from './lanes';
import { PICTURE } from './make-repo';
import { call, run, say, think } from './play';

for (const lane of lanes) {
  test.describe(`Claude Code over ${lane.name}`, () => {
    test('edits a file in a tool loop of Bash, Read and Edit', async ({ talk, repo }) => {
      const file = path.join(repo, 'hello.py');
      const steps = [
        run('git log --oneline'),
        call('Read', { file_path: file }),
        call('Edit', { file_path: file, old_string: '"Hello"', new_string: '"Hi"' }),
        run('echo "matches: $(grep -c Hi hello.py)"'),
      ];
      const done = await talk(
        lane,
        'Make hello.py say Hi',
        ({ calls }) => {
          const step = steps[calls];
          return step === undefined ? say('Done: it says Hi.') : { blocks: [{ type: 'text', text: 'I go on.' }, step] };
        },
        { tools: ['Bash', 'Read', 'Edit'] },
      );
      expectSmooth(done, lane, 'Done: it says Hi.', 5);
      expect(readFileSync(file, 'utf8')).toBe('print("Hi")\n');
      const { parts, text } = done.views.at(-1) ?? {};
      expect(parts?.filter((part) => part !== 'reasoning')).toEqual(steps.flatMap(() => ['call', 'result']));
      for (const expected of ['Say hello', 'print(', 'matches: 1']) expect(text).toContain(expected);
    });

    test('thinks, calls two tools at once and looks at a picture, and the reasoning goes back with the calls', async ({
      talk,
      repo,
    }) => {
      const turns = new Map([
        [0, [think('First I look.'), run('git log --oneline'), call('Read', { file_path: path.join(repo, 'hello.py') })]],
        [2, [think('Then the picture.'), call('Read', { file_path: path.join(repo, 'dot.png') })]],
        [3, [think('That is all.'), { type: 'text' as const, text: 'It is a dot.' }]],
      ]);
      const done = await talk(lane, 'What is in here?', ({ calls }) => ({ blocks: turns.get(calls) ?? [] }), {
        tools: ['Bash', 'Read'],
        effort: 'high',
      });
      expectSmooth(done, lane, 'It is a dot.', 3);
      expect(done.thinking.filter(Boolean)).toEqual(['First I look.', 'Then the picture.', 'That is all.']);
      for (const { body } of done.requests) expect(body).toMatchObject(lane.highEffort);

      const { parts = [], text } = done.views.at(-1) ?? {};
      // The picture is inside its result or right behind it.
      expect(parts.filter((part) => part !== 'reasoning')).toEqual([
        ...['call', 'call', 'result', 'result'],
        ...['call', 'result', 'image'],
      ]);
      expect(JSON.stringify(done.requests.at(-1)?.body)).toContain(PICTURE);
      expect(parts.filter((part) => part === 'reasoning')).toHaveLength(2);
      if (lane.rereadsThoughts) for (const thought of ['First I look.', 'Then the picture.']) expect(text).toContain(thought);
    });
  });
}
