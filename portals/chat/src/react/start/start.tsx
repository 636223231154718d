import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorState } from '../state/ErrorState';
import { texts } from '../text/texts';
import { CrashGuard } from './CrashGuard';
import { loadPortalConfig, type PortalConfig } from './portalConfig';

/** Reads the settings, then shows the portal; says so when there are none to be had. */
export async function startPortal(render: (config: PortalConfig) => ReactNode): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('index.html has no #root');
  const root = createRoot(element);
  try {
    const config = await loadPortalConfig();
    root.render(
      <StrictMode>
        <CrashGuard>{render(config)}</CrashGuard>
      </StrictMode>,
    );
  } catch {
    root.render(
      <main className="grid min-h-dvh place-items-center">
        <ErrorState
          whole
          title={texts.problem.startTitle}
          detail={texts.problem.start}
          onRetry={() => location.reload()}
        />
      </main>,
    );
  }
}
