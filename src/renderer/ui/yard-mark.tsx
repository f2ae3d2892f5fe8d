/** The mark of the app: points set from one line to another. */
export function LogoMark() {
  return (
    <svg {...LINE} width="18" height="18" viewBox="0 0 18 18" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round">
      <path d="M1.5 13.5h15" opacity=".35" />
      <path d="M1.5 13.5h3.2l6-9h5.8" />
    </svg>
  );
}

/** The sidebar's icon of the routes page. */
export function RoutesIcon() {
  return (
    <svg {...LINE} width="16" height="16" viewBox="0 0 16 16" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
      <path d="M1.5 11.5h13M4 11.5l6.5-7h4" />
    </svg>
  );
}

/** A siding that leaves the line and is not yet in use: the drawing of an empty page. */
export function EmptyTrack() {
  return (
    <svg {...LINE} width="120" height="22" viewBox="0 0 120 22" strokeWidth="2">
      <path d="M0 17h120" />
      <path d="M22 17l14-14h84" strokeDasharray="3 4" />
    </svg>
  );
}

const LINE = { fill: 'none', stroke: 'currentColor', 'aria-hidden': true } as const;
