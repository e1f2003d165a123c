/** Drops a file onto an element as if it came from the desktop. */
export async function dropFile(page, target, { name, type, bytes }) {
    const path = `/dropped-${Date.now()}`;
    await page.route(`**${path}`, (route) => route.fulfill({ body: bytes, contentType: type }));
    const transfer = await page.evaluateHandle(async ([address, fileName, fileType]) => {
        const blob = await (await fetch(address)).blob();
        const carried = new DataTransfer();
        carried.items.add(new File([blob], fileName, { type: fileType }));
        return carried;
    }, [path, name, type]);
    for (const event of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(event, { dataTransfer: transfer });
    await page.unroute(`**${path}`);
}
