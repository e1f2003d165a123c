import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Child } from './child.mjs';
import { temporaryFolder } from './folders.mjs';
import { binary } from './server.mjs';

/** What our strict reader says of a broadcast's media playlists, {uri: text}: one complaint a line, nothing when all is well. */
export async function complaintsAbout(playlists) {
    const folder = temporaryFolder('playlists');
    const words = Object.entries(playlists).map(([uri, text], i) => {
        const file = join(folder, `${i}.m3u8`);
        writeFileSync(file, text);
        return `${uri}=${file}`;
    });
    const child = new Child(join(dirname(binary), 'playlist-check'), words);
    await child.ended;
    return child.out;
}
