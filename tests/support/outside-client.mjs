import assert from 'node:assert/strict';
import { Client } from './client.mjs';

/**
 * A client that knows nothing but /openapi.json: operations by their id, values by their names. Where a value belongs
 * (path, query, body), what is missing and what is not known is the document's to say; a request that it does
 * not describe is not sent.
 */
export class OutsideClient {
    constructor(server, contract, options) {
        this.client = new Client(server, options);
        this.contract = contract;
    }

    operation(id) {
        const found = this.contract.operations.find((each) => each.operation.operationId === id);
        assert.ok(found, `the document has no operation ${id}`);
        return found;
    }

    request(id, values = {}) {
        const { method, path, operation } = this.operation(id);
        const rest = { ...values };
        const query = new URLSearchParams();
        let address = path;
        for (const { name, in: place, required } of operation.parameters) {
            if (place === 'header') continue;
            const given = name in rest;
            assert.ok(given || !required, `${id} needs ${name}`);
            if (!given) continue;
            if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(rest[name]));
            else query.set(name, rest[name]);
            delete rest[name];
        }
        const schema = operation.requestBody?.content?.['application/json']?.schema;
        if (!schema) assert.deepEqual(Object.keys(rest), [], `${id} takes no such values`);
        else this.checkBody(id, operation, rest);
        return this.client.request(method, query.size > 0 ? `${address}?${query}` : address, schema && { body: rest });
    }

    checkBody(id, operation, body) {
        const { method, path } = this.operation(id);
        const pointer = `/paths/${encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'))}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;
        this.contract.checkSchema(`the body of ${id}`, pointer, Buffer.from(JSON.stringify(body)));
    }

    /** The body of the success that the document promises. */
    async call(id, values) {
        const answer = await this.request(id, values);
        const promised = Object.keys(this.operation(id).operation.responses).find((status) => /^2/.test(status));
        return answer.is(Number(promised)).body;
    }

    /** Where the answer sends a browser. */
    async redirected(id, values) { return (await this.request(id, values)).is(302).headers.location; }

    /** The problem of a refusal. */
    async refused(id, status, values) { return (await this.request(id, values)).is(status).body; }
}
