import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { certificateOf, easyRules, studies } from '../support/certificates.mjs';
import { course, offering, request } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { day } from '../support/dates.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { rowsOf } from '../support/workbook.mjs';
import { until } from '../support/until.mjs';

const charts = ['basic-line/popularity-courses', 'basic-bar/monthly-courses', 'echart/basic-pie/quarter-courses', 'horizontal-bar/company-attendances'].map((each) => `/analysis/api/echart/${each}`);
const grids = ['companies', 'course-provides', 'company-attendance', 'course-rate-data'].map((each) => `/analysis/api/aggrid/${each}`);
const [popularity, monthly, quarterly, attendances] = charts;
const [companies, offerings, companyAttendance, courseRates] = grids;

/** Two companies learn at one institution; another institution looks on. */
onEachDatabase('analysis', (kind) => {
    let server, manager, stranger, supervisor, other, people, taught, second, ran, later;
    const month = day(0).slice(0, 7);
    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        manager = await institution(server, admin);
        stranger = await institution(server, admin);
        supervisor = await company(server, admin);
        other = await company(server, admin);
        people = [await employee(server, admin, supervisor), await employee(server, admin, supervisor), await employee(server, admin, other)];
        await easyRules(manager, { completedAtPercent: 2, liveAttendancePercent: 0 });
        taught = await course(manager, '지게차 안전');
        second = await course(manager, '=1+1 개인정보');
        ran = await shortOffering(people.slice(0, 2));
        later = await offering(manager, other, taught.id, [people[2]]);
        await request(other, second.id);
    });
    after(() => server?.end());

    /** Of five days: its first is a fifth of them, so that a pace can be told. */
    async function shortOffering(trainees) {
        const asked = (await supervisor.post('/v1/companies/courseProvides', { courseId: taught.id, beginDate: day(0), endDate: day(4), attendeeCount: 2, deposit: 1_000_000 })).is(201).body;
        (await manager.post(`/v1/institutions/${asked.id}/response`, { accepted: true })).is(200);
        (await supervisor.post('/v1/companies/courseProvides/employees', { courseProvideId: asked.id, employees: trainees.map((each) => each.account.userId) })).is(200);
        return (await manager.post(`/v1/institutions/${asked.id}/registration`, {})).is(200).body;
    }

    /** Events are told in a moment: what is asked for again until it holds. */
    const holds = (about, check) => until(about, async () => { try { await check(); return true; } catch (wrong) { if (wrong.code !== 'ERR_ASSERTION') throw wrong; holds.last = wrong; return false; } }, { seconds: 20, every: 200 }).catch((late) => { throw holds.last ?? late; });

    it('says who enrolled where and what runs, by month and by quarter', async () => {
        await holds('the figures are made', async () => {
            const { source, dimensions } = await manager.read(popularity);
            assert.deepEqual(dimensions, ['month', 'courseId', 'course', 'enrollments']);
            assert.deepEqual(source.filter(({ enrollments }) => enrollments > 0), [{ month, courseId: taught.id, course: '지게차 안전', enrollments: 3 }]);
            assert.equal(source.length, 12);
        });
        const months = await manager.read(monthly);
        assert.deepEqual(months.dimensions, ['month', 'companies', 'trainees', 'courses']);
        assert.deepEqual(months.source.at(-1), { month, companies: 2, trainees: 3, courses: 1 });
        assert.deepEqual(months.source.at(-2), { month: months.source.at(-2).month, companies: 0, trainees: 0, courses: 0 });
        const quarters = await manager.read(quarterly);
        assert.deepEqual({ ...quarters.source.at(-1), quarter: 0 }, { quarter: 0, companies: 2, trainees: 3, courses: 1 });
        assert.ok(/^\d{4}-Q[1-4]$/.test(quarters.source.at(-1).quarter));
    });

    it('says with whom there are contracts, and how every course does', async () => {
        const contracts = await manager.read(companies);
        assert.deepEqual([contracts.total, contracts.items.length], [2, 2]);
        assert.deepEqual(contracts.items[0], { companyId: supervisor.organisation.id, companyName: supervisor.organisation.name, offeringCount: 1, traineeCount: 2, deposit: 1_000_000, firstContractOn: day(0), lastContractOn: day(0) });
        const { items } = await manager.read(offerings);
        assert.deepEqual(items.map((each) => [each.courseProvideId, each.state, each.traineeCount, each.attendancePercent]), [[later.id, 'ONGOING', 1, null], [ran.id, 'ONGOING', 2, null]]);
        const rates = await manager.read(courseRates);
        assert.deepEqual(rates.items.map((each) => [each.courseTitle, each.offeringCount, each.traineeCount, each.rating]), [['지게차 안전', 2, 3, null], ['=1+1 개인정보', 0, 0, null]]);
        assert.deepEqual((await manager.read(companyAttendance)).items.map((each) => [each.companyName, each.heldSeconds, each.attendancePercent]), [[supervisor.organisation.name, 0, null], [other.organisation.name, 0, null]]);
        assert.deepEqual((await manager.read(attendances)).source, []);
        const page = await manager.read(`${companies}?limit=1&page=2`);
        assert.deepEqual([page.total, page.items.map((each) => each.companyName)], [2, [other.organisation.name]]);
    });

    it('follows what trainees do: progress, certificates, ratings', async () => {
        await studies(people[0], taught.curriculums[0].contents[0].id, ran.id);
        const certificate = await certificateOf(people[0], ran.id);
        (await people[0].put(`/v1/reviews/offerings/${ran.id}`, { score: 5 })).is(200);
        await holds('the figures follow', async () => {
            const [rate] = (await manager.read(courseRates)).items;
            assert.deepEqual([rate.certifiedCount, rate.completionPercent, rate.rating, rate.ratingCount], [1, 33.3, 5, 1]);
        });
        (await people[0].put(`/v1/reviews/offerings/${ran.id}`, { score: 2 })).is(200);
        await holds('the rating is another', async () => assert.equal((await manager.read(courseRates)).items[0].rating, 2));
        (await manager.post(`/v1/certificates/offerings/${ran.id}/${certificate.id}/revocation`, { reason: '시험' })).is(200);
        await holds('the certificate is taken back', async () => assert.equal((await manager.read(offerings)).items[1].certifiedCount, 0));
    });

    it('shows a company who is on track, who is not, and why', async () => {
        const board = await supervisor.read('/v1/companies/dashboard/info');
        assert.deepEqual(board.totals, { offeringCount: 1, ongoingCount: 1, traineeCount: 2, certifiedCount: 0, atRiskCount: 1 });
        const [shown] = board.items;
        assert.deepEqual([shown.courseProvideId, shown.traineeCount, shown.onTrackCount, shown.atRiskCount, shown.risks], [ran.id, 2, 1, 1, { progress: 1, attendance: 0, exam: 0 }]);
        assert.equal(shown.daysLeft, 5);
        const { items, total } = await supervisor.read(`/v1/companies/dashboard/courseProvides/${ran.id}/people`);
        assert.deepEqual([total, items.map((each) => [each.userId, each.outlook])], [2, [[people[0].account.userId, 'ON_TRACK'], [people[1].account.userId, 'AT_RISK']]]);
        assert.deepEqual(items[1].requirements, [{ kind: 'PROGRESS', needed: 2, reached: 0, projected: 0, atRisk: true }]);
        (await supervisor.get(`/v1/companies/dashboard/courseProvides/${later.id}/people`)).is(404);
    });

    it('leads from a bar to the people behind it, page by page', async () => {
        const all = await manager.read('/analysis/api/people?limit=2');
        assert.deepEqual([all.total, all.items.map((each) => each.userId)], [3, [people[2], people[0]].map((each) => each.account.userId)]);
        const rest = await manager.read(`/analysis/api/people?limit=2&cursor=${all.nextCursor}`);
        assert.deepEqual([rest.items.map((each) => each.userId), rest.nextCursor], [[people[1].account.userId], null]);
        const names = async (query) => (await manager.read(`/analysis/api/people?${query}`)).items.map((each) => each.userId);
        assert.deepEqual(await names(`companyId=${other.organisation.id}`), [people[2].account.userId]);
        assert.deepEqual(await names(`courseProvideId=${ran.id}`), people.slice(0, 2).map((each) => each.account.userId));
        assert.equal((await names(`enrolledMonth=${month}&courseId=${taught.id}`)).length, 3);
        assert.deepEqual(await names('enrolledMonth=2020-01'), []);
        assert.deepEqual(await names(`courseId=${second.id}`), []);
        for (const query of [`courseId=${taught.id}`, `companyId=${other.organisation.id}`, `courseProvideId=${ran.id}`]) (await stranger.get(`/analysis/api/people?${query}`)).is(404);
        (await manager.get('/analysis/api/people?enrolledMonth=2026-99')).is(422);
        (await manager.get('/analysis/api/people?cursor=nonsense')).is(422);
    });

    it('shows trainees their own hours', async () => {
        const own = await people[0].read('/analysis/api/own');
        assert.deepEqual(own.courses.map((each) => [each.courseProvideId, each.certified, each.creditedSeconds]), [[ran.id, false, 1]]);
        assert.deepEqual(own.weeks.map((each) => [each.courseProvideId, each.creditedSeconds]), [[ran.id, 1]]);
        assert.equal(new Date(own.weeks[0].monday).getUTCDay(), 1);
        assert.deepEqual((await people[2].read('/analysis/api/own')).weeks, []);
    });

    it('ends at the institution', async () => {
        for (const each of charts) assert.deepEqual((await stranger.read(each)).source.filter((row) => row.courseId || row.trainees), []);
        for (const each of grids) assert.deepEqual((await stranger.read(each)).items, []);
        assert.deepEqual((await stranger.read('/analysis/api/people')).items, []);
    });

    it('answers for a period, and refuses what is none', async () => {
        for (const each of [...charts, ...grids]) {
            const past = await manager.read(`${each}?from=2019-01&to=2019-03-15`);
            assert.deepEqual([past.from, past.to], ['2019-01-01', '2019-03-15']);
            const rows = past.source ?? past.items;
            assert.ok(rows.every((row) => !row.trainees && !row.traineeCount), each);
            for (const [query, code] of [['from=2026-02-30', 'period'], ['to=soon', 'parameter'], ['from=2026-10&to=2026-09', 'turned_around'], ['from=1026-01&to=2026-01', 'period'], ['from=1999-01&to=2026-01', 'too_long']]) {
                const refused = (await manager.get(`${each}?${query}`)).is(422).body.errors;
                assert.ok(refused[0].code === code && refused[0].message.length > 10, `${each}?${query}: ${JSON.stringify(refused)}`);
            }
        }
    });

    it('writes every table as a workbook with numbers that are numbers', async () => {
        const [head, row] = rowsOf((await manager.get(`${companies}/xlsx`)).is(200).bytes);
        assert.deepEqual([head[0], row[0], row[2], row[3]], ['Company', supervisor.organisation.name, 2, 1_000_000]);
        const rates = rowsOf((await manager.get(`${courseRates}/xlsx`)).is(200).bytes);
        assert.equal(rates[2][0], '=1+1 개인정보'); // text, and no formula
        for (const each of [...charts, ...grids, '/analysis/api/people']) assert.ok(rowsOf((await manager.get(`${each}/xlsx`)).is(200).bytes).length >= 1, each);
        assert.equal(rowsOf((await supervisor.get('/v1/companies/dashboard/xlsx')).is(200).bytes).length, 2);
        assert.equal(rowsOf((await supervisor.get(`/v1/companies/dashboard/courseProvides/${ran.id}/people/xlsx`)).is(200).bytes).length, 3);
        (await supervisor.get(`/v1/companies/dashboard/courseProvides/${later.id}/people/xlsx`)).is(404);
    });
});
