import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/folders.mjs';

const books = new Map();

function bookOf(language) {
    if (!books.has(language)) {
        const folder = join(root, 'web/src/i18n', language);
        books.set(language, Object.fromEntries(readdirSync(folder).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))])));
    }
    return books.get(language);
}

/** The texts of the pages as their reader sees them: words('ko')('live:quizzes.launch', {…}). */
export function words(language) {
    return (key, values = {}) => {
        const [namespace, path] = key.includes(':') ? key.split(':') : ['common', key];
        const find = (ending) => `${path}${ending}`.split('.').reduce((at, step) => at?.[step], bookOf(language)[namespace]);
        const text = find('') ?? (values.count === undefined ? undefined : find(`_${new Intl.PluralRules(language).select(values.count)}`) ?? find('_other'));
        if (typeof text !== 'string') throw new Error(`there is no text ${key} in ${language}`);
        return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
    };
}
