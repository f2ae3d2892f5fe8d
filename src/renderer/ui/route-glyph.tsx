import type { ReactNode } from 'react';
import clsx from 'clsx';
import styles from './route-glyph.module.css';
import { routeColor, routeName, type RouteKey } from './route-order';

const SHAPES: Record<RouteKey, ReactNode> = {
  default: <circle cx="5" cy="5" r="4.3" />,
  background: <rect x="1" y="1" width="8" height="8" rx=".8" />,
  think: <path d="M5 .9 10 5.9v3.4L5 4.6 0 9.3V5.9z" />,
  longContext: <rect y="2.8" width="10" height="4.4" rx=".8" />,
  webSearch: <path d="M5-.2 10.2 5 5 10.2-.2 5z" />,
  subagent: <path d="M3.3.3h3.4v3h3v3.4h-3v3H3.3v-3h-3V3.3h3z" />,
  image: (
    <path fillRule="evenodd" d="M5 .5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zm0 2.3a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z" />
  ),
  compact: <path d="M.4.5h9.2L6.2 5l3.4 4.5H.4L3.8 5z" />,
  safetyCheck: <path d="M.8.6h8.4v4.2C9.2 7.3 7.5 8.9 5 9.9 2.5 8.9.8 7.3.8 4.8z" />,
  none: <path d="M1 4.2h8v1.6H1z" />,
};

/** The one glyph of a route, in its colour. */
export function RouteGlyph({ route, size = 10 }: { route: RouteKey; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 10 10"
      className={styles.glyph}
      style={{ color: routeColor(route) }}
      aria-hidden="true"
    >
      {SHAPES[route]}
    </svg>
  );
}

/** Glyph and name. */
export function RouteName({ route, strong = false }: { route: RouteKey; strong?: boolean }) {
  return (
    <span className={styles.name}>
      <RouteGlyph route={route} />
      <span className={clsx('cut', strong && styles.strong)}>{routeName(route)}</span>
    </span>
  );
}
