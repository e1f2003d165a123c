import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { buildFolder } from '../support/folders.mjs';
import { password, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';
import { buildCourse } from './steps/course.mjs';
import { learn, seeProgress } from './steps/learning.mjs';
import * as live from './steps/live.mjs';
import * as offer from './steps/offering.mjs';
import { changeRules } from './steps/rules.mjs';
import { setUpByClicking, signUpByClicking } from './steps/set-up.mjs';

/** The whole journey in real browsers, by clicking, in Korean and English, at a desk and on a phone. */
describe('the journey', () => {
    let server, browser, publisher, made, api;
    let admin, manager, supervisor, desk, phone, watchers, attendees;
    const title = '지게차 안전 운전';
    const lecture = '3월 실시간 강의';
    const broken = { yes: false };

    before(async () => {
        rmSync(buildFolder('screenshots'), { recursive: true });
        buildFolder('screenshots');
        server = await startServer('sqlite');
        browser = await launch();
    });
    after(async () => {
        await publisher?.kill();
        await browser?.close();
        await server?.end();
    });

    /** Later steps need the earlier ones: after a failure the rest is skipped, with a picture of where it broke. */
    const step = (name, run) => it(name, async (t) => {
        if (broken.yes) return t.skip('an earlier step failed');
        try {
            await run();
        } catch (error) {
            broken.yes = true;
            for (const each of [admin, manager, supervisor, desk, phone].filter(Boolean)) {
                await each.page.screenshot({ path: `${buildFolder('screenshots')}/failed-${each.name}.png` }).catch(() => {});
                if (each.complaints.length > 0) error.message += `\n${each.name}: ${each.complaints.join('\n')}`;
            }
            throw error;
        }
    });

    step('0. the installation is set up in three steps', async () => {
        admin = await Visitor.open(browser, server, 'admin');
        made = await setUpByClicking(admin);
        await admin.signIn(made.administrator.username, password);
        await admin.look('admin');
        api = await new Client(server).signIn(made.administrator.username, password);
        manager = await Visitor.open(browser, server, 'manager');
        await manager.signIn(made.manager.email, password);
        await manager.look('manage-home-empty');
    });

    step('1. the manager builds a course of two chapters and publishes it', () => buildCourse(manager, title));

    step('1. the manager decides what completes a course', () => changeRules(manager, 25));

    step('2. a supervisor signs up with the code from the e-mail, and makes her company', async () => {
        supervisor = await Visitor.open(browser, server, 'supervisor', { language: 'en' });
        await signUpByClicking(supervisor, admin, 'Sue Pervisor');
        await offer.makeCompany(supervisor, '가람물산');
    });

    step('2. three people ask to join and are accepted', async () => {
        attendees = [];
        const { items: [company] } = await (await signUp(server, api, 'trainee')).read(`/v1/students/visitor/companies?search=${encodeURIComponent('가람')}`);
        for (let i = 0; i < 3; i += 1) {
            const trainee = await signUp(server, api, 'trainee');
            (await trainee.post('/v1/students/visitor/companies/affiliations', { companyId: company.id })).is(201);
            attendees.push(trainee.who);
        }
        await offer.acceptEmployees(supervisor, attendees.map((each) => each.name));
    });

    step('2. she requests the course, he accepts, she submits three employees, he registers them', async () => {
        await offer.requestCourse(supervisor, title, 3);
        await offer.acceptRequest(manager, title);
        await offer.submitAttendees(supervisor, attendees.map((each) => each.name));
        await offer.registerAttendees(manager, 3);
    });

    step('3. a trainee plays the video, seeks, and resumes after a reload', async () => {
        desk = await Visitor.open(browser, server, 'trainee-desk');
        await desk.signIn(attendees[0].username, password);
        await learn(desk, title);
    });

    let told;
    step('3. the manager and the supervisor see how the trainees get on', () => seeProgress(manager, supervisor, title, attendees[0].name));

    step('4. a live lecture: two trainees watch a real broadcast', async () => {
        told = await live.createLecture(manager, lecture);
        publisher = live.broadcast(told);
        phone = await Visitor.open(browser, server, 'trainee-phone', { language: 'en', narrow: true });
        await phone.signIn(attendees[1].email, password);
        watchers = [desk, phone];
        for (const each of watchers) await live.enterRoom(each, lecture);
        for (const each of watchers) {
            const latency = await live.watch(each);
            console.log(`# ${each.name} sees the picture ${latency.toFixed(2)} s late`);
        }
        await live.watch(manager);
    });

    step('4. they chat with each other', async () => {
        await live.say(desk, '안녕하세요, 잘 보입니다.');
        await live.hears(phone, '안녕하세요, 잘 보입니다.', attendees[0].name);
        await live.say(phone, 'Hello from the phone.');
        await live.hears(desk, 'Hello from the phone.', attendees[1].name);
        await live.hears(manager, 'Hello from the phone.', attendees[1].name);
        for (const each of watchers) await each.look('live-room');
    });

    step('4. a quiz appears in both pages at its moment of the picture; both answer; the manager sees the chart', async () => {
        const quiz = { question: '지게차의 사내 제한 속도는?', options: ['5 km/h', '10 km/h', '20 km/h'], right: 2, solution: '사내 규정 제3조' };
        await live.launchQuiz(manager, quiz);
        await live.answerQuiz(desk, quiz.question, '10 km/h');
        await live.answerQuiz(phone, quiz.question, '20 km/h');
        const counts = Object.fromEntries((await live.chart(manager, 2)).map(([text, count]) => [text.slice(0, text.indexOf('km/h') + 4), count]));
        assert.deepEqual(counts, { '5 km/h': 0, '10 km/h': 1, '20 km/h': 1 });
        await live.closeAndReveal(manager, watchers, quiz.solution);
        for (const each of watchers) await live.watch(each);
    });

    step('5. the lecture ends; the manager sees who was present for how long', async () => {
        const rows = await live.endLecture(manager, watchers);
        await publisher.kill();
        assert.equal(rows.length, 3);
        const row = (name) => rows.find(([first]) => first === name);
        for (const who of attendees.slice(0, 2)) {
            const [, , , time] = row(who.name);
            assert.match(time, /[1-9]/, `${who.name} was there for ${time}`);
        }
        assert.equal(row(attendees[2].name)[2], manager.t('live:report.state.ABSENT'));
        await desk.look('live-over');
    });

    it('no page had a fault: no console error, nothing for axe, nothing wider than its screen', () => {
        for (const each of [admin, manager, supervisor, desk, phone].filter(Boolean)) each.contented();
    });
});
