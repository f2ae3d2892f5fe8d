/** A refusal of the Responses API as it stands on the wire. */
export interface Refusal {
  status: number;
  body: unknown;
}

export function responsesError(
  message: string,
  code: string | null,
  param: string | null = null,
  type = 'invalid_request_error',
  status = 400,
): Refusal {
  return { status, body: { error: { message, type, param, code } } };
}

export function missing(field: string): Refusal {
  return responsesError(`Missing required parameter: '${field}'.`, 'missing_required_parameter', field);
}

export function invalidValue(value: unknown, allowed: string[], field: string): Refusal {
  const list = allowed.map((one) => `'${one}'`).join(', ');
  return responsesError(`Invalid value: '${String(value)}'. Supported values are: ${list}.`, 'invalid_value', field);
}

export function tooLong(field: string, limit: number, value: string): Refusal {
  return responsesError(
    `Invalid '${field}': string too long. Expected a string with maximum length ${limit}, but got a string with length ${value.length} instead.`,
    'string_above_max_length',
    field,
  );
}
