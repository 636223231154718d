import * as Radix from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../button/IconButton';
import { texts } from '../text/texts';
import { useFocusReturn } from './useFocusReturn';

interface DialogProps {
  open: boolean;
  onClose(): void;
  title: string;
  /** Said with the title; null where the content speaks for itself. */
  description: string | null;
  children: ReactNode;
}

/** In the middle of a large screen, at the lower edge of a phone. Focus stays inside and goes back after. */
export function Dialog({ open, onClose, title, description, children }: DialogProps) {
  const focus = useFocusReturn();
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[oklch(0.15_0.02_260/0.45)] animate-fade" />
        <Radix.Content
          {...focus}
          {...(description === null && { 'aria-describedby': undefined })}
          className="fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[88dvh] w-full max-w-lg flex-col overflow-y-auto rounded-t-3xl bg-surface p-6 pb-[max(1.5rem,env(safe-area-inset-bottom))] shadow-pop outline-none animate-rise sm:bottom-auto sm:top-[14vh] sm:max-h-[72vh] sm:rounded-3xl"
        >
          <div className="mb-1 flex items-start justify-between gap-4">
            <Radix.Title className="pt-1 text-lg font-semibold text-balance">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton
                label={texts.common.close}
                icon={<X aria-hidden size={18} />}
                className="-mt-0.5 -mr-2"
              />
            </Radix.Close>
          </div>
          {description !== null && (
            <Radix.Description className="mb-5 text-sm text-muted text-pretty">
              {description}
            </Radix.Description>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
