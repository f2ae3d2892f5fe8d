import type { ServerResponse } from 'node:http';

export interface SimulatedError {
  message: string;
  type?: string;
  param?: string | null;
  code?: string | null;
}

/** Answers with an error in OpenAI's shape. */
export function sendError(response: ServerResponse, status: number, error: SimulatedError): void {
  const { message, type = 'invalid_request_error', param = null, code = null } = error;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type, param, code } }));
}
