import './theme.css';
import { createPlayerClient } from '@portalchat/chat';
import { startPortal } from '@portalchat/chat/react/start/start.tsx';
import { App } from './App';

void startPortal((config) => <App client={createPlayerClient(config)} demo={config.demo} />);
