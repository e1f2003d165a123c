/** A document as the server keeps it: ProseMirror's JSON, of known nodes only (courses/rich_text.hpp). */
export interface RichNode {
    type: string;
    text?: string;
    attrs?: Record<string, unknown>;
    marks?: { type: string; attrs?: Record<string, unknown> }[];
    content?: RichNode[];
}

export function isRichNode(value: unknown): value is RichNode {
    return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** A document of plain lines, for what was written without a form. */
export function richTextOf(plain: string): RichNode {
    return { type: 'doc', content: plain.split('\n').map((line) => ({ type: 'paragraph', ...(line && { content: [{ type: 'text', text: line }] }) })) };
}

export function isBlank(node: RichNode | undefined): boolean {
    if (!node) return true;
    return !(node.text?.trim()) && (node.content ?? []).every(isBlank);
}
