/** The institution lets the next lesson open earlier than is usual. */
export async function changeRules(manager, percent) {
    const { page, t } = manager;
    await manager.go('/manage/institution');
    await manager.link('organisation:rules.title').click();
    const field = page.getByRole('textbox', { name: t('organisation:rules.nextLessonOpensAtPercent') });
    await field.fill('101');
    await manager.button('save').click();
    await page.getByText(t('organisation:rules.range', { least: 0, most: 100 })).waitFor();
    await field.fill(String(percent));
    // tests/browser/evidence.test.mjs is about that.
    await page.getByRole('textbox', { name: t('organisation:rules.identityCheckEvery') }).fill('0');
    await manager.look('rules');
    await manager.button('save').click();
    await page.getByText(t('organisation:rules.version', { version: 1 })).waitFor();
}
