import type { RoutePrivacy, RouteSummary } from '../../../shared/model/route-summary';
import { RouteName } from '../../ui/route-glyph';
import { PrivacyRow, PrivacyTable } from './privacy-table';

interface RoutePrivacyTableProps {
  routes: readonly RouteSummary[];
  onSave(privacy: RoutePrivacy): void;
}

/** What may be kept of the requests of each route that is set. */
export function RoutePrivacyTable({ routes, onSave }: RoutePrivacyTableProps) {
  return (
    <PrivacyTable of="Route">
      {routes.map(({ scenario, bodies, private: isPrivate }) => (
        <PrivacyRow
          key={scenario}
          name={`the route ${scenario}`}
          wishes={{ ...(bodies !== null && { bodies }), private: isPrivate }}
          onSave={(wishes) => onSave({ scenario, bodies: wishes.bodies ?? null, private: wishes.private ?? false })}
        >
          <RouteName route={scenario} />
        </PrivacyRow>
      ))}
    </PrivacyTable>
  );
}
