/** How every field looks; 16 px on touch screens, or iOS zooms into it. */
export const fieldStyle = [
  'w-full rounded-xl border border-line-strong/60 bg-raised px-3.5 text-[0.9375rem] pointer-coarse:text-base',
  'transition-[border-color,box-shadow] duration-150 hover:border-line-strong',
  'focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0',
  'aria-invalid:border-danger disabled:opacity-60',
].join(' ');
