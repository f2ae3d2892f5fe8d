import type { Config } from '../../shared/config/config-schema';
import type { BodyPolicy } from '../../shared/config/logging-config';
import type { Scenario } from '../../shared/model/scenario';
import { compileFolders } from '../routing/rules/folders';

/** Whose request it is, as far as privacy goes. */
export interface PrivateParts {
  /** What the request is of; null before it was classified. */
  scenario: Scenario | null;
  /** The route that took it; null when none did. */
  route: Scenario | null;
  /** The folder that its session works in; null where that is not known. */
  project: string | null;
}

/** What may be kept of a request. */
export interface Privacy {
  /** Whose bodies are kept; `none` wherever `private` is true. */
  bodies: BodyPolicy;
  /** Figures only. */
  private: boolean;
}

interface Wishes {
  bodies?: BodyPolicy | undefined;
  private?: boolean | undefined;
}

/** The strictest first. */
const STRICTNESS: readonly BodyPolicy[] = ['none', 'errors', 'all'];

/**
 * What may be kept of a request, by the wishes of its routes and of its project: the stricter one wins, and private is stricter than any
 * word on bodies. `logging.bodies` is only for requests of which neither says anything. Its routes are the one that took it, the one of its
 * scenario, and those on the way to the targets: a pin, an explicit model or a change to longContext makes nothing less private.
 * A project is the longest folder of `logging.projects` that holds the session's; `~/` in it is `homeFolder`. Pure.
 */
export function findPrivacy(config: Pick<Config, 'routes' | 'logging'>, parts: PrivateParts, homeFolder = ''): Privacy {
  const { logging } = config;
  const wishes: Wishes[] = [
    ...listRouteWishes(config.routes, parts.scenario),
    ...listRouteWishes(config.routes, parts.route),
    ...listProjectWishes(logging.projects, parts.project, homeFolder),
  ];
  if (wishes.some((wish) => wish.private === true)) return { bodies: 'none', private: true };
  return {
    bodies: STRICTNESS.find((policy) => wishes.some(({ bodies }) => bodies === policy)) ?? logging.bodies,
    private: false,
  };
}

/**
 * What may be kept of a request that failed before it was known whose it is: what may be kept of every one, since it may be of any route and
 * any project. Pure.
 */
export function findPrivacyOfUnknown({ routes, logging }: Pick<Config, 'routes' | 'logging'>): Privacy {
  const wishes: Wishes[] = [...Object.values(routes), ...Object.values(logging.projects), { bodies: logging.bodies }];
  if (wishes.some((wish) => wish.private === true)) return { bodies: 'none', private: true };
  return {
    bodies: STRICTNESS.find((policy) => wishes.some(({ bodies }) => bodies === policy)) ?? logging.bodies,
    private: false,
  };
}

/** Of a route, and of those that it leads to. */
function listRouteWishes(routes: Config['routes'], first: Scenario | null): Wishes[] {
  const wishes: Wishes[] = [];
  const seen = new Set<Scenario>();
  for (let route = first; route !== null && !seen.has(route);) {
    seen.add(route);
    const config: Config['routes'][Scenario] = routes[route];
    if (config === undefined) break;
    wishes.push(config);
    route = config.route ?? null;
  }
  return wishes;
}

function listProjectWishes(projects: Config['logging']['projects'], project: string | null, homeFolder: string): Wishes[] {
  if (project === null) return [];
  const fitting = Object.keys(projects).filter((folder) => compileFolders([folder], homeFolder)(project));
  const length = (folder: string) => (folder.startsWith('~') ? homeFolder.length - 1 : 0) + folder.length;
  const longest = fitting.sort((a, b) => length(b) - length(a))[0];
  return longest === undefined ? [] : [projects[longest] ?? {}];
}
