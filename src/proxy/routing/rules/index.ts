/** The user's rules: made ready once for a set of settings, then asked for every request. */
export { applyRules } from './apply-rules';
export { asksBudgets } from './situation-conditions';
export { compileRules, type CompiledRules } from './compile-rules';
export { expandHome } from './folders';
export { loadPatterns, needsPatterns } from './patterns';
