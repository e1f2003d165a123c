import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Client, contractOf } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { addressOf, idsOf } from '../support/ids.mjs';
import { Samples } from '../support/samples.mjs';
import { startServer } from '../support/server.mjs';
import { snapshot } from '../support/snapshot.mjs';
import { twoSides } from '../support/world.mjs';

/** Generated from /openapi.json: whatever breaks a body's schema is told precisely and changes nothing. */
onEachDatabase('bad input', (kind) => {
    let server, world, contract, ids, before_;
    before(async () => {
        server = await startServer(kind);
        world = await twoSides(server);
        contract = await contractOf(server);
        ids = idsOf(world.own);
        before_ = await snapshot(server);
    });
    after(() => server?.end());

    const of = ({ operation }) => {
        const roles = operation['x-roles'];
        const people = { NORMAL: world.normal, EMPLOYEE: world.own.trainees[0], SUPERVISOR: world.own.supervisor, MANAGER: world.own.manager, ADMIN: world.admin };
        return roles.length === 0 ? new Client(server) : people[roles.at(-1) === 'ADMIN' && roles.length > 1 ? roles[0] : roles[0]];
    };
    const withBody = () => contract.operations.filter((each) => each.operation.requestBody?.content?.['application/json']);
    const unchanged = async (what) => { assert.deepEqual(await snapshot(server), before_, `${what} changed something`); };

    it('every route that takes a body refuses what is no JSON object', async () => {
        assert.ok(withBody().length > 20, 'the document has bodies');
        for (const each of withBody()) {
            const client = of(each);
            const send = (raw, type = 'application/json') => client.request(each.method, addressOf(contract, each, ids), { raw: Buffer.from(raw), headers: { 'content-type': type } });
            for (const raw of ['', '{', '{"a":1,}', 'null and void', '"\xff\xfe"', '{"a":"\\ud800"}', `${'['.repeat(200)}${']'.repeat(200)}`]) {
                const { status, body } = await send(Buffer.from(raw, 'latin1'));
                assert.ok(status === 400 || status === 422, `${each.name} answered ${status} to ${JSON.stringify(raw.slice(0, 40))}`);
                assert.ok(body.detail);
            }
            for (const raw of ['[]', '"text"', '1', 'null', 'true']) {
                const { status } = await send(raw);
                assert.equal(status, 422, `${each.name} answered ${status} to ${raw}`);
            }
            assert.equal((await send('{}', 'text/plain')).status, 415, `${each.name} takes text/plain`);
            assert.equal((await send(JSON.stringify({ a: 'x'.repeat(12 * 1024 * 1024) }))).status, 413, `${each.name} takes twelve megabytes`);
        }
        await unchanged('no JSON');
    });

    it('every field that is missing, of another type or out of bounds is named', async (t) => {
        let sent = 0;
        for (const each of withBody()) {
            const client = of(each);
            const samples = new Samples(contract, (noun) => ids[noun] ?? 1);
            const schema = each.operation.requestBody.content['application/json'].schema;
            for (const { name, value, pointer } of samples.wrong(schema)) {
                const said = `${each.name} with ${name}`;
                const answer = await client.request(each.method, addressOf(contract, each, ids), { body: value });
                sent += 1;
                assert.equal(answer.status, 422, `${said} answered ${answer.status}: ${answer.text.slice(0, 400)}`);
                assert.ok(answer.body.errors?.some((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`)), `${said} names ${JSON.stringify(answer.body.errors)}`);
            }
            await unchanged(each.name);
        }
        t.diagnostic(`${sent} broken bodies over ${withBody().length} routes`);
        assert.ok(sent > 300);
    });

    it('all mistakes are told at once', async () => {
        const { errors } = (await new Client(server).post('/auth/v1/signup', { username: 'A', name: '', email: 'x', password: 'short', agreed: 'yes' })).is(422).body;
        assert.deepEqual(errors.map((each) => each.pointer).sort(), ['/agreed', '/email', '/name', '/password', '/username'].sort());
    });

    it('ids that are no ids are not found', async () => {
        for (const each of contract.operations) {
            if (!each.operation.parameters.some((parameter) => parameter.in === 'path' && parameter.schema['x-identifies'])) continue;
            const client = of(each);
            for (const id of ['abc', '-1', '1e3', '9'.repeat(25), '1;drop', '%00', '0x10']) {
                const address = each.path.replaceAll(/\{\w+\}/g, id);
                const schema = each.operation.requestBody?.content?.['application/json']?.schema;
                const answer = await client.request(each.method, address, schema ? { body: new Samples(contract, (noun) => ids[noun] ?? 1).valid(schema) } : {});
                assert.ok([400, 404, 405].includes(answer.status), `${each.method} ${address} answered ${answer.status}`);
            }
        }
        await unchanged('wrong ids');
    });

    it('queries out of bounds are refused or harmless', async () => {
        for (const each of contract.operations.filter((operation) => operation.method === 'GET')) {
            const names = each.operation.parameters.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name);
            for (const name of names) {
                const most = contract.resolve(each.operation.parameters.find((parameter) => parameter.name === name).schema).maximum;
                const beyond = `${(most ?? 100) + 1}`;
                for (const value of ['', 'x', '-1', '0', beyond, '9'.repeat(30), '%ff%fe', "' OR 1=1 --", 'a'.repeat(3000)]) {
                    const address = new URL(addressOf(contract, each, ids, { withQuery: false }), server.url);
                    const { status } = await of(each).get(`${address.pathname}?${name}=${value.startsWith('%') ? value : encodeURIComponent(value)}`);
                    assert.ok(status < 500, `${each.path}?${name}=${value.slice(0, 30)} answered ${status}`);
                    if (name === 'limit' && ['x', '-1', '0', beyond].includes(value)) assert.ok([400, 422].includes(status), `${each.path}?limit=${value} answered ${status}`);
                    // The world's lecture is on, and has no recording yet.
                    if (name === 'cursor' && value === 'x' && !each.path.includes('/recording')) assert.ok([400, 422].includes(status), `${each.path}?cursor=x answered ${status}`);
                }
            }
        }
        await unchanged('queries');
    });

    it('is told in the reader\'s language', async () => {
        const bodies = [];
        for (const each of withBody()) {
            const client = of(each);
            const send = (language) => client.request(each.method, addressOf(contract, each, ids), { body: { 'no such field': 1 }, headers: { 'accept-language': language } });
            const [korean, english, other] = [(await send('ko-KR,ko;q=0.9')).body, (await send('en-US,en;q=0.5')).body, (await send('de')).body];
            assert.match(korean.detail, /[가-힣]/, each.name);
            assert.doesNotMatch(english.detail, /[가-힣]/, each.name);
            assert.match(korean.errors[0].message, /[가-힣]/, each.name);
            assert.doesNotMatch(english.errors[0].message, /[가-힣]/, each.name);
            assert.ok(other.detail.length > 0);
            bodies.push(korean.detail);
        }
        assert.ok(bodies.length > 20);
    });
}, { mostlyElsewhere: true });
