import { day } from '../../support/dates.mjs';
import { organisation } from '../../support/people.mjs';
import { fillOrganisation } from './set-up.mjs';

/** The supervisor makes her company. */
export async function makeCompany(supervisor, name) {
    await supervisor.page.getByRole('link').filter({ hasText: supervisor.t('welcome:company.choice') }).click();
    await fillOrganisation(supervisor, { ...organisation('회사'), name });
    await supervisor.look('company-new');
    await supervisor.button('welcome:company.action').click();
    await supervisor.page.waitForURL('**/company');
    await supervisor.look('company-home-empty');
}

/** Somebody asks to join; she accepts. */
export async function acceptEmployees(supervisor, names) {
    await supervisor.menu('nav.employees').click();
    await supervisor.look('employees-waiting');
    for (const name of names) await supervisor.page.getByRole('button', { name: supervisor.t('company:employees.acceptOf', { name }) }).click();
    for (const name of names) await supervisor.page.getByRole('row').filter({ hasText: name }).waitFor();
    await supervisor.look('employees');
}

/** 2. She asks for the course, from today on. */
export async function requestCourse(supervisor, title, people) {
    const { page, t } = supervisor;
    await supervisor.menu('nav.catalog').click();
    await page.getByRole('searchbox').fill(title.slice(0, 4));
    await supervisor.look('catalog');
    await page.getByRole('link').filter({ hasText: title }).click();
    await page.getByLabel(new RegExp(`^${t('company:request.begin')}`)).fill(day(0));
    await page.getByLabel(new RegExp(`^${t('company:request.end')}`)).fill(day(30));
    await page.getByLabel(new RegExp(`^${t('company:headCount')}`)).fill(String(people));
    await page.getByLabel(new RegExp(`^${t('company:deposit')}`)).fill('1200000');
    await supervisor.look('catalog-course');
    await supervisor.button('company:request.action').click();
    await page.waitForURL(/\/company\/requests\/\d+$/);
    await supervisor.look('company-request');
}

/** The manager finds the request on his home and accepts. */
export async function acceptRequest(manager, course) {
    const { page, t } = manager;
    await manager.menu('nav.home').click();
    await page.getByRole('link').filter({ hasText: course }).first().waitFor();
    await manager.look('manage-home');
    await manager.menu('nav.requests').click();
    await manager.look('requests');
    await page.getByRole('link', { name: course }).click();
    await manager.button('manage:accept').click();
    await page.getByText(t('manage:next.ACCEPTED.title'), { exact: true }).waitFor();
    await manager.look('request-accepted');
}

/** She names who attends. */
export async function submitAttendees(supervisor, names) {
    const { page, t } = supervisor;
    // The notice of the acceptance has refreshed her page, or does so in a moment.
    for (const name of names) await page.getByRole('checkbox', { name, exact: true }).check();
    await supervisor.look('choose-employees');
    await supervisor.button('company:choose.action', { count: names.length }).click();
    await page.getByText(t('company:next.ATTENDEE_PENDING.title'), { exact: true }).waitFor();
}

/** He registers them. */
export async function registerAttendees(manager, count) {
    const { page, t } = manager;
    await manager.button('manage:register', { count }).click();
    await page.getByText(t('manage:next.ONGOING.title'), { exact: true }).waitFor();
    await manager.look('request-running');
}
