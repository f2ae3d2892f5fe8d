import type { FakeAnswer } from '../../src/proxy/testing/fake-rules';
import { expect, test } from './client-test';
import { expectSmooth } from './expect-smooth';
import { lanes } from './lanes';
import { call, run, say } from './play';

const found: FakeAnswer = {
  blocks: [
    {
      type: 'web_search',
      query: 'railway switchyards',
      results: [
        { url: 'https://one.example/yard', title: 'Yards' },
        { url: 'https://two.example/points', title: 'Points' },
      ],
    },
    { type: 'text', text: 'Switchyards sort wagons.' },
  ],
};

for (const lane of lanes) {
  test.describe(`Claude Code over ${lane.name}`, () => {
    test('loads its web search, has the provider search in a request of its own, and reads what it found or why it cannot', async ({
      talk,
    }) => {
      const steps = [call('ToolSearch', { query: 'select:WebSearch' }), call('WebSearch', { query: 'railway switchyards' })];
      const done = await talk(
        lane,
        'What is a switchyard?',
        ({ calls, text, tools }) => {
          if (text.includes('Perform a web search for the query: railway switchyards')) return found;
          // Nobody calls a tool of which no description has come.
          const step = steps[calls];
          if (calls === 1 && !tools.includes('WebSearch')) return say('WebSearch was not loaded.');
          return step === undefined ? say('It sorts wagons.') : { blocks: [step] };
        },
        { tools: ['ToolSearch', 'WebSearch'] },
      );
      const text = done.views.at(-1)?.text ?? '';
      const links = ['https://one.example/yard', 'https://two.example/points'];
      if (lane.searches) {
        expectSmooth(done, lane, 'It sorts wagons.', 4);
        for (const words of ['Switchyards sort wagons.', ...links]) expect(text).toContain(words);
        return;
      }
      // One that cannot search must not make the results up: the model is told so, once, and goes on.
      expect(done).toMatchObject({ code: 0, result: 'It sorts wagons.' });
      expect(done.toolErrors.join()).toContain('has no web search of its own');
      expect(done.rows.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1);
      expect(text).not.toContain('Switchyards sort wagons.');
    });

    test('sends out two subagents at once, which each run a command and report', async ({ talk }) => {
      const task = (prompt: string) => ({
        ...{ description: 'Count', prompt, subagent_type: 'general-purpose' },
        // In the background the turn would go on without them.
        run_in_background: false,
      });
      const agents = [task('How many commits are there?'), task('How many files are there?')];
      const done = await talk(
        lane,
        'Have it counted.',
        ({ calls, text }) => {
          if (text.includes('Have it counted.'))
            return calls > 0 ? say('One and two, I am told.') : { blocks: agents.map((agent) => call('Agent', agent)) };
          const [command, noun] = text.includes('How many commits')
            ? ['git rev-list --count HEAD', 'commits']
            : ['ls | wc -l', 'files'];
          return calls > 0 ? say(`I have counted the ${noun}.`) : { blocks: [run(command)] };
        },
        { tools: ['Agent', 'Bash'] },
      );
      expectSmooth(done, lane, 'One and two, I am told.', 6);
      const byAgents = done.views.slice(1, -1);
      for (const { prompt } of agents) {
        const own = byAgents.filter(({ text }) => text.includes(prompt));
        expect(own.map(({ parts }) => parts.filter((part) => part !== 'reasoning'))).toEqual([[], ['call', 'result']]);
      }
      for (const noun of ['commits', 'files']) expect(done.views.at(-1)?.text).toContain(`I have counted the ${noun}.`);
    });
  });
}
