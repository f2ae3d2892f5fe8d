import { describe, expect, it } from 'vitest';
import { readExportWords } from './read-export-words';

describe('the words after export', () => {
  it('name a format and a file', () => {
    expect(readExportWords(['--format', 'har', '--out', 'a.txt'])).toEqual({
      format: 'har',
      file: 'a.txt',
      filter: { from: null, to: null },
      bodies: false,
      overwrite: false,
    });
  });

  it('may leave the format to the name of the file', () => {
    expect(readExportWords(['--out', '/tmp/A.CSV'])).toMatchObject({ format: 'csv' });
  });

  it('may hold a filter, of more than one value each', () => {
    const words = ['--out', 'a.csv', '--from', '2026-06-01', '--to', '2026-06-12T18:42:00Z', '--bodies', '--force'];
    const filter = [
      '--route',
      'think',
      '--route=default',
      '--model',
      'deepseek/deepseek-chat',
      '--status',
      '529',
      '--outcome',
      'failed',
      '--text',
      'tram "at seven"',
    ];
    expect(readExportWords([...words, ...filter])).toEqual({
      format: 'csv',
      file: 'a.csv',
      filter: {
        from: new Date(2026, 5, 1).getTime(),
        to: Date.UTC(2026, 5, 12, 18, 42),
        where: { route: ['think', 'default'], model: ['deepseek/deepseek-chat'], status: ['529'] },
        outcomes: ['failed'],
        text: 'tram "at seven"',
      },
      bodies: true,
      overwrite: true,
    });
  });

  it.each([
    [['--out', 'a.csv', '--text', ' '], '--text must hold 1 to 500 characters.'],
    [[], '--format must be csv, json or har.'],
    [['--format', 'xml', '--out', 'a'], '--format must be csv, json or har, not "xml".'],
    [['--format', 'csv'], '--out must name the file to write.'],
    [
      ['--out', 'a.csv', '--from', 'June'],
      '--from must be a day such as 2026-06-12 or a time such as 2026-06-12T18:42Z, not "June".',
    ],
    [['--out', 'a.csv', '--from', '2026-13-01'], '--from must be a day'],
    [['--out', 'a.csv', '--from', '2026-06-12', '--to', '2026-06-12'], '--from must be before --to.'],
    [['--out', 'a.csv', '--outcome', 'bad'], '--outcome must be one of in-flight, ok, failed, aborted, not "bad".'],
    [['--out', 'a.csv', '--status', 'ok'], '--status must be a number such as 200, not "ok".'],
    [['--out', 'a.csv', '--rout', 'x'], "Unknown option '--rout'"],
    [['--out'], "Option '--out <value>' argument missing"],
    [['--out', 'a.csv', 'more'], "Unexpected argument 'more'"],
  ])('are refused as %j', (words, why) => {
    expect(readExportWords(words)).toContain(why);
  });
});
