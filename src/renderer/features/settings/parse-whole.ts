/** Reads a whole number as it was typed, thousands parted or not; null when it is none or lies outside. Both ends are in it. */
export function parseWhole(text: string, least: number, most: number): number | null {
  const digits = text.trim().replace(/(?<=\d)[, ](?=\d{3}(\D|$))/g, '');
  if (!/^\d{1,12}$/.test(digits)) return null;
  const value = Number(digits);
  return value >= least && value <= most ? value : null;
}
