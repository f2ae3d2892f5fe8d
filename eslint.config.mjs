import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const electronWrappers = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message: 'Declare the call in src/shared/ipc/contract.ts and use register-handlers.ts, broadcast.ts or the preload bridge.',
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
  { files: ['src/renderer/**'], plugins: { 'react-hooks': reactHooks }, rules: reactHooks.configs.recommended.rules },
);
