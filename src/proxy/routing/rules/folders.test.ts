import { describe, expect, it } from 'vitest';
import { compileFolders } from './folders';

const isIn = (folder: string, pattern: string, home = '/home/me') => compileFolders([pattern], home)(folder);

describe('a folder', () => {
  it.each([
    ['/home/me/work', '/home/me/work'],
    ['/home/me/work/app/src', '/home/me/work'],
    ['/home/me/work/', '/home/me/work'],
    ['/home/me/work', '/home/me/work/'],
    ['/home/me/work', '~/work'],
    ['/home/me', '~'],
    ['/srv', '/'],
    ['/', '/'],
    ['/home/me/a/client-x/app', '~/*/client-*'],
    ['/data/node_modules/a', '*/node_modules'],
    ['/home/me/v1', '~/v?'],
  ])('%s is in %s', (folder, pattern) => expect(isIn(folder, pattern)).toBe(true));

  it.each([
    ['/home/me/workshop', '/home/me/work'],
    ['/home/me', '/home/me/work'],
    ['/home/you/work', '~/work'],
    ['/home/me/Work', '~/work'],
    ['/home/me/v10', '~/v?'],
    ['/home/me\\work', '/home/me/work'],
  ])('%s is not in %s', (folder, pattern) => expect(isIn(folder, pattern)).toBe(false));

  it.each([
    ['C:\\Users\\Me\\work\\app', 'c:/users/me/WORK'],
    ['c:/users/me/work', 'C:\\Users\\Me\\work\\'],
    ['C:\\Users\\Me\\work\\app', '~\\work'],
    ['C:\\Users\\Me\\work', '~/work'],
    ['D:\\src', 'D:\\'],
    ['\\\\server\\share\\app', '\\\\SERVER\\share'],
  ])('of Windows, %s is in %s', (folder, pattern) => expect(isIn(folder, pattern, 'C:\\Users\\Me')).toBe(true));
});
