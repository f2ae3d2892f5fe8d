import { z } from 'zod';

/** Names of our own begin with an underscore; others are refused. */
function record(shape: Record<string, z.ZodType>) {
  return z.looseObject({ ...shape, comment: z.string().optional() }).superRefine((value, context) => {
    for (const name of Object.keys(value)) {
      if (!(name in shape) && name !== 'comment' && !name.startsWith('_'))
        context.addIssue({ code: 'custom', message: `unknown: ${name}` });
    }
  });
}

const Size = z.number().int().min(-1);
const Milliseconds = z.number().nonnegative();
const Pair = record({ name: z.string(), value: z.string() });
const Message = {
  httpVersion: z.string().min(1),
  cookies: z.array(Pair),
  headers: z.array(Pair),
  headersSize: Size,
  bodySize: Size,
};

const Entry = record({
  pageref: z.string().optional(),
  startedDateTime: z.iso.datetime(),
  time: Milliseconds,
  request: record({
    ...Message,
    method: z.string().min(1),
    url: z.url(),
    queryString: z.array(Pair),
    postData: record({ mimeType: z.string(), text: z.string() }).optional(),
  }),
  response: record({
    ...Message,
    status: z.number().int().nonnegative(),
    statusText: z.string(),
    content: record({
      size: z.number().int().nonnegative(),
      compression: z.number().int().optional(),
      mimeType: z.string(),
      text: z.string().optional(),
      encoding: z.string().optional(),
    }),
    redirectURL: z.string(),
  }),
  cache: record({ beforeRequest: z.unknown().optional(), afterRequest: z.unknown().optional() }),
  timings: record({ send: Milliseconds, wait: Milliseconds, receive: Milliseconds }),
  serverIPAddress: z.string().optional(),
  connection: z.string().optional(),
}).refine(
  ({ time, timings }) => {
    const { send, wait, receive } = timings as Record<string, number>;
    return time === send! + wait! + receive!;
  },
  { message: 'the time is not the sum of the timings' },
);

const Har = record({
  log: record({
    version: z.literal('1.2'),
    creator: record({ name: z.string(), version: z.string() }),
    browser: z.unknown().optional(),
    pages: z.array(z.unknown()).optional(),
    entries: z.array(Entry),
  }),
});

/** What of a value is not as HTTP archives of version 1.2 are (http://www.softwareishard.com/blog/har-12-spec/), as `path: fault`. */
export function findHarFaults(value: unknown): string[] {
  const parsed = Har.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
