import type { CanonicalRequest } from '../canonical/request';
export function findLastText(_r: CanonicalRequest): string {
  return '';
}
