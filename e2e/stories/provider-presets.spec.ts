import { openPage } from '../screens/sidebar';
import { expect, test } from '../support/test';

test('a preset is found, filled in and added with the keyboard alone', async ({ launch }) => {
  const app = await launch({ environment: { AZURE_OPENAI_API_KEY: 'key-of-the-story' } });
  const page = await app.page();
  await openPage(page, 'Providers');
  await page.getByRole('textbox', { name: 'Find a provider' }).fill('azure');
  await page.keyboard.press('Enter');
  const form = page.getByRole('complementary', { name: 'New provider' });
  await expect(form.getByLabel('Preset')).toBeFocused();
  await expect(form.getByLabel('Base URL')).toHaveValue('https://{resource}.openai.azure.com/openai/v1');

  // Another preset takes the place of the first, and typing leads back to it.
  await page.keyboard.press('Enter');
  await page.keyboard.type('groq');
  await page.keyboard.press('Enter');
  await expect(form.getByLabel('Base URL')).toHaveValue('https://api.groq.com/openai/v1');
  await expect(form.getByLabel('Preset')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('azure');
  await page.keyboard.press('Enter');
  await expect(form.getByLabel('Base URL')).toHaveValue(/resource/);

  await form.getByText('Environment variable', { exact: true }).click();
  await form.getByRole('combobox', { name: 'Add a model' }).fill('team-gpt-5.6');
  await page.keyboard.press('Enter');
  await form.getByRole('button', { name: 'Add the provider' }).press('Enter');
  await expect(form.getByText('Put your own in place of {resource}.')).toBeVisible();
  await form.getByLabel('Base URL').fill('https://mine.openai.azure.com/openai/v1');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('row', { name: /Azure OpenAI/ })).toContainText('mine.openai.azure.com');
  expect(JSON.parse(app.readConfig())).toMatchObject({
    providers: [
      {
        id: 'azure-openai',
        preset: 'azure-openai',
        baseUrl: 'https://mine.openai.azure.com/openai/v1',
        keys: [{ source: 'env', name: 'AZURE_OPENAI_API_KEY' }],
        models: ['team-gpt-5.6'],
      },
    ],
  });
  expect(app.readConfig()).not.toContain('dialect');
});

test('an address in another region is one click away', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  await openPage(page, 'Providers');
  await page.getByRole('textbox', { name: 'Find a provider' }).fill('qwen');
  await page.keyboard.press('Enter');
  const form = page.getByRole('complementary', { name: 'New provider' });
  await form.getByRole('button', { name: 'China (Beijing)' }).click();
  await expect(form.getByLabel('Base URL')).toHaveValue('https://dashscope.aliyuncs.com/apps/anthropic');
  await form.getByRole('button', { name: 'The usual one' }).click();
  await expect(form.getByLabel('Base URL')).toHaveValue('https://dashscope-intl.aliyuncs.com/apps/anthropic');
});
