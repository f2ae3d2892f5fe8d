const rate = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 });

/** A price in dollars, for a million tokens or a thousand searches, without its sign: `4.00`, `0.003625`; a real zero is `0`. */
export function formatRate(dollars: number): string {
  return dollars === 0 ? '0' : rate.format(dollars);
}
