import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { course, lecture, request } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { day } from '../support/dates.mjs';
import { MailServer } from '../support/mail.mjs';
import { PageEvents } from '../support/page-events.mjs';
import { company, employee, institution, invited, password, person, setUp, signUp } from '../support/people.mjs';
import { psql } from '../support/postgres.mjs';
import { prepareServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

/** Everybody is told what the others do: in the page, and by a mail that a real SMTP server took. */
onEachDatabase('notifications', (kind) => {
    let server, mail, admin, manager, boss, trainee, taught, asked;
    before(async () => {
        mail = await new MailServer().listen();
        server = await prepareServer(kind);
        await server.start({ flags: mail.flags });
        admin = await setUp(server);
        manager = await institution(server, admin, '배움터');
        boss = await company(server, admin, '한빛 <정밀> & "Co"');
        trainee = await employee(server, admin, boss);
        taught = await course(manager, '지게차 안전');
    });
    after(async () => {
        await mail?.close();
        await server?.end();
    });

    const bell = (who, query = '') => who.read(`/v1/notifications?limit=100${query}`);
    const kinds = async (who) => (await bell(who)).items.map((each) => each.kind);
    /** What the bells of the others show more after a step, newest first; one's own shows nothing. */
    async function tells(step, told) {
        const people = { manager, boss, trainee };
        const earlier = Object.fromEntries(await Promise.all(Object.entries(people).map(async ([name, who]) => [name, (await kinds(who)).length])));
        await step();
        for (const [name, who] of Object.entries(people)) {
            const expected = told[name] ? [told[name]].flat() : [];
            const more = await until(`${name} is told ${expected}`, async () => {
                const all = await kinds(who);
                return all.length >= earlier[name] + expected.length && all.slice(0, all.length - earlier[name]);
            });
            assert.deepEqual(more, expected, name);
        }
    }
    const respond = (id, body) => manager.post(`/v1/institutions/${id}/response`, body).then((answer) => answer.is(200));
    const submit = (id, employees, headers = {}) => boss.post('/v1/companies/courseProvides/employees', { courseProvideId: id, employees }, { headers }).then((answer) => answer.is(200));

    it('joining a company is told to both sides', async () => {
        assert.deepEqual(await kinds(trainee), ['AFFILIATION_ACCEPTED']);
        assert.deepEqual(await kinds(boss), ['AFFILIATION_REQUESTED']);
        const refused = await signUp(server, admin, 'refused');
        await tells(async () => { (await refused.post('/v1/students/visitor/companies/affiliations', { companyId: boss.organisation.id })).is(201); }, { boss: 'AFFILIATION_REQUESTED' });
        const { items } = await boss.read('/v1/companies/affiliations?limit=100');
        (await boss.post(`/v1/companies/affiliations/${items[0].id}/response`, { accepted: false })).is(204);
        await until('the refused one is told', async () => (await kinds(refused))[0] === 'AFFILIATION_DECLINED');
        await mail.arrives(refused.who.email, 'declined');
    });

    it('being made a supervisor, and no longer one, is told', async () => {
        const second = await employee(server, admin, boss, 'second');
        for (const [isSupervisor, told] of [[true, 'SUPERVISOR_MADE'], [false, 'SUPERVISOR_UNMADE']]) {
            (await boss.put(`/v1/companies/employees/${second.account.userId}`, { isSupervisor })).is(204);
            await until(told, async () => (await kinds(second))[0] === told);
        }
        await mail.arrives(second.who.email, 'training officer now');
        await mail.arrives(second.who.email, 'no training officer');
    });

    it('an invitation is told to who has an account, and its acceptance to the company', async () => {
        const known = await signUp(server, admin, 'known');
        (await boss.post('/v1/companies/employees', { name: '아는 이', email: known.who.email })).is(201);
        await until('the invited one is told', async () => (await kinds(known))[0] === 'INVITED');
        const { text } = await mail.arrives(known.who.email, 'invitation');
        await tells(async () => { (await known.post('/v1/invitations/join', { token: /#([\w-]+)/.exec(text)[1] })).is(200); }, { boss: 'INVITATION_ACCEPTED' });
        await invited(boss, 'stranger');
    });

    it('every step of an offering is told to the other side', async () => {
        await tells(async () => { asked = await request(boss, taught.id); }, { manager: 'OFFERING_REQUESTED' });
        await tells(() => respond(asked.id, { accepted: false, reason: '정원이 <찼습니다> & 끝' }), { boss: 'OFFERING_DECLINED' });
        await tells(async () => { asked = await request(boss, taught.id); }, { manager: 'OFFERING_REQUESTED' });
        await tells(async () => { (await boss.post(`/v1/companies/courseProvides/${asked.id}/cancel`)).is(200); }, { manager: 'OFFERING_CANCELED' });
        await tells(async () => { asked = await request(boss, taught.id, 2); }, { manager: 'OFFERING_REQUESTED' });
        await tells(() => respond(asked.id, { accepted: true }), { boss: 'OFFERING_ACCEPTED' });
        await tells(() => submit(asked.id, [trainee.account.userId]), { manager: 'ATTENDEES_SUBMITTED' });
        const { etag } = await boss.get(`/v1/companies/courseProvides/${asked.id}`);
        await tells(() => submit(asked.id, [trainee.account.userId], { 'if-match': etag }), { manager: 'ATTENDEES_CHANGED' });
        await tells(async () => { (await manager.post(`/v1/institutions/${asked.id}/registration`, {})).is(200); }, { boss: 'ATTENDEES_REGISTERED', trainee: 'COURSE_ASSIGNED' });
        await tells(async () => {
            const live = await lecture(manager, asked.id, '질의응답');
            (await manager.post(`/v1/live/${live.id}/cancel`)).is(200);
        }, { trainee: ['LECTURE_CANCELED', 'LECTURE_PLANNED'] });
        for (const item of (await bell(boss)).items) assert.ok(item.link?.startsWith('/company'), `${item.kind} leads to ${item.link}`);
    });

    it('the same is in the mailboxes, each letter once', async () => {
        const expected = {
            [manager.who.email]: { 'A course is asked for': 3, 'A request was withdrawn': 1, 'The attendees are named': 1, 'The attendees have changed': 1 },
            [boss.who.email]: { 'Your request was declined': 1, 'Your request was accepted': 1, 'The attendees are registered': 1, 'Somebody asks to join': 3, 'An invitation was accepted': 0 },
            [trainee.who.email]: { 'You have been accepted': 1, 'You have a new course': 1, 'A live lecture is announced': 1, 'A live lecture is canceled': 1 },
        };
        for (const [address, subjects] of Object.entries(expected)) {
            for (const [subject, count] of Object.entries(subjects)) {
                if (count > 0) await mail.arrives(address, subject);
                await until(`“${subject}” × ${count} at ${address}`, () => mail.to(address).filter((each) => each.subject.includes(`] ${subject}`)).length === count);
            }
        }
    });

    it('a letter is text and HTML in the language of its reader, and what was typed stays text', async () => {
        const letter = await mail.arrives(boss.who.email, 'Your request was declined');
        assert.deepEqual(letter.parts, ['text/plain; charset=utf-8', 'text/html; charset=utf-8']);
        assert.equal(letter.subject, '[Ahimmoyak] Your request was declined: 지게차 안전');
        assert.match(letter.text, /Reason: 정원이 <찼습니다> & 끝/);
        assert.match(letter.html, /Reason: 정원이 &lt;찼습니다&gt; &amp; 끝/);
        assert.match(letter.html, /^<!DOCTYPE html>\r\n<html lang="en">/);
        const links = [...letter.html.matchAll(/href="([^"]+)"/g)].map((each) => each[1]);
        const page = `http://localhost:${server.port}/company/requests/`;
        assert.ok(links[0].startsWith(page) && letter.text.includes(page), `${links}`);
        assert.ok(links.some((each) => each.endsWith('/notifications/settings')));
        assert.doesNotMatch(letter.html, /<script|<img|<style|javascript:/i);
        assert.match(letter.headers['list-unsubscribe'], /^<http:\/\/localhost:\d+\/v1\/notifications\/unsubscribe\?token=[\w.-]+>$/);
        assert.equal(letter.headers['auto-submitted'], 'auto-generated');
        assert.match(letter.headers['message-id'], /^<mail-\d+-\d+@example\.kr>$/);

        (await boss.put('/users/v1/user/language', { language: 'ko' })).is(204);
        assert.equal((await boss.read('/users/v1/user')).language, 'ko');
        const again = await request(boss, taught.id, 1);
        await respond(again.id, { accepted: false, reason: '정원 초과' });
        const korean = await mail.arrives(boss.who.email, '[아힘모약] 과정 신청이 거절되었습니다');
        assert.match(korean.html, /<html lang="ko">/);
        assert.match(korean.text, /사유: 정원 초과/);
        const guest = await signUp(server, admin, 'guest');
        assert.equal((await guest.read('/users/v1/user')).language, 'en');
    });

    it('everybody chooses what comes by which way; wrong choices change nothing', async () => {
        const all = { inPage: true, byMail: true };
        const wanted = { affiliation: all, offering: { inPage: false, byMail: false }, course: all, board: all, live: all };
        assert.deepEqual(await manager.read('/v1/notifications/settings'), { ...wanted, offering: all });
        for (const wrong of [{}, { ...wanted, live: undefined }, { ...wanted, security: { inPage: false, byMail: false } }, { ...wanted, live: { inPage: 1, byMail: true } }]) (await manager.put('/v1/notifications/settings', wrong)).is(422);
        for (let i = 0; i < 2; i += 1) assert.deepEqual((await manager.put('/v1/notifications/settings', wanted)).is(200).body, wanted);
        const page = new PageEvents(manager);
        await page.opened;
        const letters = mail.to(manager.who.email).length;
        const count = (await kinds(manager)).length;
        await request(boss, taught.id, 3);
        await page.hears('notification'); // the page reads again what has changed
        page.close();
        assert.equal((await kinds(manager)).length, count);
        (await manager.put('/v1/notifications/settings', { ...wanted, offering: { inPage: true, byMail: false } })).is(200);
        await tells(() => request(boss, taught.id, 4), { manager: 'OFFERING_REQUESTED' });
        assert.equal(mail.to(manager.who.email).length, letters);
        (await manager.put('/v1/notifications/settings', { ...wanted, offering: all })).is(200);
    });

    it('the link in a mail ends its kind without signing in, by one POST', async () => {
        const { headers } = await mail.arrives(manager.who.email, 'A course is asked for');
        const address = new URL(headers['list-unsubscribe'].slice(1, -1));
        const path = address.pathname + address.search;
        const nobody = new Client(server);
        const oneClick = (to = path) => nobody.request('POST', to, { raw: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
        assert.match((await nobody.get(path)).is(200).text, /http-equiv="refresh" content="0;url=\/unsubscribe\?token=/);
        assert.equal((await manager.read('/v1/notifications/settings')).offering.byMail, true, 'looking at the link changes nothing');
        for (let i = 0; i < 2; i += 1) assert.deepEqual((await oneClick()).is(200).body, { topic: 'OFFERING', byMail: false });
        assert.deepEqual((await manager.read('/v1/notifications/settings')).offering, { inPage: true, byMail: false });
        const [user] = address.searchParams.get('token').split('.');
        for (const forged of [path.replace(`${user}.`, `${Number(user) + 1}.`), path.replace('OFFERING', 'COURSE'), `${path}x`, path.slice(0, -1)]) (await oneClick(forged)).is(422);
        (await nobody.post(path.replace('unsubscribe', 'resubscribe'))).is(200);
        assert.equal((await manager.read('/v1/notifications/settings')).offering.byMail, true);
    });

    it('notices are paged, filtered, and read one by one or all', async () => {
        const seen = [];
        for (let cursor = ''; ;) {
            const page = await manager.read(`/v1/notifications?limit=3${cursor && `&cursor=${cursor}`}`);
            seen.push(...page.items.map((each) => each.id));
            if (!(cursor = page.nextCursor ?? '')) break;
        }
        assert.equal(new Set(seen).size, seen.length);
        assert.deepEqual(seen, (await bell(manager)).items.map((each) => each.id));
        const { unreadCount } = await bell(manager);
        const tabs = [new PageEvents(manager), new PageEvents(manager)];
        await Promise.all(tabs.map((each) => each.opened));
        for (let i = 0; i < 2; i += 1) (await manager.post(`/v1/notifications/${seen[1]}/read`)).is(204);
        await Promise.all(tabs.map((each) => each.hears('notification', (data) => data.unreadCount === unreadCount - 1)));
        const unread = await bell(manager, '&unread=true');
        assert.equal(unread.unreadCount, unreadCount - 1);
        assert.deepEqual(unread.items.map((each) => each.id), seen.filter((each) => each !== seen[1]));
        (await boss.post(`/v1/notifications/${seen[0]}/read`)).is(404);
        (await manager.post('/v1/notifications/read', { upTo: seen[0] })).is(204);
        await Promise.all(tabs.map((each) => each.hears('notification', (data) => data.unreadCount === 0)));
        for (const each of tabs) each.close();
        assert.deepEqual((await bell(manager, '&unread=true')).items, []);
    });

    it('invitations and letters about the account are in its language; who has none is asked in both', async () => {
        const korean = Object.assign(new Client(server, { language: 'ko' }), { who: person('korean') });
        (await korean.post('/auth/v1/signup', { ...korean.who, agreed: true })).is(201);
        const code = await mail.arrives(korean.who.email, '[아힘모약] 이메일 확인 코드');
        assert.doesNotMatch(code.subject + code.text + code.html, /Hello|code/);
        assert.match(code.html, /<html lang="ko">/);
        (await korean.post('/auth/v1/confirm', { email: korean.who.email, code: /\d{6}/.exec(code.text)[0] })).is(204);
        const other = person('nobody');
        for (const { name, email } of [korean.who, other]) (await boss.post('/v1/companies/employees', { name, email })).is(201);
        const [known, unknown] = [await mail.arrives(korean.who.email, '초대'), await mail.arrives(other.email, '초대')];
        assert.match(known.html, /<a href="http:[^"]*\/invitation#[\w-]+"/);
        assert.doesNotMatch(known.text, /invites/);
        assert.match(unknown.text, /초대했습니다[\s\S]*invites you/);
        await korean.signIn(korean.who.username, password);
        (await korean.post('/users/v1/user/deletion', { password })).is(204);
        await mail.arrives(korean.who.email, '[아힘모약] 탈퇴했습니다');
    });

    it('letters about the security of an account go out whatever was chosen', async () => {
        const none = { inPage: false, byMail: false };
        (await boss.put('/v1/notifications/settings', { affiliation: none, offering: none, course: none, board: none, live: none })).is(200);
        (await boss.post('/auth/v1/password', { currentPassword: password, newPassword: 'another horse 2' })).is(204);
        const letter = await mail.arrives(boss.who.email, '비밀번호');
        assert.equal(letter.headers['list-unsubscribe'], undefined);
        const all = { inPage: true, byMail: true };
        (await boss.put('/v1/notifications/settings', { affiliation: all, offering: all, course: all, board: all, live: all })).is(200);
    });

    const ofManager = async (matches) => (await admin.read('/v1/admin/mailbox?limit=100')).items.find((each) => each.recipient === manager.who.email && matches(each));

    it('a mail refused for now waits, one refused for good is given up; the administrator sees both and tries again', async () => {
        mail.refusing = ({ to }) => to === manager.who.email && 451;
        await request(boss, taught.id, 5);
        const waits = await until('the refusal is seen', () => ofManager((each) => each.attempts > 0 && each.failure && each.state === 'STORED'));
        assert.match(waits.failure, /451/);
        mail.refusing = ({ to }) => to === manager.who.email && 550;
        await request(boss, taught.id, 6);
        const failed = await until('it is given up', () => ofManager((each) => each.state === 'FAILED'));
        assert.match(failed.failure, /550/);
        assert.equal(failed.attempts, 1);
        mail.refusing = () => undefined;
        const taken = mail.letters.length;
        (await admin.post(`/v1/admin/mailbox/${failed.id}/resend`)).is(200);
        await until('it goes out', async () => (await admin.read(`/v1/admin/mailbox/${failed.id}`)).state === 'SENT');
        assert.equal(mail.letters.length, taken + 1);
    });

    it('a mail server that is down delays and is seen; kill -9 loses nothing and sends nothing twice; the calendar is told', async () => {
        const earlier = mail.letters.length;
        await mail.close();
        await request(boss, taught.id, 7);
        const away = await until('the failed attempt is seen', () => ofManager((each) => each.attempts > 0 && each.state === 'STORED' && /connect/i.test(each.failure ?? '')));
        await request(boss, taught.id, 8);
        await server.kill(); // answered, and perhaps neither told nor written
        const finished = `UPDATE course_provide SET begin_date = '${day(-9)}', end_date = '${day(-1)}' WHERE id = ${asked.id}`;
        const due = "UPDATE mail SET next_attempt_at = 0 WHERE state = 'STORED'";
        for (const statement of [finished, due]) await sql(statement);
        await mail.listen();
        await server.start({ samePorts: true, flags: mail.flags });
        await until('it went out', async () => (await admin.read(`/v1/admin/mailbox/${away.id}`)).state === 'SENT', { seconds: 30 });
        for (const who of [trainee, manager, boss]) await until('the end is told', async () => (await kinds(who)).includes('COURSE_FINISHED'));
        await mail.arrives(trainee.who.email, 'A course has ended');
        await mail.arrives(boss.who.email, '과정이 끝났습니다');
        await mail.arrives(manager.who.email, 'A course has ended');
        // The one refused with 451, the one while nobody listened, the one before the kill.
        const later = () => mail.letters.slice(earlier);
        const asking = () => later().filter((each) => each.to === manager.who.email && each.subject.includes('A course is asked for'));
        await until('all three requests reach the manager', () => asking().length === 3);
        assert.equal((await kinds(manager)).filter((each) => each === 'COURSE_FINISHED').length, 1);
        await until('nothing waits', async () => !(await admin.read('/v1/admin/mailbox?state=STORED')).items.length);
        const ids = later().map((each) => each.headers['message-id']);
        assert.equal(new Set(ids).size, ids.length, 'a mail twice');
        assert.equal(asking().length, 3);
    });

    async function sql(statement) {
        if (kind !== 'sqlite') return psql(server.database, statement);
        const { DatabaseSync } = await import('node:sqlite');
        const database = new DatabaseSync(join(server.data, 'ahimmoyak.db'));
        database.exec(statement);
        return database.close();
    }
});
