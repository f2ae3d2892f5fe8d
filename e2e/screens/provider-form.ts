import type { Locator, Page } from 'playwright/test';
import { openPage } from './sidebar';

export interface ProviderEntries {
  name?: string;
  id?: string;
  baseUrl?: string;
  dialect?: 'anthropic-messages' | 'openai-chat';
  /** A key to paste, or a variable to read it from. */
  key?: { paste: string } | { variable: string };
  models?: string[];
}

/** Opens the form of a new custom provider and fills it in as a person would; nothing is stored yet. Gives the form. */
export async function fillProviderForm(page: Page, entries: ProviderEntries): Promise<Locator> {
  await openPage(page, 'Providers');
  await page.getByRole('button', { name: 'Custom' }).click();
  const form = page.getByRole('complementary', { name: 'New provider' });
  if (entries.name !== undefined) await form.getByLabel('Name', { exact: true }).fill(entries.name);
  if (entries.id !== undefined) await form.getByLabel('Id', { exact: true }).fill(entries.id);
  if (entries.baseUrl !== undefined) await form.getByLabel('Base URL').fill(entries.baseUrl);
  if (entries.dialect !== undefined) {
    await form.getByLabel('Dialect').click();
    await page.getByRole('option', { name: entries.dialect }).click();
  }
  if (entries.key !== undefined && 'paste' in entries.key) await form.getByLabel('API key').fill(entries.key.paste);
  if (entries.key !== undefined && 'variable' in entries.key) {
    await form.getByText('Environment variable', { exact: true }).click();
    await form.getByRole('textbox', { name: 'Environment variable' }).fill(entries.key.variable);
  }
  for (const model of entries.models ?? []) {
    await form.getByRole('combobox', { name: 'Add a model' }).fill(model);
    await page.keyboard.press('Enter');
  }
  return form;
}
