import type { LogName } from '../../shared/model/log-page';

/** What the window shows. Each view is a link: `#/requests/req_7f3k2q`. */
export type View =
  | { page: 'overview' }
  | { page: 'requests'; requestId: string | null }
  /** With Explain beside it: `try`, or the id of the request that it explains. */
  | { page: 'routes'; explain: string | null }
  | { page: 'providers'; providerId: string | null }
  | { page: 'new-provider'; preset: string | null }
  | { page: 'budgets'; name: string | null }
  /** `ready`: which of those to begin with. */
  | { page: 'new-budget'; ready: 'daily' | 'monthly' | 'blank' }
  | { page: 'settings' }
  /** With something beside it: a target, `newer` for newer tables, or `recalculate`. */
  | { page: 'prices'; open: string | null }
  | { page: 'logs'; name: LogName };

/** Reads a location hash; anything unknown is the overview. */
export function parseHash(hash: string): View {
  const [page, rest] = hash.replace(/^#\/?/, '').split('/', 2).map(decodePart);
  switch (page) {
    case 'requests':
      return { page, requestId: rest || null };
    case 'providers':
      return { page, providerId: rest || null };
    case 'new-provider':
      return { page, preset: rest || null };
    case 'routes':
      return { page, explain: rest || null };
    case 'prices':
      return { page, open: rest || null };
    case 'budgets':
      return { page, name: rest || null };
    case 'new-budget':
      return { page, ready: rest === 'daily' || rest === 'monthly' ? rest : 'blank' };
    case 'settings':
      return { page };
    case 'logs':
      return { page, name: rest === 'app' ? 'app' : 'server' };
    default:
      return { page: 'overview' };
  }
}

/** The reverse of {@link parseHash}. */
export function formatHash(view: View): string {
  return `#/${[view.page, detailOf(view)]
    .filter((part) => part !== null)
    .map(encodeURIComponent)
    .join('/')}`;
}

function detailOf(view: View): string | null {
  if (view.page === 'requests') return view.requestId;
  if (view.page === 'routes') return view.explain;
  if (view.page === 'providers') return view.providerId;
  if (view.page === 'new-provider') return view.preset;
  if (view.page === 'prices') return view.open;
  if (view.page === 'budgets') return view.name;
  if (view.page === 'new-budget') return view.ready;
  if (view.page === 'logs') return view.name;
  return null;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
