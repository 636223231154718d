export interface DemoAccount {
  readonly email: string;
  readonly name: string;
}

/** `/portal-config.json`: what a build must be told by the place where it runs. */
export interface PortalConfig {
  readonly supabaseUrl: string;
  readonly supabaseAnonKey: string;
  /** The demo seed's accounts, where it is installed. */
  readonly demo: {
    readonly password: string;
    readonly players: readonly DemoAccount[];
    readonly staff: readonly DemoAccount[];
  } | null;
}

/** Throws when the file is not there or names no project. */
export async function loadPortalConfig(): Promise<PortalConfig> {
  const answer = await fetch('/portal-config.json', { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`portal-config.json: ${answer.status}`);
  const config: Partial<PortalConfig> = await answer.json();
  if (!config.supabaseUrl || !config.supabaseAnonKey) throw new Error('portal-config.json names no project');
  return {
    supabaseUrl: config.supabaseUrl,
    supabaseAnonKey: config.supabaseAnonKey,
    demo: config.demo ?? null,
  };
}
