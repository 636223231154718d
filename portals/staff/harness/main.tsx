import '../src/theme.css';
import { createFakeClient } from '@portalchat/chat/testing';
import { createRoot } from 'react-dom/client';
import { App } from '../src/App';
import { demo, scenes } from './scenes';

// `harness.html?scene=waiting`: one state of the portal, without a server. Not part of the build.
const name = new URLSearchParams(location.search).get('scene') ?? '';
const scene = scenes[name];
const root = createRoot(document.getElementById('root') as HTMLElement);

if (!scene) {
  root.render(
    <ul className="p-6 leading-8">
      {Object.keys(scenes).map((each) => (
        <li key={each}>
          <a href={`?scene=${each}`}>{each}</a>
        </li>
      ))}
    </ul>,
  );
} else {
  const { desk, session, path = '/' } = scene();
  const client = createFakeClient(desk);
  client.session.set(session ?? { kind: 'signed_in', me: desk.me, desk });
  Object.assign(globalThis, { desk, client });
  history.replaceState(null, '', `/staff${path}`);
  root.render(<App client={client} demo={demo} />);
}
