import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { course, request } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';

/** An institution looks for one request among many. */
onEachDatabase('the inbox', (kind) => {
    let server, manager, companies, courses;
    const asked = [];
    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        manager = await institution(server, admin);
        companies = [await company(server, admin, '가람 100%_Safe'), await company(server, admin, '나루물산')];
        courses = [await course(manager, '지게차 안전'), await course(manager, 'Zoom 안전')];
        for (let i = 0; i < 8; i += 1) asked.push(await request(companies[i % 2], courses[i < 4 ? 0 : 1].id, i + 1));
        (await manager.post(`/v1/institutions/${asked[0].id}/response`, { accepted: true })).is(200);
        (await manager.post(`/v1/institutions/${asked[1].id}/response`, { accepted: false, reason: '정원' })).is(200);
        const stranger = await institution(server, admin);
        await request(companies[0], (await course(stranger)).id);
        (await stranger.get('/v1/institutions/requests')).is(200);
        assert.equal((await stranger.read('/v1/institutions/requests')).total, 1);
    });
    after(() => server?.end());

    const look = (query = {}) => manager.read(`/v1/institutions/requests?${new URLSearchParams(query)}`);
    const ids = async (query) => (await look(query)).items.map((each) => each.id);

    it('shows a page at a time with how many there are', async () => {
        const newest = asked.map((each) => each.id).reverse();
        const first = await look({ limit: 3 });
        assert.deepEqual([first.page, first.total], [1, 8]);
        assert.deepEqual(Object.fromEntries(first.counts.map((each) => [each.state, each.count])), { PENDING: 6, ACCEPTED: 1, DECLINED: 1 });
        const pages = await Promise.all([1, 2, 3, 4].map((page) => ids({ limit: 3, page })));
        assert.deepEqual(pages, [newest.slice(0, 3), newest.slice(3, 6), newest.slice(6), []]);
    });

    it('finds by company and course, whatever the case and the signs', async () => {
        assert.equal((await look({ search: '나루' })).total, 4);
        assert.equal((await look({ search: 'zOOm' })).total, 4);
        assert.equal((await look({ search: '100%_s' })).total, 4);
        assert.equal((await look({ search: '100%safe' })).total, 0);
        assert.equal((await look({ search: "' OR 1=1" })).total, 0);
        const found = await look({ search: '가람', state: 'PENDING' });
        assert.deepEqual([found.total, found.items.length], [3, 3]);
        assert.equal(found.counts.find((each) => each.state === 'ACCEPTED').count, 1, 'the counts are of all states');
    });

    it('puts them in order', async () => {
        const names = async (sort, name) => (await look({ sort })).items.map((each) => each[name]);
        for (const [sort, name] of [['COMPANY', 'companyName'], ['COURSE', 'courseTitle']]) {
            const seen = await names(sort, name);
            assert.deepEqual(new Set([seen.slice(0, 4), seen.slice(4)].map((half) => new Set(half).size)), new Set([1]), `${sort}: ${seen}`);
        }
        assert.deepEqual((await ids({ sort: 'WAITING' })).slice(-2).sort(), [asked[0].id, asked[1].id].sort(), 'what was just touched comes last');
        assert.equal((await ids({ sort: 'BEGIN_DATE' })).length, 8);
    });

    it('refuses what makes no sense', async () => {
        for (const wrong of ['page=0', 'page=x', 'limit=101', 'state=GONE', 'sort=PRICE', `search=${'a'.repeat(101)}`]) (await manager.get(`/v1/institutions/requests?${wrong}`)).is(422);
        (await companies[0].get('/v1/institutions/requests')).is(403);
    });
});
