import { Notification } from 'electron';
import type { Notice } from '../shared/ipc/contract';
import type { MainWindow } from './windows/main-window';

/** Tells something once: in the window when the user can see it, else as a notification of the system where there are any. */
export function deliverNotice(notice: Notice, window: MainWindow): void {
  if (window.isVisible() || !Notification.isSupported()) {
    window.send('app.noticed', notice);
    return;
  }
  const notification = new Notification({ title: notice.message, body: notice.hint ?? '', silent: notice.level === 'info' });
  notification.on('click', () => window.open());
  notification.show();
}
