import type { MarkedRequest } from './marked-request';
export function findFolder(_marked: MarkedRequest): string | null {
  return null;
}
