import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import styles from './app.module.css';
import { StatusMark } from '../ui/status-mark';

/** What stands in place of a window whose code failed. Routing does not depend on it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state: { message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <div className={styles.column}>
        <EmptyState
          mark={<StatusMark mark="failed" />}
          title="This window failed"
          actions={<Button onClick={() => window.location.reload()}>Load the window again</Button>}
        >
          {this.state.message} Routing goes on.
        </EmptyState>
      </div>
    );
  }
}
