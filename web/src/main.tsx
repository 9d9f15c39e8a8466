/** The page that `casus serve` sends. */
import { render } from 'preact';
import { takeToken } from './api/client';
import { bindAddress } from './state/address';
import { session, start } from './state/data';
import { bindDetail } from './state/detail';
import { bindKeys } from './state/keys';
import { bindPrefs, borders, hasBordersChoice } from './state/prefs';
import { watchSelection } from './state/selection';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/list.css';
import './styles/map.css';
import './styles/timeline.css';
import './styles/pane.css';
import './styles/panels.css';
import { App } from './ui/App';

takeToken();
bindPrefs();
bindAddress(false);
bindKeys();
watchSelection();
void start().then(() => {
  document.title = `${session.peek()?.project ?? 'casus'} – casus`;
  if (!hasBordersChoice() && session.peek()?.borders === 'de_facto') borders.value = 'de_facto';
  bindDetail();
});
const root = document.getElementById('app');
if (root) render(<App />, root);
