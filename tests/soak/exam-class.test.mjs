import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { launch } from '../browser/support/browser.mjs';
import { Visitor } from '../browser/support/visitor.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { sitThrough } from '../support/exam-class.mjs';
import { password } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';

/** What the page of somebody who is in an exam says while the server is away, and what the browser notes of it. */
const unreachable = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED|WebSocket connection/;

/** One of the class at a browser of their own, which is a process of its own. */
class AtBrowser {
    static async open(server, trainee, name, narrow) {
        const browser = await launch();
        const visitor = await Visitor.open(browser, server, name, { narrow });
        await visitor.signIn(trainee.who.email, password);
        return Object.assign(new AtBrowser(), { browser, visitor, trainee, page: visitor.page });
    }

    saved() { return this.page.getByText(this.visitor.t('exams:room.state.saved'), { exact: true }).waitFor(); }
    goTo(number) { return this.page.getByRole('button', { name: new RegExp(`^${number}번 문항`) }).click(); }
    choose(choice) { return this.page.getByText(choice, { exact: true }).click(); }
    secondsLeft() { return this.page.getByRole('timer').textContent().then((shown) => shown.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)); }

    async begins(exam, offering) {
        await this.visitor.go(`/learn/${offering.id}`);
        await this.page.getByRole('link', { name: exam.title }).click();
        await this.visitor.button('exams:entry.begin').click();
        await this.page.waitForURL('**/room*');
        await this.choose('10 km/h');
        await this.saved();
        this.leftBefore = await this.secondsLeft();
    }

    async answersAtOnce() {
        await this.goTo(2);
        await this.choose('20 km/h');
        await this.page.getByRole('alert').getByText(this.visitor.t('exams:room.offline')).waitFor();
        await this.visitor.look(`class-outage-${this.visitor.name}`);
    }

    async goesOn() {
        await this.page.getByRole('alert').waitFor({ state: 'detached' });
        await this.saved();
        this.visitor.complaints = this.visitor.complaints.filter((each) => !unreachable.test(each));
        await this.visitor.look(`class-goes-on-${this.visitor.name}`);
        await this.goTo(3);
        await this.choose('10 km/h');
        await this.saved();
        await this.page.getByRole('button', { name: this.visitor.t('exams:room.submit') }).first().click();
        await this.page.getByRole('dialog').getByRole('button', { name: this.visitor.t('exams:submit.action'), exact: true }).click();
        await this.page.waitForURL('**/results/*');
        await this.visitor.look(`class-result-${this.visitor.name}`);
        this.visitor.contented();
    }
}

onEachDatabase('a class of thirty, three of them at browsers, while the server is killed and started once', (kind) => {
    let server, people = [];
    before(async () => { server = await startServer(kind); });
    after(async () => {
        await Promise.all(people.map((each) => each.browser.close()));
        await server?.end();
    });

    it('goes on, and every answer is there', async (t) => {
        const { papers, acknowledged, exam, world } = await sitThrough(server, {
            trainees: 27, questions: 10, drafts: 600, outageSeconds: 8,
            beside: {
                many: 3,
                begins: async ({ trainees, exam, offering }) => {
                    people = await Promise.all(trainees.map((each, which) => AtBrowser.open(server, each, `${kind}-${which + 1}`, which === 0)));
                    await Promise.all(people.map((each) => each.begins(exam, offering)));
                },
                outage: () => Promise.all(people.map((each) => each.answersAtOnce())),
                isBack: () => Promise.all(people.map((each) => each.goesOn())),
            },
        });
        t.diagnostic(`${acknowledged} drafts of 27 trainees were acknowledged before the kill`);
        assert.equal(papers.length, 27);
        // Right, wrong in the outage, right again: two of ten.
        for (const { trainee } of people) {
            const result = await trainee.read(`/v1/exams/${exam.id}/result`);
            assert.deepEqual([result.state, result.score, result.questions.slice(0, 3).map((each) => each.pointsEarned)], ['MARKED', 20, [10, 0, 10]]);
        }
        const check = await world.manager.read(`/v1/${world.course.id}/${exam.id}/check?limit=100`);
        assert.deepEqual([check.traineeCount, check.takenCount, check.openCount], [30, 30, 0]);
    });
});
