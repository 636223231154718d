import { cx } from '@portalchat/chat/react/cx.ts';
import { Link, useLocation } from 'wouter';

export function HeaderLink({ to, children }: { to: string; children: string }) {
  const [location] = useLocation();
  const here = to === '/' ? location === '/' : location.startsWith(to);
  return (
    <Link
      href={to}
      aria-current={here ? 'page' : undefined}
      className={cx(
        'flex h-11 items-center rounded-xl px-2.5 text-sm font-semibold',
        here ? 'text-accent-text' : 'text-muted hover:text-ink',
      )}
    >
      {children}
    </Link>
  );
}
