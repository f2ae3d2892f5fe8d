// A router as Claude Code Router 1 and 2 run it, by CUSTOM_ROUTER_PATH.
module.exports = async function router(req, config) {
  const messages = req.body.messages ?? [];
  const last = messages.findLast((message) => message.role === 'user');
  const text = typeof last?.content === 'string' ? last.content : JSON.stringify(last?.content ?? '');
  if (text.includes('explain this code')) return 'openrouter,anthropic/claude-sonnet-5';
  if (req.tokenCount > 150_000) return config.Router.longContext;
  return null;
};
