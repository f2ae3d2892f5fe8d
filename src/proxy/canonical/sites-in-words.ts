import type { WebSearchRequest } from './request';

/** The sites that a search is to keep to or to leave out, as sentences for the instructions, where the search has no fields for them. */
export function sitesInWords({ allowedDomains, blockedDomains }: Omit<WebSearchRequest, 'maxUses'>): string[] {
  return [
    ...(allowedDomains.length > 0
      ? [`When you search the web, use results from these sites only: ${allowedDomains.join(', ')}.`]
      : []),
    ...(blockedDomains.length > 0
      ? [`When you search the web, use no results from these sites: ${blockedDomains.join(', ')}.`]
      : []),
  ];
}
