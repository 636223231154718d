import { Button } from '../button/Button';
import { Dialog } from './Dialog';

export interface ConfirmView {
  readonly title: string;
  readonly description: string;
  readonly yes: string;
  readonly no: string;
}

interface ConfirmDialogProps {
  open: boolean;
  view: ConfirmView;
  onYes(): void;
  onNo(): void;
}

export function ConfirmDialog({ open, view, onYes, onNo }: ConfirmDialogProps) {
  return (
    <Dialog open={open} onClose={onNo} title={view.title} description={view.description}>
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onNo}>{view.no}</Button>
        <Button kind="primary" onClick={onYes}>
          {view.yes}
        </Button>
      </div>
    </Dialog>
  );
}
