import { expect } from 'playwright/test';
import type { Exchange } from '../../src/shared/model/exchange';
import { askApp } from '../support/ask-app';
import type { App } from '../support/launch-app';

/** The rows of a session since then, the oldest first, once `isComplete` says so and none is in flight. */
export async function readRows(
  app: App,
  sessionId: string,
  since: number,
  isComplete: (rows: Exchange[]) => boolean,
): Promise<Exchange[]> {
  let rows: Exchange[] = [];
  const isDone = async () => {
    const newest = await askApp(app, 'exchanges.list', { before: null, limit: 50 });
    rows = newest.filter((row) => row.sessionId === sessionId && row.startedAt >= since).toReversed();
    return isComplete(rows) && rows.every(({ outcome }) => outcome !== 'in-flight');
  };
  await expect.poll(isDone, { message: 'the rows of the conversation are complete' }).toBe(true);
  return rows;
}
