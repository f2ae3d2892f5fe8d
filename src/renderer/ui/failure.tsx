import type { ReactNode } from 'react';
import type { AppErrorData } from '../../shared/errors';
import { EmptyState } from './empty-state';
import { StatusMark } from './status-mark';

/** A call that failed: what happened, what to do, and one thing to press. */
export function Failure({ error, action }: { error: AppErrorData; action: ReactNode }) {
  return (
    <EmptyState mark={<StatusMark mark="failed" />} title={error.message} actions={action}>
      {error.hint}
    </EmptyState>
  );
}
