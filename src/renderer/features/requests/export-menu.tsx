import { useState } from 'react';
import { Download } from 'lucide-react';
import type { ExportFormat } from '../../../shared/model/ledger-info';
import { Button } from '../../ui/button';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuSection } from '../../ui/menu';
import { EXPORT_SPANS, toExportFilter, type ExportSpan } from './export-span';
import { useExportStore } from './export-store';

const FORMATS: readonly { format: ExportFormat; text: string; note: string }[] = [
  { format: 'csv', text: 'As CSV', note: 'for spreadsheets' },
  { format: 'json', text: 'As JSON', note: 'all that is known' },
  { format: 'har', text: 'As HAR', note: 'calls to upstreams' },
];

/** Writes the requests of a span into a file that the user chooses. */
export function ExportMenu() {
  const [span, setSpan] = useState<ExportSpan>('week');
  const [bodies, setBodies] = useState(false);
  const { running, run, cancel } = useExportStore();
  if (running) {
    return (
      <Button size="small" onClick={cancel}>
        Cancel the export
      </Button>
    );
  }
  return (
    <Menu
      trigger={
        <Button size="small" icon={<Download size={14} />}>
          Export
        </Button>
      }
    >
      <MenuChoice title="Requests of" options={EXPORT_SPANS} value={span} onChange={(next) => setSpan(next)} />
      <MenuSection title="To a file">
        {FORMATS.map(({ format, text, note }) => (
          <MenuItem
            key={format}
            text={text}
            note={note}
            onPress={() => void run(format, toExportFilter(span, Date.now()), bodies && format !== 'csv')}
          />
        ))}
      </MenuSection>
      <MenuSection title="JSON and HAR">
        <MenuCheck text="With kept bodies" checked={bodies} onChange={setBodies} />
      </MenuSection>
    </Menu>
  );
}
