import { AppError, toAppErrorData } from '../../shared/errors';
import { calls, type CallName, type CallResult, type Handlers } from '../../shared/ipc/contract';

/**
 * Checks what the window sent against the contract, runs the handler, and gives the outcome as data; never rejects.
 * The output goes through its schema too, so that nothing leaves that the contract doesn't name.
 */
export async function answerCall(handlers: Handlers, name: CallName, input: unknown): Promise<CallResult<unknown>> {
  try {
    const parsed = calls[name].input.safeParse(input);
    if (!parsed.success) throw refuseInput(name, parsed.error.issues[0]);
    const handler = handlers[name] as (input: unknown) => Promise<unknown>;
    return { ok: true, value: calls[name].output.parse(await handler(parsed.data)) };
  } catch (error) {
    return { ok: false, error: toAppErrorData(error) };
  }
}

function refuseInput(name: CallName, issue: { path: PropertyKey[]; message: string } | undefined): AppError {
  const where = issue === undefined || issue.path.length === 0 ? 'its input' : issue.path.map(String).join('.');
  return new AppError('input-invalid', `${name} was refused: ${where}: ${issue?.message ?? 'not as expected'}.`);
}
