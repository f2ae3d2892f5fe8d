/** A text of an upstream without our key in it: some servers repeat the key that they refuse. */
export function hideKey(text: string, key: string | null): string {
  return key === null || key === '' ? text : text.replaceAll(key, '…');
}
