import type { MarkedRequest } from './marked-request';
export function findAgentType(_marked: MarkedRequest): string | null {
  return null;
}
