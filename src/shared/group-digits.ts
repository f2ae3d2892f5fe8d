/** `72340` becomes `72,340`. Without Intl, whose tables take four megabytes of a proxy that needs nothing else of them. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
