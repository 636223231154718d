import { LoaderCircle } from 'lucide-react';

/** Decoration only: what is going on is said by the text beside it. */
export function Spinner({ size = 16 }: { size?: number }) {
  return <LoaderCircle aria-hidden size={size} className="animate-spin" />;
}
