import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import assert from 'node:assert/strict';
import { ask } from './http.mjs';

/** What has an address of its own and no entry in the document: files, media, operations. */
const undocumented = [/^\/$/, /^\/s3\//, /^\/ivs(chat)?\//, /^\/play\//, /^\/vod\//, /^\/recordings\//, /^\/assets\//, /^\/docs/, /^\/openapi\.json$/, /^\/(healthz|readyz|metrics)$/];

/** The server's own /openapi.json, as something that answers can be held against. */
export class Contract {
    static async of(serverUrl) {
        const answer = await ask(`${serverUrl}/openapi.json`);
        assert.equal(answer.status, 200, '/openapi.json');
        return new Contract(JSON.parse(answer.bytes));
    }

    constructor(document) {
        assert.match(document.openapi, /^3\.1\./);
        this.document = document;
        this.ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
        addFormats(this.ajv);
        this.ajv.addFormat('password', true);
        this.ajv.addFormat('binary', true);
        this.ajv.addSchema({ $id: 'api', ...document });
        this.validators = new Map();
        this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
            Object.entries(methods).filter(([method]) => /^(get|post|put|delete|patch)$/.test(method)).map(([method, operation]) => ({
                method: method.toUpperCase(), path, operation, segments: path.split('/').slice(1),
                name: `${method.toUpperCase()} ${path}`,
            })));
    }

    /** The operation that a request is for: a literal segment wins over a {name}. */
    operationOf(method, path) {
        const segments = path.split('/').slice(1);
        const fits = (pattern) => pattern.length === segments.length && pattern.every((part, i) => part.startsWith('{') ? segments[i] !== '' : part === segments[i]);
        return this.operations.filter((each) => each.method === method && fits(each.segments))
            .sort((a, b) => literals(b.segments) - literals(a.segments))[0];
    }

    /** The JSON schema behind a $ref, or the schema itself. */
    resolve(schema) {
        if (!schema?.$ref) return schema;
        return schema.$ref.slice(2).split('/').reduce((at, step) => at[step], this.document);
    }

    validatorAt(pointer) {
        let validator = this.validators.get(pointer);
        if (!validator) {
            validator = this.ajv.compile({ $ref: `api#${pointer}` });
            this.validators.set(pointer, validator);
        }
        return validator;
    }

    /** Throws when an answer is not what the document says. */
    check(method, url, { status, headers, bytes }) {
        const { pathname } = new URL(url);
        const said = `${method} ${pathname} → ${status}`;
        const operation = this.operationOf(method, pathname);
        if (!operation) {
            assert.ok(undocumented.some((each) => each.test(pathname)) || status === 404 || status === 405, `${said}: not in /openapi.json`);
            // Media and objects refuse in a word that any cache or S3 client understands.
            if ((status === 404 || status === 405) && !/^\/(play|vod|recordings|s3)\//.test(pathname)) this.checkProblem(said, { status, headers, bytes });
            return;
        }
        const { responses } = operation.operation;
        if (!responses[status]) {
            assert.ok(responses.default, `${said}: the document knows no such answer: ${Object.keys(responses)}`);
            assert.ok(status >= 400, `${said}: neither documented nor a refusal`);
            this.checkProblem(said, { status, headers, bytes });
            return;
        }
        const content = responses[status].content;
        if (!content) {
            assert.equal(bytes.length, 0, `${said}: documented without a body`);
            return;
        }
        if (!content['application/json']) return;
        assert.match(headers['content-type'] ?? '', /^application\/json\b/, said);
        this.checkSchema(said, `/paths/${escape(operation.path)}/${method.toLowerCase()}/responses/${status}/content/application~1json/schema`, bytes);
    }

    checkProblem(said, { status, headers, bytes }) {
        assert.match(headers['content-type'] ?? '', /^application\/problem\+json\b/, `${said}: ${bytes.toString().slice(0, 300)}`);
        const problem = this.checkSchema(said, '/components/schemas/Problem', bytes);
        assert.equal(problem.status, status, `${said}: the problem names another status`);
        assert.ok(problem.detail.length > 0 && problem.title.length > 0, `${said}: a problem without words`);
        assert.doesNotMatch(bytes.toString(), /SELECT |INSERT |UPDATE |sqlite|postgres|std::|\.cpp/i, `${said}: tells of its insides`);
        if (status === 429 || status === 503) assert.match(headers['retry-after'] ?? '', /^\d+$/, `${said}: no Retry-After`);
    }

    checkSchema(said, pointer, bytes) {
        const value = JSON.parse(bytes);
        const validate = this.validatorAt(pointer);
        assert.ok(validate(value), `${said}: ${this.ajv.errorsText(validate.errors, { dataVar: 'answer' })}\n${bytes.toString().slice(0, 1000)}`);
        return value;
    }
}

const literals = (segments) => segments.filter((each) => !each.startsWith('{')).length;
const escape = (path) => encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
