// Both languages have the same texts with the same placeholders, and every text that the code asks for exists.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = new URL('../src/', import.meta.url).pathname;
const faults = [];

function flat(object, prefix = '') {
    return Object.entries(object).flatMap(([key, value]) =>
        typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`));
}
// English needs its plural forms, Korean has one.
const base = (key) => key.replace(/_(one|other|zero)$/, '');
const placeholders = (text) => [...new Set(text.match(/\{\{\s*\w+/g) ?? [])].map((found) => found.replace(/\W/g, '')).sort().join();

function read(language) {
    const folder = join(source, 'i18n', language);
    return new Map(readdirSync(folder).map((file) => [file.replace('.json', ''), new Map(flat(JSON.parse(readFileSync(join(folder, file), 'utf8'))))]));
}
const texts = { ko: read('ko'), en: read('en') };

for (const [here, there] of [['ko', 'en'], ['en', 'ko']]) {
    for (const [namespace, keys] of texts[here]) {
        const others = texts[there].get(namespace);
        if (!others) { faults.push(`${there}/${namespace}.json is missing`); continue; }
        const bases = new Map([...others].map(([key, text]) => [base(key), text]));
        for (const [key, text] of keys) {
            const other = bases.get(base(key));
            if (other === undefined) faults.push(`${there}/${namespace}.json has no "${key}"`);
            else if (!key.endsWith('_one') && here === 'ko' && placeholders(text) !== placeholders(other)) faults.push(`${namespace}: placeholders of "${key}" differ between ko and en`);
            if (text.trim() === '') faults.push(`${here}/${namespace}.json: "${key}" is empty`);
        }
    }
}

const code = readdirSync(source, { recursive: true }).filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file));
for (const file of code) {
    const text = readFileSync(join(source, file), 'utf8');
    const named = [...text.matchAll(/useTranslation\(\s*(?:\[\s*)?'([\w-]+)'/g)].map((match) => match[1]);
    const namespaces = [...new Set([...named, 'common'])];
    for (const [, key] of text.matchAll(/\bt\(\s*'([\w.:-]+)'/g)) {
        const [namespace, path] = key.includes(':') ? key.split(':') : [undefined, key];
        const where = namespace ? [namespace] : namespaces;
        const there = where.some((name) => [...(texts.ko.get(name)?.keys() ?? [])].some((known) => base(known) === path));
        if (!there) faults.push(`src/${file}: no text "${key}" in ${where.join(', ')}`);
    }
}

if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exit(1);
}
