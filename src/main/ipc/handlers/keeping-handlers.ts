import { join } from 'node:path';
import { app, BrowserWindow, dialog, type SaveDialogOptions } from 'electron';
import type { Handlers } from '../../../shared/ipc/contract';
import type { ExportFormat } from '../../../shared/model/ledger-info';
import type { HandlerContext } from './handler-context';

const FORMAT_NAMES: Record<ExportFormat, string> = { csv: 'CSV', json: 'JSON', har: 'HTTP archive' };

export function createKeepingHandlers({ host }: HandlerContext) {
  return {
    'ledger.info': () => host.ledgerInfo(),
    'retention.preview': ({ retention }) => host.previewRetention(retention),
    'retention.save': ({ retention }) => host.saveRetention(retention),
    'retention.apply-now': () => host.applyRetention(),
    async 'export.run'({ format, filter, bodies }) {
      const file = await askWhere(format);
      if (file === null) return null;
      // The dialog asks before it names a file that is there.
      return host.exportExchanges({ file, format, filter, bodies, overwrite: true, version: host.state().version });
    },
    'export.cancel': () => host.cancelExport(),
  } satisfies Partial<Handlers>;
}

/** Null when the user cancels. */
async function askWhere(format: ExportFormat): Promise<string | null> {
  const options: SaveDialogOptions = {
    title: 'Export requests',
    defaultPath: join(app.getPath('documents'), `switchyard-requests-${formatDay(new Date())}.${format}`),
    filters: [{ name: FORMAT_NAMES[format], extensions: [format] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  };
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  return canceled || filePath === '' ? null : filePath;
}

/** The local day as YYYY-MM-DD. */
function formatDay(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
