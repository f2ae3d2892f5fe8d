import { toNineAlphanumerics } from '../../canonical/map-tool-names';

/**
 * An id of a tool call as Anthropic takes it. Other providers' ids (`functions.Bash:0`, `call_a|fc_b`) come back in the history
 * after a switch, and one of them has the whole conversation refused (farion1231/cc-switch#1181). The same id always gives
 * the same.
 */
export function toPlainToolId(id: string): string {
  return isPlainToolId(id) ? id : `toolu_${toNineAlphanumerics(id)}`;
}

export function isPlainToolId(id: string): boolean {
  return /^[a-zA-Z0-9_-]+$/.test(id);
}
