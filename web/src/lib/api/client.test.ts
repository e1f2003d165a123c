// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api, callTagged, onSignedOut } from './client';
import { ApiError, fieldMessages } from './problem';

vi.mock('@/lib/i18n', () => ({ language: () => 'en' }));

type Answer = (path: string, init: RequestInit) => Response | Promise<Response>;
const asked: string[] = [];
let answer: Answer;

beforeEach(() => {
    asked.length = 0;
    localStorage.clear();
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
        asked.push(`${init.method ?? 'GET'} ${path}`);
        return answer(path, init);
    });
});
afterEach(() => { vi.unstubAllGlobals(); });

const problem = (status: number, body: object = {}, headers: Record<string, string> = {}) => Response.json({ status, code: 'x', title: 'T', detail: 'D', ...body }, { status, headers });

describe('the API client', () => {
    it('refreshes once for all calls that met an old token, and repeats them', async () => {
        let fresh = false;
        answer = async (path) => {
            if (path === '/auth/refresh') { await Promise.resolve(); fresh = true; return Response.json({}); }
            return fresh ? Response.json({ path }) : problem(401);
        };
        const got = await Promise.all([api.get<{ path: string }>('/v1/a'), api.get<{ path: string }>('/v1/b'), api.get<{ path: string }>('/v1/c')]);
        expect(got.map(({ path }) => path)).toEqual(['/v1/a', '/v1/b', '/v1/c']);
        expect(asked.filter((call) => call === 'POST /auth/refresh')).toHaveLength(1);
    });

    it('says that the session is over when the refresh is refused, and does not try for ever', async () => {
        answer = () => problem(401);
        const over = vi.fn();
        const stop = onSignedOut(over);
        await expect(api.get('/v1/a')).rejects.toMatchObject({ status: 401 });
        expect(asked).toEqual(['GET /v1/a', 'POST /auth/refresh']);
        expect(over).toHaveBeenCalledOnce();
        stop();
    });

    it('asks once more when another tab has just refreshed', async () => {
        let refreshes = 0;
        answer = (path) => {
            if (path === '/auth/refresh') return ++refreshes === 1 ? problem(401, { code: 'refresh_raced' }) : Response.json({});
            return refreshes === 2 ? Response.json({ path }) : problem(401);
        };
        await expect(api.get('/v1/a')).resolves.toEqual({ path: '/v1/a' });
        expect(refreshes).toBe(2);
    });

    it.each(['/auth/v1/signin', '/auth/v1/signin/second-factor', '/auth/v1/signup', '/auth/v1/password-reset/confirm'])('takes a 401 of %s literally', async (path) => {
        answer = () => problem(401, { code: 'wrong_credentials' });
        await expect(api.post(path, {})).rejects.toMatchObject({ code: 'wrong_credentials' });
        expect(asked).toEqual([`POST ${path}`]);
    });

    it.each(['/auth/v1/info', '/auth/v1/sessions', '/auth/v1/signout-everywhere', '/auth/v1/password'])('refreshes an old token at %s', async (path) => {
        answer = (asking) => (asking === '/auth/refresh' || asked.includes('POST /auth/refresh') ? Response.json({}) : problem(401));
        await expect(api.get(path)).resolves.toEqual({});
        expect(asked).toEqual([`GET ${path}`, 'POST /auth/refresh', `GET ${path}`]);
    });

    it('speaks the reader\'s language, sends If-Match, and hands the ETag back', async () => {
        let headers = new Headers();
        answer = (_path, init) => { headers = new Headers(init.headers); return Response.json({}, { headers: { ETag: '"8"' } }); };
        const { etag } = await callTagged('PUT', '/v1/courses/1', { body: { title: '제목' }, ifMatch: '"7"' });
        expect(headers.get('Accept-Language')).toBe('en');
        expect(headers.get('If-Match')).toBe('"7"');
        expect(headers.get('Content-Type')).toBe('application/json');
        expect(etag).toBe('"8"');
    });

    it('leaves empty query values out', async () => {
        answer = () => Response.json({});
        await api.get('/v1/x', { query: { search: '', state: undefined, limit: 20, q: '가 나' } });
        expect(asked).toEqual(['GET /v1/x?limit=20&q=%EA%B0%80+%EB%82%98']);
    });

    it.each<[string, () => Response, Partial<ApiError['problem']>]>([
        ['a problem document', () => problem(409, { code: 'course_empty', state: 'DRAFT' }), { status: 409, code: 'course_empty', state: 'DRAFT', detail: 'D' }],
        ['a page of a proxy', () => new Response('<html>', { status: 502 }), { status: 502, code: 'unknown' }],
        ['a limit with its pause', () => problem(429, {}, { 'Retry-After': '30' }), { status: 429, retryAfterSeconds: 30 }],
    ])('reads %s', async (_name, make, expected) => {
        answer = make;
        const error = await api.get('/v1/x').catch((failure: unknown) => failure);
        expect(error).toBeInstanceOf(ApiError);
        expect((error as ApiError).problem).toMatchObject(expected);
    });

    it('tells an unreachable server from a refusal', async () => {
        answer = () => { throw new TypeError('failed to fetch'); };
        await expect(api.get('/v1/x')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
    });

    it('turns JSON pointers into field paths', () => {
        const error = new ApiError({ status: 422, code: 'invalid', title: '', detail: '', errors: [
            { pointer: '/email', code: 'email', message: 'bad' }, { pointer: '/institution/manager/name', code: 'size', message: 'long' },
        ] });
        expect(fieldMessages(error)).toEqual({ email: 'bad', 'institution.manager.name': 'long' });
    });
});
