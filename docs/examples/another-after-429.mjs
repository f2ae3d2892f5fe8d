// @ts-check

/** Where a request goes when its provider has had enough of us; the first that is ready. */
const FALLBACKS = ['deepseek/deepseek-chat', 'local/qwen3-coder'];

/** @type {import('switchyard/router').RouteRequestFunction} */
export async function routeRequest({ error, targets }) {
  if (error?.status !== 429) return null;
  const resting = new Set(targets.filter(({ state }) => state === 'resting').map(({ target }) => target));
  const target = FALLBACKS.find((fallback) => fallback !== error.target && !resting.has(fallback));
  if (target === undefined) return null;
  console.log(`${error.target} answered 429 (attempt ${error.attempt}), so ${target} is asked.`);
  return { target, effort: 'low', reason: `${error.target} answered 429.` };
}
