import { toNineAlphanumerics } from '../../canonical/map-tool-names';

/** Longest id of a call that the API takes, in characters. */
const LIMIT = 64;

/**
 * An id of a tool call as the API takes it. Other providers' ids can be longer, and one of them has the whole conversation
 * refused after a switch (decolua/9router#393, dyad-sh/dyad#4304). The same id always gives the same.
 */
export function toCallId(id: string): string {
  return id.length <= LIMIT ? id : `call_${toNineAlphanumerics(id)}`;
}
