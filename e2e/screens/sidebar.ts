import type { Page } from 'playwright/test';

/** Goes to one of the pages by its link at the left. */
export async function openPage(
  page: Page,
  name: 'Overview' | 'Requests' | 'Routes' | 'Providers' | 'Budgets' | 'Settings',
): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}
