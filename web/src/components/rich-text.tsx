import { Fragment, type ReactNode } from 'react';
import { isRichNode, type RichNode } from '@/lib/rich-text';
import classes from './rich-text.module.css';

/** Draws a document. Whatever it says is text: there is no HTML in it, and nothing that it holds runs. */
export function RichText({ document }: { document: unknown }) {
    if (!isRichNode(document)) return null;
    return <div className={classes['text']}>{children(document)}</div>;
}

function children(node: RichNode): ReactNode {
    return (node.content ?? []).map((each, at) => <Fragment key={at}>{drawn(each)}</Fragment>);
}

function drawn(node: RichNode): ReactNode {
    switch (node.type) {
        case 'text': return marked(node);
        case 'paragraph': return <p>{children(node)}</p>;
        case 'heading': {
            const level = Number(node.attrs?.['level']);
            return level >= 4 ? <h4>{children(node)}</h4> : level === 3 ? <h3>{children(node)}</h3> : <h2>{children(node)}</h2>;
        }
        case 'bulletList': return <ul>{children(node)}</ul>;
        case 'orderedList': return <ol start={Number(node.attrs?.['start'] ?? 1)}>{children(node)}</ol>;
        case 'listItem': return <li>{children(node)}</li>;
        case 'blockquote': return <blockquote>{children(node)}</blockquote>;
        case 'codeBlock': return <pre tabIndex={0}><code>{children(node)}</code></pre>;
        case 'hardBreak': return <br />;
        case 'horizontalRule': return <hr />;
        default: return null;
    }
}

function marked(node: RichNode): ReactNode {
    return (node.marks ?? []).reduce<ReactNode>((inside, mark) => {
        switch (mark.type) {
            case 'bold': return <strong>{inside}</strong>;
            case 'italic': return <em>{inside}</em>;
            case 'underline': return <u>{inside}</u>;
            case 'strike': return <s>{inside}</s>;
            case 'code': return <code>{inside}</code>;
            case 'link': {
                const href = mark.attrs?.['href'];
                return typeof href === 'string' && href.startsWith('https://') ? <a href={href} target="_blank" rel="noopener noreferrer">{inside}</a> : inside;
            }
            default: return inside;
        }
    }, node.text ?? '');
}
