/** The message id that belongs to one of our request ids: `req_abc` becomes `msg_abc`. */
export function toMessageId(requestId: string): string {
  return requestId.replace(/^req_/, 'msg_');
}
