import type { Sign } from "@gatesync/device-sync";

/** The shape of a sign: a tick, two people on one ticket, a no-entry cross, or a question mark. */
export function Symbol({ sign }: { readonly sign: Sign }) {
  return (
    <svg className="symbol" viewBox="0 0 100 100" aria-hidden="true">
      {shape(sign)}
    </svg>
  );
}

function shape(sign: Sign) {
  switch (sign) {
    case "admit":
      return <path d="M14 54 L40 80 L88 24" fill="none" stroke="currentColor" strokeWidth="16" strokeLinecap="round" strokeLinejoin="round" />;
    case "used":
      return (
        <>
          <path d="M50 8 L95 90 L5 90 Z" fill="none" stroke="currentColor" strokeWidth="9" strokeLinejoin="round" />
          <text x="50" y="79" textAnchor="middle" fontSize="38" fontWeight="800" fill="currentColor">
            2×
          </text>
        </>
      );
    case "unchecked":
      return (
        <>
          <circle cx="50" cy="50" r="43" fill="none" stroke="currentColor" strokeWidth="8" strokeDasharray="14 9" />
          <text x="50" y="71" textAnchor="middle" fontSize="60" fontWeight="800" fill="currentColor">
            ?
          </text>
        </>
      );
    default:
      return (
        <>
          <path d="M32 6 H68 L94 32 V68 L68 94 H32 L6 68 V32 Z" fill="none" stroke="currentColor" strokeWidth="8" />
          <path d="M33 33 L67 67 M67 33 L33 67" stroke="currentColor" strokeWidth="13" strokeLinecap="round" />
        </>
      );
  }
}
