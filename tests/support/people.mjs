import assert from 'node:assert/strict';
import { businessNumber } from './business-number.mjs';
import { Client } from './client.mjs';
import { until } from './until.mjs';

export const password = 'correct horse 1';
let people = 0;

export function person(name = 'person') {
    people += 1;
    const username = `${name}.${people}`;
    return { username, name: `${name} ${people}`, email: `${username}@example.kr`, password };
}

export function organisation(name) {
    people += 1;
    return { name: `${name} ${people}`, ownerName: '김대표', businessNumber: businessNumber(people * 7919), email: `office${people}@example.kr`, phone: '02-1234-5678' };
}

/** Sets an empty installation up; gives its administrator, signed in. */
export async function setUp(server, institution) {
    const administrator = person('admin');
    const visitor = new Client(server);
    (await visitor.post('/v1/setup', { administrator, ...(institution && { institution }) })).is(201);
    return new Client(server).signIn(administrator.username, password);
}

/** The newest code that the mailbox holds for an address. */
export async function codeFor(administrator, email) {
    return until(`a code for ${email}`, async () => {
        const { items } = await administrator.read('/v1/admin/mailbox?limit=100');
        const newest = items.filter((each) => each.recipient === email && /코드|code/i.test(each.subject)).sort((a, b) => b.id - a.id)[0];
        return /(?<!\d)\d{6}(?!\d)/.exec(newest?.text ?? '')?.[0];
    });
}

/** Signs somebody up as a person would, with the code from the mailbox; gives them, signed in. */
export async function signUp(server, administrator, name) {
    const who = person(name);
    const client = new Client(server);
    (await client.post('/auth/v1/signup', { ...who, agreed: true })).is(201);
    const code = await codeFor(administrator, who.email);
    (await client.post('/auth/v1/confirm', { email: who.email, code })).is(204);
    await client.signIn(who.username, password);
    assert.equal(client.account.role, 'NORMAL');
    return Object.assign(client, { who });
}

/** A new institution; gives its manager. Its trainees study without proving who they are, unless a test is about that. */
export async function institution(server, administrator, name = '훈련기관', { identityCheckEvery = 0 } = {}) {
    const manager = await signUp(server, administrator, 'manager');
    manager.organisation = (await manager.post('/v1/institutions', organisation(name))).is(201).body;
    await manager.refresh();
    assert.equal(manager.account.role, 'MANAGER');
    (await manager.put('/v1/institutions/learning-rules', { identityCheckEvery })).is(200);
    return manager;
}

/** A new company; gives its supervisor. */
export async function company(server, administrator, name = '회사') {
    const supervisor = await signUp(server, administrator, 'supervisor');
    supervisor.organisation = (await supervisor.post('/v1/students/visitor/companies', organisation(name))).is(201).body;
    await supervisor.refresh();
    assert.equal(supervisor.account.role, 'SUPERVISOR');
    return supervisor;
}

/** An invitation to the company that nobody answered yet. */
export async function invited(supervisor, name = 'invited', more = {}) {
    const { name: called, email } = person(name);
    return (await supervisor.post('/v1/companies/employees', { name: called, email, ...more })).is(201).body;
}

/** An invitation to the staff of the institution that nobody answered yet. */
export async function invitedToStaff(manager, name = 'invited') {
    const { name: called, email } = person(name);
    return (await manager.post('/v1/institutions/managers', { name: called, email })).is(201).body;
}

/** The token of the newest invitation that was sent to an address. */
export async function invitationFor(administrator, email) {
    return until(`an invitation for ${email}`, async () => {
        const { items } = await administrator.read('/v1/admin/mailbox?limit=100');
        const newest = items.filter((each) => each.recipient === email && each.text.includes('/invitation#')).sort((a, b) => b.id - a.id)[0];
        return /\/invitation#([\w-]+)/.exec(newest?.text ?? '')?.[1];
    });
}

/** Somebody who asked the company for affiliation and was approved. */
export async function employee(server, administrator, supervisor, name = 'trainee') {
    const trainee = await signUp(server, administrator, name);
    (await trainee.post('/v1/students/visitor/companies/affiliations', { companyId: supervisor.organisation.id })).is(201);
    const { items } = await supervisor.read('/v1/companies/affiliations?limit=100');
    const asked = items.find((each) => each.userId === trainee.account.userId);
    (await supervisor.post(`/v1/companies/affiliations/${asked.id}/response`, { accepted: true })).is(204);
    await trainee.refresh();
    assert.equal(trainee.account.role, 'EMPLOYEE');
    return trainee;
}
