import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { certificateOf, easyRules, readPdf, studies } from '../support/certificates.mjs';
import { course, offering } from '../support/course.mjs';
import { codeFor, company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from '../browser/support/browser.mjs';
import { Visitor } from '../browser/support/visitor.mjs';

/** What a training ends in: the certificate, who confirms it, and its end. */
const browser = await launch();
let server, admin, manager, boss, trainee, colleague, asked, held;
const visitors = [];
before(async () => {
    server = await startServer('sqlite');
    admin = await setUp(server);
    [manager, boss] = [await institution(server, admin), await company(server, admin)];
    [trainee, colleague] = [await employee(server, admin, boss, 'graduate'), await employee(server, admin, boss, 'beginner')];
    await easyRules(manager);
    const taught = await course(manager);
    asked = await offering(manager, boss, taught.id, [trainee, colleague]);
    await studies(trainee, taught.curriculums[0].contents[0].id, asked.id);
    held = await certificateOf(trainee, asked.id);
});
after(async () => {
    await browser.close();
    await server?.end();
});
const visit = async (name, language) => {
    const visitor = await Visitor.open(browser, server, name, { language });
    visitors.push(visitor);
    return visitor;
};
const open = async (who, name, language) => {
    const visitor = await visit(name, language);
    await visitor.signIn(who.who.email, password);
    return visitor;
};

it('who has earned a certificate saves it as a paper', async () => {
    const visitor = await open(trainee, 'trainee', 'ko');
    const { page, t } = visitor;
    await visitor.menu('nav.certificates').click();
    await page.getByText(held.number).waitFor();
    await visitor.look('certificates');
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: t('certificate.koOf', { of: '지게차 안전' }) }).click()]);
    const chunks = [];
    for await (const chunk of await saved.createReadStream()) chunks.push(chunk);
    assert.equal(readPdf(Buffer.concat(chunks)).qr, `${server.url}/verify/${held.code}`);
    await visitor.go(`/learn/${asked.id}`);
    await page.getByRole('button', { name: t('certificate.enOf', { of: '지게차 안전' }) }).waitFor();
    await visitor.look('course-with-certificate');
    const star = page.getByRole('radio', { name: t('player:rating.stars', { count: 4 }) });
    await page.locator(`label[for="${await star.getAttribute('id')}"]`).click();
    await visitor.field('player:rating.words').fill('현장에서 바로 쓸 수 있었습니다.');
    await visitor.button('player:rating.action').click();
    await visitor.button('player:rating.change').waitFor();
    await visitor.look('rated');
});

it('anybody checks it by its code, and the institution revokes it', async () => {
    const visitor = await visit('visitor', 'en');
    const { page, t } = visitor;
    await visitor.go('/verify');
    await visitor.field('certificates:verify.code').fill(held.code.toLowerCase());
    await visitor.button('certificates:verify.action').click();
    await page.getByText(t('certificates:verify.valid')).waitFor();
    assert.equal(await page.getByText(trainee.who.name).count(), 0);
    await visitor.look('verify');
    const officer = await open(manager, 'manager', 'ko');
    await officer.go(`/manage/requests/${asked.id}`);
    await officer.link('nav.certificates').click();
    await officer.page.getByText(held.number).waitFor();
    await officer.look('offering-certificates');
    await officer.page.getByRole('button', { name: officer.t('certificates:revoke.of', { name: trainee.who.name }) }).click();
    const dialog = officer.page.getByRole('dialog');
    await officer.field('certificates:revoke.reason', dialog).fill('대리 수강이 확인되었습니다.');
    await officer.look('revoke');
    await dialog.getByRole('button', { name: officer.t('certificates:revoke.action') }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('대리 수강이 확인되었습니다.').waitFor();
    await visitor.look('verify-revoked');
    await officer.go(`/manage/requests/${asked.id}`);
    await officer.link('nav.reviews').click();
    await officer.page.getByText('현장에서 바로 쓸 수 있었습니다.').waitFor();
    assert.equal(await officer.page.getByText(trainee.who.name).count(), 0);
    await officer.look('ratings');
    const reader = await open(boss, 'supervisor', 'en');
    await reader.go(`/company/requests/${asked.id}`);
    await reader.link('nav.certificates').click();
    await reader.page.getByText(reader.t('certificates:states.REVOKED')).first().waitFor();
    assert.equal(await reader.button('certificates:revoke.action').count(), 0);
});

it('who studies proves who they are before anything counts', async () => {
    const strict = await institution(server, admin, '엄격한 기관', { identityCheckEvery: 8 });
    const taught = await course(strict, '본인 확인 과정');
    const there = await offering(strict, boss, taught.id, [colleague]);
    const visitor = await open(colleague, 'student', 'ko');
    const { page, t } = visitor;
    await visitor.go(`/learn/${there.id}/contents/${taught.curriculums[0].contents[0].id}`);
    await visitor.button('player:video.play').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('player:identity.send') }).click();
    await dialog.getByText(t('player:identity.sent', { email: `${colleague.who.email.slice(0, 2)}***@example.kr` })).waitFor();
    await visitor.look('identity-check');
    const code = await codeFor(admin, colleague.who.email);
    await dialog.getByRole('textbox').first().click();
    await page.keyboard.type(code);
    await dialog.waitFor({ state: 'detached' });
    visitor.complaints = visitor.complaints.filter((each) => !/status of 403/.test(each));
    const officer = await open(strict, 'strict', 'en');
    await officer.go(`/progress/${there.id}/${colleague.account.userId}`);
    await officer.page.getByText(officer.t('progress:identity.results.PASSED')).waitFor();
    await officer.look('identity-evidence');
});

it('nobody has anything to complain of', () => {
    for (const each of visitors) each.contented();
});
