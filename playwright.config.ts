import { defineConfig } from 'playwright/test';

// One worker: the stories share a display, a panel and a keychain, as a person's do.
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/desktop.ts',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: 'list',
  outputDir: 'test-results',
  projects: [
    { name: 'stories', testMatch: 'stories/*.spec.ts' },
    { name: 'packaged', testMatch: 'packaged/*.spec.ts' },
    { name: 'client', testMatch: 'client/*.spec.ts', timeout: 180_000 },
  ],
});
