/** The one-file copy: the same page over the data that the file carries. It asks nothing of any network. */
import { answerFrom } from './api/client';
import { answererOf, type Shared } from './api/embedded';
import { begin } from './begin';
import { isShared, sharedNote } from './state/data';
import './styles/index.css';

const text = document.getElementById('casus-data')?.textContent;
if (text) {
  const shared = JSON.parse(text) as Shared;
  isShared.value = true;
  sharedNote.value = `A copy saved ${shared.made.slice(0, 10)} with casus ${shared.casus}${shared.content === 'quotes' ? '; reports hold only the sentences quoted' : ''}. ${shared.cite}`;
  answerFrom(answererOf(shared));
  begin();
}
