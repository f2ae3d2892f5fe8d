import type { Host } from '../../../host';
import type { AppStateSource } from '../../app-state';
import type { NoticeDelivery } from '../../deliver-notice';
import type { WindowCloser } from '../../windows/close-window';

/** What the handlers work with. */
export interface HandlerContext {
  host: Host;
  appState: AppStateSource;
  windowCloser: WindowCloser;
  notices: NoticeDelivery;
}
