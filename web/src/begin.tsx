/** What the served page and the shared copy have in common. */
import { render } from 'preact';
import { bindAddress } from './state/address';
import { isShared, session, start } from './state/data';
import { bindDetail } from './state/detail';
import { bindKeys } from './state/keys';
import { bindPrefs, borders, hasBordersChoice } from './state/prefs';
import { watchSelection } from './state/selection';
import { App } from './ui/App';

export function begin(): void {
  bindPrefs();
  bindAddress(isShared.peek());
  bindKeys();
  watchSelection();
  void start().then(() => {
    document.title = `${session.peek()?.project ?? 'casus'} – casus`;
    if (!hasBordersChoice() && session.peek()?.borders === 'de_facto') borders.value = 'de_facto';
    bindDetail();
  });
  const root = document.getElementById('app');
  if (root) render(<App />, root);
}
