import { Notification } from 'electron';
import type { Notice } from '../shared/ipc/contract';
import type { MainWindow } from './windows/main-window';

export interface NoticeDelivery {
  /** Tells something once: in the window when the user can see it, else as a notification of the system where there are any. */
  deliver(notice: Notice): void;
  /** For a page that begins to listen: what was told before there was one, as long as it is more than information. */
  takeEarly(): Notice[];
}

export function createNoticeDelivery(window: MainWindow): NoticeDelivery {
  /** Null when a page has listened. */
  let early: Notice[] | null = [];
  return {
    deliver(notice) {
      if (notice.level !== 'info') early?.push(notice);
      if (window.isVisible() || !Notification.isSupported()) window.send('app.noticed', notice);
      else notify(notice, window);
    },
    takeEarly() {
      const taken = early ?? [];
      early = null;
      return taken;
    },
  };
}

function notify(notice: Notice, window: MainWindow): void {
  const notification = new Notification({ title: notice.message, body: notice.hint ?? '', silent: notice.level === 'info' });
  notification.on('click', () => window.open());
  notification.show();
}
