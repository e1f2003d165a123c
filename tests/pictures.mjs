import { execFileSync } from 'node:child_process';
import { launch } from './browser/support/browser.mjs';
import { keep } from './browser/support/guide.mjs';
import { Visitor } from './browser/support/visitor.mjs';
import { Client } from './support/client.mjs';
import { temporaryFolder } from './support/folders.mjs';
import { binary, startServer } from './support/server.mjs';

// The course-building guide's pictures (tools/pictures): the product itself with the demonstration's data, as a person sees it.
const data = temporaryFolder('pictures');
const { password } = JSON.parse(execFileSync(binary, ['demo', '--json', '--log-level', 'warning', '--data', data], { encoding: 'utf8' }));
const server = await startServer('sqlite', { data });
const browser = await launch();
try {
    const manager = await new Client(server).signIn('manager1', password);
    const { items } = await manager.read('/v1/courses');
    const course = await manager.read(`/v1/courses/${items.find(({ title }) => title === '산업안전보건 기초').id}`);
    const lesson = (type) => course.curriculums.flatMap(({ contents }) => contents).find((each) => each.type === type);
    const visitor = await Visitor.open(browser, server, 'manager', { language: 'ko' });
    const { page, t } = visitor;
    await page.setViewportSize({ width: 1280, height: 800 });
    await visitor.signIn('manager1', password);
    const builder = `/manage/courses/${course.id}`;
    const edit = (title) => page.getByRole('button', { name: t('courses:lessons.edit', { title }), exact: true }).click();

    await visitor.go(builder);
    await page.getByRole('textbox', { name: t('courses:introduction') }).waitFor();
    await keep('course-builder', visitor);
    await edit(lesson('TEXT').title);
    await page.getByRole('textbox', { name: t('courses:lessons.text') }).waitFor();
    await keep('course-text', visitor);
    await page.getByRole('button', { name: t('courses:lessons.addTo', { title: course.curriculums[2].title }) }).click();
    await page.getByRole('menuitem', { name: t('courses:types.LINK'), exact: true }).click();
    await page.getByText(t('courses:check.no_address', { name: t('courses:lessons.new.LINK') })).waitFor();
    await keep('course-check', visitor);
    await page.getByRole('button', { name: t('courses:lessons.menu', { title: t('courses:lessons.new.LINK') }) }).click();
    await page.getByRole('menuitem', { name: t('delete'), exact: true }).click();
    await page.getByText(t('courses:lessons.removed', { title: t('courses:lessons.new.LINK') })).waitFor();
    await keep('course-undo', visitor);
    await edit(lesson('LIVE').title);
    (await manager.put(`/v1${builder.replace('/manage', '')}/contents/${lesson('VIDEO').id}`, { title: '안전의 첫걸음' })).is(200);
    await page.getByRole('textbox', { name: new RegExp(t('courses:lessons.description')) }).fill('현장에서 겪은 위험을 함께 이야기합니다. 질문을 미리 적어 오세요.');
    await page.getByText(t('courses:conflict.heading')).waitFor();
    await keep('course-conflict', visitor);

    const trainee = await Visitor.open(browser, server, 'trainee', { language: 'ko', narrow: true });
    await trainee.signIn('trainee1', password);
    const { items: mine } = await (await new Client(server).signIn('trainee1', password)).read('/v1/courses/courseList');
    await trainee.go(`/learn/${mine[0].courseProvideId}`);
    await trainee.page.getByRole('heading', { name: mine[0].title }).waitFor();
    await keep('course-phone', trainee);
} finally {
    await browser.close();
    await server.end();
}
