// lib ← components ← features ← app, and no feature knows another one.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const source = new URL('../src/', import.meta.url).pathname;
const layers = ['lib', 'components', 'features', 'app'];
const faults = [];

for (const file of readdirSync(source, { recursive: true }).filter((name) => /\.tsx?$/.test(name))) {
    const [layer, feature] = file.split('/');
    if (!layers.includes(layer)) continue;
    for (const [, address] of readFileSync(join(source, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
        const target = address.startsWith('@/') ? address.slice(2) : address.startsWith('.') ? normalize(join(dirname(file), address)) : undefined;
        if (target === undefined) continue;
        const [toLayer, toFeature] = target.split('/');
        if (layers.indexOf(toLayer) > layers.indexOf(layer)) faults.push(`src/${file}: ${layer} may not import ${target}`);
        if (layer === 'features' && toLayer === 'features' && toFeature !== feature) faults.push(`src/${file}: feature ${feature} may not import feature ${toFeature}`);
    }
}

if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exit(1);
}
