import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const electronWrappers = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message: 'Declare the call in src/shared/ipc/contract.ts and use register-handlers.ts, broadcast.ts or the preload bridge.',
};

/** V8 gives each such object a class of its own, which keeps what the getter sees alive until a full collection (docs/performance.md). */
const getterInLiteral = {
  selector: 'ObjectExpression > Property[kind="get"]',
  message: 'Write a method: a getter here keeps its whole request in memory long after it is over.',
};

export default tseslint.config(
  { ignores: ['out', 'release', 'test-results', 'screenshots', 'node_modules'] },
  tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-restricted-imports': ['error', { paths: [electronWrappers] }],
    },
  },
  { files: ['src/main/ipc/**', 'src/main/preload/**'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['src/proxy/**'], rules: { 'no-restricted-syntax': ['error', getterInLiteral] } },
  { files: ['src/renderer/**'], plugins: { 'react-hooks': reactHooks }, rules: reactHooks.configs.recommended.rules },
);
