import assert from 'node:assert/strict';
import { organisation, password, person } from '../../support/people.mjs';

async function fillPerson(visitor, who) {
    await visitor.field('fields.name').last().fill(who.name);
    await visitor.field('fields.username').fill(who.username);
    await visitor.field('fields.email').fill(who.email);
    await visitor.password().fill(who.password);
}

export async function fillOrganisation(visitor, which) {
    await visitor.field('fields.organisation').first().fill(which.name);
    await visitor.field('fields.ownerName').fill(which.ownerName);
    await visitor.field('fields.businessNumber').fill(which.businessNumber);
    await visitor.field('fields.organisationEmail').fill(which.email);
    await visitor.field('fields.organisationPhone').fill(which.phone);
}

/** The first visit: three steps make administrator, institution and manager. */
export async function setUpByClicking(visitor) {
    const [administrator, manager] = [{ ...person('admin'), name: '운영자' }, { ...person('manager'), name: '한기관' }];
    const institution = { ...organisation('기관'), name: '한빛 훈련기관' };
    await visitor.go('/');
    await visitor.page.waitForURL('**/setup');
    await visitor.look('setup-welcome');
    await visitor.button('setup:start').click();
    await fillPerson(visitor, administrator);
    await visitor.look('setup-administrator');
    await visitor.button('next').click();
    await fillOrganisation(visitor, institution);
    await fillPerson(visitor, manager);
    await visitor.look('setup-institution');
    await visitor.button('setup:finish').click();
    await visitor.heading(visitor.t('setup:done.title')).waitFor();
    await visitor.link('setup:done.action').click();
    await visitor.page.waitForURL('**/signin');
    await visitor.look('signin');
    return { administrator, manager, institution };
}

/** Signs up, reads the code in the administrator's mailbox page, confirms, signs in. */
export async function signUpByClicking(visitor, admin, name) {
    const who = { ...person('supervisor'), name };
    await visitor.go('/signin');
    await visitor.link('identity:signin.toSignup').click();
    await fillPerson(visitor, who);
    await visitor.page.getByRole('checkbox', { name: visitor.t('identity:signup.agree') }).check();
    await visitor.look('signup');
    await visitor.button('identity:signup.action').click();
    await visitor.page.waitForURL('**/confirm?*');
    await visitor.look('confirm');

    await admin.menu('nav.mailbox').click();
    await admin.page.getByRole('link').filter({ hasText: who.email }).first().click();
    const letter = await admin.page.getByRole('article').innerText();
    await admin.look('mailbox');
    const [code] = /(?<!\d)\d{6}(?!\d)/.exec(letter) ?? [];
    assert.ok(code, `a code in: ${letter}`);

    await visitor.page.getByLabel(visitor.t('codes:digit', { count: 1 })).click();
    await visitor.page.keyboard.type(code);
    await visitor.page.waitForURL('**/signin?*');
    await visitor.password().fill(password);
    await visitor.button('identity:signin.action').click();
    await visitor.page.waitForURL('**/welcome');
    await visitor.look('welcome');
    return who;
}
