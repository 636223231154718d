import { Component, type ReactNode } from 'react';
import { ErrorState } from '../state/ErrorState';
import { texts } from '../text/texts';

/** A bug in a view ends here, with a way on, instead of in a blank page. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="grid min-h-dvh place-items-center">
        <ErrorState
          whole
          title={texts.problem.title}
          detail={texts.problem.crashed}
          action={texts.problem.reload}
          onRetry={() => location.reload()}
        />
      </main>
    );
  }
}
