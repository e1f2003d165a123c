const widest = 1280;

/** A picture as courses show it: at most 1280 pixels wide, and small enough to be sent. */
export async function shrink(file: Blob): Promise<Blob> {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, widest / picture.width, widest / picture.height);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new Promise((resolve, reject) => {
        canvas.toBlob((made) => { if (made) resolve(made); else reject(new Error('the picture cannot be drawn')); }, 'image/webp', 0.85);
    });
}
