/** Ask for candidates while someone types, and give only the latest answer. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get, type Params } from '../../api/client';
import { fail } from '../../state/data';

export function useAnswer<T>(path: string, params: Params | null): T | null {
  const answer = useSignal<T | null>(null);
  const key = JSON.stringify(params);
  useEffect(() => {
    if (!params) {
      answer.value = null;
      return;
    }
    const stop = new AbortController();
    const waiting = setTimeout(() => {
      get<T>(path, params, stop.signal).then((found) => {
        answer.value = found;
      }, fail);
    }, 140);
    return () => {
      clearTimeout(waiting);
      stop.abort();
    };
  }, [path, key]);
  return answer.value;
}
