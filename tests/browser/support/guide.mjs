import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/folders.mjs';

/** Keeps what a visitor sees as a picture of the guides: of the page, or of a piece of it. */
export async function keep(name, who, piece = who.page) {
    await who.settled();
    await who.page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => {});
    const shot = await piece.screenshot();
    // The browser itself makes it small.
    const small = await who.page.evaluate(async (png) => {
        const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (c) => c.charCodeAt(0))]));
        const canvas = document.createElement('canvas');
        canvas.width = picture.width;
        canvas.height = picture.height;
        canvas.getContext('2d').drawImage(picture, 0, 0);
        return canvas.toDataURL('image/webp', 0.82).split(',')[1];
    }, shot.toString('base64'));
    writeFileSync(join(root, `docs/pictures/${name}.webp`), Buffer.from(small, 'base64'));
}
