import type { Transferable } from 'node:worker_threads';
import { AppError, fromAppErrorData, toAppErrorData, type AppErrorData } from '../../shared/errors';

/** The calls that a thread answers: by name, what goes in and what comes out. Declared as a type, not an interface. */
export type CallMap = Record<string, { input: unknown; output: unknown }>;

export type CallHandlers<C extends CallMap> = {
  [N in keyof C]: (input: C[N]['input']) => Promise<C[N]['output']> | C[N]['output'];
};

/** What both ends have: the Worker outside, parentPort inside, or a MessagePort. */
export interface Endpoint {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
  on(name: 'message', listener: (message: unknown) => void): unknown;
}

interface CallMessage {
  call: number;
  name: string;
  input: unknown;
}

type AnswerMessage = { answer: number } & ({ ok: true; value: unknown } | { ok: false; error: AppErrorData });

interface EventMessage {
  event: unknown;
}

const has = <K extends string>(message: unknown, key: K): message is Record<K, unknown> =>
  typeof message === 'object' && message !== null && key in message;

/** Answers the calls that come in at `endpoint`. A handler's error travels back as data. */
export function answerCalls<C extends CallMap>(endpoint: Endpoint, handlers: CallHandlers<C>): void {
  endpoint.on('message', (message) => {
    if (!has(message, 'call')) return;
    const { call, name, input } = message as unknown as CallMessage;
    const handler = handlers[name] as (input: unknown) => unknown;
    new Promise((resolve) => resolve(handler(input))).then(
      (value) => endpoint.postMessage({ answer: call, ok: true, value } satisfies AnswerMessage),
      (error: unknown) => endpoint.postMessage({ answer: call, ok: false, error: toAppErrorData(error) } satisfies AnswerMessage),
    );
  });
}

/** Tells the other end something that needs no answer. */
export function sendEvent(endpoint: Endpoint, event: unknown): void {
  endpoint.postMessage({ event } satisfies EventMessage);
}

export interface Caller<C extends CallMap> {
  /** Rejects with the AppError that the handler threw, or with the reason given to `fail`. */
  call<N extends keyof C & string>(name: N, input: C[N]['input'], transfer?: readonly Transferable[]): Promise<C[N]['output']>;
  /** Ends every call that waits: the other end is gone. */
  fail(reason: AppError): void;
}

/** The asking side of {@link answerCalls}. `onEvent` gets what the other end sends by {@link sendEvent}. */
export function createCaller<C extends CallMap>(endpoint: Endpoint, onEvent: (event: never) => void): Caller<C> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: AppError): void }>();
  let last = 0;

  endpoint.on('message', (message) => {
    if (has(message, 'event')) return onEvent(message.event as never);
    if (!has(message, 'answer')) return;
    const answer = message as unknown as AnswerMessage;
    const call = waiting.get(answer.answer);
    waiting.delete(answer.answer);
    if (answer.ok) call?.resolve(answer.value);
    else call?.reject(fromAppErrorData(answer.error));
  });

  return {
    call: (name, input, transfer = []) =>
      new Promise((resolve, reject) => {
        const call = ++last;
        waiting.set(call, { resolve: resolve as (value: unknown) => void, reject });
        endpoint.postMessage({ call, name, input } satisfies CallMessage, transfer);
      }),
    fail(reason) {
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
  };
}
