// What a user's own router gets and may return; `import type { RouteContext } from 'switchyard/router'`. It imports nothing, so
// that it can be copied beside a router as it is. router-question.ts holds it against the app's own types.

/** The class of a request; a route is named by it too. */
export type RouteName =
  'default' | 'background' | 'think' | 'longContext' | 'webSearch' | 'safetyCheck' | 'compact' | 'subagent' | 'image';

/** How much a model is to think. */
export type RouteEffort = 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** What was read from the request. */
export interface RouteRequest {
  clientDialect: 'anthropic-messages' | 'openai-chat' | 'openai-responses';
  /** Name and version of the calling program, e.g. `claude-cli/2.1.330`. */
  client: string | null;
  /** As the client sent it. */
  requestedModel: string | null;
  /** What marks it for a scenario, each as a sentence. */
  marks: { [scenario in Exclude<RouteName, 'default'>]?: string | undefined };
  effort: RouteEffort | null;
  /** The kind of agent that it comes from, e.g. `Explore`; null for the main conversation and where it is not told. */
  agent: string | null;
  /** The session's working directory, where its prompt names it. */
  folder: string | null;
  /** Names of the tools that it offers. */
  tools: string[];
  /** The target that an agent's tag asks for. */
  tag: string | null;
  hasImage: boolean;
  /** Tokens of answer that the client allows. */
  maxTokens: number | null;
  /** The user's last message, cut in its middle when it is long. */
  lastText: string;
  /** Names in lower case; those that hold a secret are left out. */
  headers: Record<string, string>;
}

/** A target that some route names, and how it stands. */
export interface RouteTarget {
  /** `provider/model`. */
  target: string;
  /** resting: it failed of late and is left alone. */
  state: 'ready' | 'resting';
  /** Epoch ms; null while it is ready. */
  restsUntil: number | null;
}

/** The attempt that failed, when the router is asked again. */
export interface RouteError {
  /** Of the upstream's answer; null when there was none. */
  status: number | null;
  message: string;
  /** What the upstream asks to wait, in ms; null when it does not say. */
  retryAfterMs: number | null;
  /** `provider/model`. */
  target: string;
  /** How many attempts have failed so far, this one included. */
  attempt: number;
}

/** What `routeRequest` is called with. */
export interface RouteContext {
  request: RouteRequest;
  /** All input, as an estimate. */
  tokenCount: number;
  scenario: RouteName;
  /** `lastUsage`: tokens that the conversation's last answer used, input and output. Null: not known. */
  session: { id: string | null; lastUsage: number | null };
  targets: RouteTarget[];
  /** Of the attempt before, when that one failed; undefined when the request has just come. */
  error: RouteError | undefined;
  /** As the client sent it. Parsed when it is first read; changes to it are not sent on. */
  readonly body: unknown;
}

/** Where to: a target (`provider,model` or `provider/model`) or the route of a scenario. */
export type RouteChoice = ({ target: string; route?: undefined } | { route: RouteName; target?: undefined }) & {
  effort?: RouteEffort;
  /** The most tokens of answer. */
  maxTokens?: number;
  /** A sentence for the log. */
  reason?: string;
};

/** What a router returns. Nothing means: as if there were no router. */
export type RouteResult = string | RouteChoice | { block: string } | null | undefined;

/** A router as it is exported: `export async function routeRequest(context)`. */
export type RouteRequestFunction = (context: RouteContext) => RouteResult | Promise<RouteResult>;
