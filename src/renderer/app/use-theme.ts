import { useLayoutEffect } from 'react';
import type { Theme } from '../../shared/config/config-schema';

/** Puts the theme on the root element; `system` leaves it to the system. */
export function useTheme(theme: Theme): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
  }, [theme]);
}
