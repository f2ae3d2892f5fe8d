import type { ConfigFile } from '../../../shared/config/config-schema';
import type { BudgetNews } from '../../../shared/model/budget';
import type { ProxyPorts } from '../../ports';
import type { FakeAnswer, FakeUpstream } from '../../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';
import { closeLater, type Dialect } from '../failing-stand';
import { configFor, messagesRequest } from '../messages';

/** Only the answer costs: a cent a token. */
const PRICE = { input: 0, output: 10_000 };

/** An answer that costs so many dollars. */
export const costing = (dollars: number): FakeAnswer => ({
  blocks: [{ type: 'text', text: 'Here you are.' }],
  usage: { input: 10, output: dollars * 100 },
});

/** A request that is expected to cost so many dollars, eight at most. */
export function asking(dollars = 1, more: Record<string, unknown> = {}): Record<string, unknown> {
  return messagesRequest({ max_tokens: dollars * 100, ...more });
}

export type BudgetEntry = NonNullable<ConfigFile['budgets']>[number];

/** A budget of a day that blocks when it is used up, or does what a test wants. */
export function daily(limit: number, more: Partial<BudgetEntry> = {}): BudgetEntry {
  return { name: 'Daily', limit, per: 'day', steps: [{ at: 100, then: 'block' }], ...more };
}

export interface BudgetStand extends TestProxy {
  news: BudgetNews[];
  /** Sends it, reads the answer and waits for its row. */
  ask(
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string; target: string; reason: string }>;
  config: Omit<ConfigFile, 'version'>;
}

/** A proxy over priced upstreams; `free` is the one that costs nothing. */
export async function budgetStand(
  upstreams: Record<string, Pick<FakeUpstream, 'url'>>,
  budgets: BudgetEntry[],
  { dialect = 'openai-chat', ports = {}, ...more }: Partial<ConfigFile> & { dialect?: Dialect; ports?: Partial<ProxyPorts> } = {},
): Promise<BudgetStand> {
  const news: BudgetNews[] = [];
  const own = Object.keys(upstreams)
    .filter((id) => id !== 'unpriced')
    .map((id) => ({ target: `${id}/*`, ...(id === 'free' ? { input: 0, output: 0 } : PRICE) }));
  const config = { ...configFor(upstreams, dialect), prices: { own }, budgets, ...more };
  const proxy = closeLater(await startTestProxy(config, {}, { budgetNews: (one) => news.push(one), ...ports }));
  return {
    ...proxy,
    news,
    config,
    async ask(body = asking(), headers = {}) {
      const before = proxy.events.filter(({ kind }) => kind === 'finished').length;
      const response = await proxy.send(body, headers);
      const text = await response.text();
      const row = (await proxy.rows(before + 1)).at(-1);
      return {
        status: response.status,
        text,
        target: row?.attempts.length === 0 ? 'nobody' : `${row?.providerId}/${row?.model}`,
        reason: row?.reason ?? '',
      };
    },
  };
}
