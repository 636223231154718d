import './theme.css';
import { createStaffClient } from '@portalchat/chat';
import { startPortal } from '@portalchat/chat/react/start/start.tsx';
import { App } from './App';

void startPortal((config) => <App client={createStaffClient(config)} demo={config.demo} />);
