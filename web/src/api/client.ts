/** Asks the server, or in a shared copy the data inside the file. One error type for both. */
import type { Problem } from './types';

export type Params = [string, string][];
export type Answerer = (path: string, params: Params) => unknown;

export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
  }
  get isStale(): boolean {
    return this.problem.type.endsWith(':stale');
  }
}

let token: string | null = null;
let embedded: Answerer | null = null;

/** In a shared copy nothing is asked of a server. */
export function answerFrom(answerer: Answerer): void {
  embedded = answerer;
}

/** The token for writes stands behind `#token=` in the address that `casus serve` prints; it is kept for this tab only. */
export function takeToken(): void {
  const found = /^#token=([\w-]+)$/.exec(location.hash);
  if (found?.[1]) {
    sessionStorage.setItem('casus-token', found[1]);
    history.replaceState(null, '', location.pathname + location.search);
  }
  token = sessionStorage.getItem('casus-token');
}

export function address(path: string, params: Params = []): string {
  const query = new URLSearchParams(params).toString();
  return query ? `${path}?${query}` : path;
}

export async function get<T>(path: string, params: Params = [], signal?: AbortSignal): Promise<T> {
  if (embedded) {
    const answer = embedded(path, params);
    if (answer === undefined) throw new ApiError(unavailable(path));
    return answer as T;
  }
  return request<T>(address(path, params), { signal: signal ?? null });
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (token) headers.Authorization = `Bearer ${token}`;
  return request<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function request<T>(url: string, options: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(url, { ...options, credentials: 'same-origin' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(unreachable());
  }
  if (answer.status === 204) return null as T;
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new ApiError(asProblem(body, answer.status));
  return body as T;
}

function asProblem(body: unknown, status: number): Problem {
  if (body && typeof body === 'object' && 'type' in body && 'title' in body) return body as Problem;
  return {
    type: 'urn:casus:error:internal',
    title: 'Not understood',
    status,
    detail: `The server answered ${status}.`,
  };
}

function unreachable(): Problem {
  return {
    type: 'urn:casus:error:unreachable',
    title: 'No answer',
    status: 0,
    detail: 'The server does not answer. Is “casus serve” still running?',
    remedy: 'start it again and reload this page; nothing that was saved is lost',
  };
}

function unavailable(path: string): Problem {
  return {
    type: 'urn:casus:error:not-found',
    title: 'Not in this copy',
    status: 404,
    detail: `This copy does not hold ${path}.`,
  };
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
