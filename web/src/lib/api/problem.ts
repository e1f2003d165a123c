/** One field that the server refused; `pointer` is a JSON pointer into the request's body. */
export interface FieldIssue { pointer: string; code: string; message: string }

/** The problem document (RFC 9457) that the server answers with. */
export interface Problem {
    status: number;
    title: string;
    detail: string;
    code: string;
    state?: string;
    errors?: FieldIssue[];
    retryAfterSeconds?: number;
}

export class ApiError extends Error {
    readonly problem: Problem;
    constructor(problem: Problem) {
        super(problem.detail || problem.title || problem.code);
        this.name = 'ApiError';
        this.problem = problem;
    }
    get status(): number { return this.problem.status; }
    get code(): string { return this.problem.code; }
}

export function isCode(error: unknown, ...codes: string[]): error is ApiError {
    return error instanceof ApiError && codes.includes(error.code);
}

export function isStatus(error: unknown, ...statuses: number[]): error is ApiError {
    return error instanceof ApiError && statuses.includes(error.status);
}

/** Never fails: an answer that is no problem document (a proxy's page) becomes one by its status. */
export async function readProblem(answer: Response): Promise<ApiError> {
    let body: Partial<Problem> = {};
    try {
        const read = await answer.json() as unknown;
        if (typeof read === 'object' && read !== null) body = read;
    } catch { /* not JSON */ }
    const wait = Number(answer.headers.get('Retry-After'));
    return new ApiError({
        status: answer.status,
        title: body.title ?? '',
        detail: body.detail ?? '',
        code: body.code ?? 'unknown',
        ...(body.state !== undefined && { state: body.state }),
        ...(Array.isArray(body.errors) && { errors: body.errors }),
        ...(wait > 0 && { retryAfterSeconds: wait }),
    });
}

/** Messages by form field: `/manager/email` becomes `manager.email`. What names no field comes under ''. */
export function fieldMessages(error: unknown): Record<string, string> {
    if (!(error instanceof ApiError)) return {};
    return Object.fromEntries((error.problem.errors ?? []).map((issue) => [
        issue.pointer.replace(/^#?\//, '').replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~'),
        issue.message,
    ]));
}
