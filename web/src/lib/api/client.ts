import { language } from '@/lib/i18n';
import { ApiError, readProblem } from './problem';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Query = Record<string, string | number | boolean | undefined | null>;

export interface CallOptions {
    query?: Query;
    body?: unknown;
    /** Sent as it is, instead of a body. */
    file?: Blob;
    /** The ETag that the change builds on; the server answers 412 when somebody was faster. */
    ifMatch?: string;
    signal?: AbortSignal;
}

export interface Tagged<T> { data: T; etag: string | undefined }

let refreshing: Promise<boolean> | undefined;
const signedOutListeners = new Set<() => void>();
const refreshedAt = 'ahimmoyak.refreshedAt';

/** Calls `listener` when the session is over for good (the refresh was refused). */
export function onSignedOut(listener: () => void): () => void {
    signedOutListeners.add(listener);
    return () => { signedOutListeners.delete(listener); };
}

/**
 * One refresh for all calls that wait for it. A refresh token may be used once only, so tabs take turns
 * too: who finds that another tab refreshed while it waited uses that tab's cookies.
 */
export function refreshSession(): Promise<boolean> {
    refreshing ??= inTurn(refreshOnce).finally(() => { refreshing = undefined; });
    return refreshing;
}

async function inTurn(work: (askedAt: number) => Promise<boolean>): Promise<boolean> {
    const askedAt = Date.now();
    // Locks exist in secure contexts only; plain HTTP on a LAN address has to do without.
    const locks = (navigator as Partial<Navigator>).locks;
    return locks ? locks.request('ahimmoyak.refresh', () => work(askedAt)) : work(askedAt);
}

async function refreshOnce(askedAt: number): Promise<boolean> {
    if (lastRefresh() > askedAt) return true;
    let answer = await askForTokens();
    // Another tab was a moment faster (there are no locks without TLS): its cookies are ours, too.
    if (answer.status === 401 && (await codeOf(answer)) === 'refresh_raced') answer = await askForTokens();
    if (!answer.ok) return false;
    try { localStorage.setItem(refreshedAt, String(Date.now())); } catch { /* other tabs refresh for themselves */ }
    return true;
}

function askForTokens(): Promise<Response> {
    return fetch('/auth/refresh', { method: 'POST', credentials: 'same-origin', headers: { 'Accept-Language': language() } });
}

async function codeOf(answer: Response): Promise<string | undefined> {
    try { return ((await answer.json()) as { code?: string }).code; } catch { return undefined; }
}

function lastRefresh(): number {
    try { return Number(localStorage.getItem(refreshedAt) ?? 0); } catch { return 0; }
}

function address(path: string, query: Query | undefined): string {
    const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '');
    if (pairs.length === 0) return path;
    return `${path}?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString()}`;
}

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
    const headers = new Headers({ Accept: 'application/json', 'Accept-Language': language() });
    if (options.body !== undefined) headers.set('Content-Type', 'application/json');
    if (options.file) headers.set('Content-Type', 'application/octet-stream');
    if (options.ifMatch !== undefined) headers.set('If-Match', options.ifMatch);
    try {
        return await fetch(address(path, options.query), {
            method,
            headers,
            credentials: 'same-origin',
            ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
            ...(options.file && { body: options.file }),
            ...(options.signal && { signal: options.signal }),
        });
    } catch (error) {
        if (options.signal?.aborted) throw error;
        throw new ApiError({ status: 0, code: 'unreachable', title: '', detail: '' });
    }
}

let leaving = false;
export const isLeaving = () => leaving;

/** Around what ends the own session: until somebody signs in, that it is over is no news, and no page waits to be come back to. */
export async function leave(by: () => Promise<void>): Promise<void> {
    leaving = true;
    try {
        await by();
    } catch (error) {
        leaving = false;
        throw error;
    }
}

export function arrive(): void { leaving = false; }

/** What one asks without being signed in, and the refresh itself: a 401 there is the answer. */
const signedOut = /^\/auth\/(refresh|v1\/(signin|signup|confirm|resend|signout|password-reset)(\/.*)?)$/;

function mayRefresh(path: string): boolean {
    return !signedOut.test(path);
}

async function answerTo(method: Method, path: string, options: CallOptions): Promise<Response> {
    let answer = await send(method, path, options);
    if (answer.status === 401 && mayRefresh(path)) {
        if (await refreshSession()) {
            answer = await send(method, path, options);
        } else if (!leaving) {
            signedOutListeners.forEach((listener) => { listener(); });
        }
    }
    if (!answer.ok) throw await readProblem(answer);
    return answer;
}

export async function callTagged<T>(method: Method, path: string, options: CallOptions = {}): Promise<Tagged<T>> {
    const answer = await answerTo(method, path, options);
    const data = answer.status === 204 ? undefined : await answer.json() as unknown;
    return { data: data as T, etag: answer.headers.get('ETag') ?? undefined };
}

async function call<T>(method: Method, path: string, options?: CallOptions): Promise<T> {
    return (await callTagged<T>(method, path, options)).data;
}

export const api = {
    get: <T>(path: string, options?: Omit<CallOptions, 'body'>) => call<T>('GET', path, options),
    post: <T = void>(path: string, body?: unknown, options?: CallOptions) => call<T>('POST', path, { ...options, body }),
    put: <T = void>(path: string, body?: unknown, options?: CallOptions) => call<T>('PUT', path, { ...options, body }),
    upload: <T = void>(path: string, file: Blob) => call<T>('POST', path, { file }),
    /** Gets a file, to be kept (save-file.ts). */
    file: async (path: string) => (await answerTo('GET', path, {})).blob(),
    postForFile: async (path: string, body: unknown) => (await answerTo('POST', path, { body })).blob(),
    delete: <T = void>(path: string, options?: CallOptions) => call<T>('DELETE', path, options),
};
