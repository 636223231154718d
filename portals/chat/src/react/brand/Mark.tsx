/** Two speech bubbles that lean on each other: the two portals. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" fill="none">
      <path
        d="M4 11.5C4 7.36 7.36 4 11.5 4h7C22.64 4 26 7.36 26 11.5S22.64 19 18.5 19h-5.2L8 23.2c-.66.52-1.6.05-1.6-.78v-4.4A7.48 7.48 0 0 1 4 11.5Z"
        fill="var(--accent)"
      />
      <path
        d="M28 19.2c0-2.1-.96-3.97-2.47-5.2a9.5 9.5 0 0 1-7.03 7H14.4a6.7 6.7 0 0 0 5.6 3h2.6l3.8 3.2c.64.54 1.6.08 1.6-.75v-3.02a6.66 6.66 0 0 0 0-4.23Z"
        fill="var(--accent)"
        opacity=".42"
      />
    </svg>
  );
}
