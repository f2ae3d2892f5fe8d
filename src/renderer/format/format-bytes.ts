/** Bytes in the units of 1,000 that disks are sold in: `812 B`, `48.2 kB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_500) return `${shorten(bytes / 1_000)} kB`;
  return `${shorten(bytes / 1_000_000)} MB`;
}

function shorten(value: number): string {
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}
