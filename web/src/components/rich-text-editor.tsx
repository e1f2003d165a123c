import { RichTextEditor as Frame, type RichTextEditorLabels } from '@mantine/tiptap';
import '@mantine/tiptap/styles.css';
import { useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { richTextOf, type RichNode } from '@/lib/rich-text';
import classes from './rich-text-editor.module.css';

interface Props {
    /** Where it begins; later values are not taken, so that nobody loses the place while typing. */
    start: RichNode | undefined;
    label: string;
    onChange: (document: RichNode) => void;
    onLeave: () => void;
}

/** Arrives when somebody writes: its library is as large as the rest of the builder. */
export default function RichTextEditor({ start, label, onChange, onLeave }: Props) {
    const { t } = useTranslation('courses');
    const editor = useEditor({
        extensions: [StarterKit.configure({
            heading: { levels: [2, 3] },
            link: { openOnClick: false, autolink: true, defaultProtocol: 'https', protocols: ['https'], isAllowedUri: (uri) => uri.startsWith('https://') },
        })],
        content: start ?? richTextOf(''),
        injectCSS: false,
        shouldRerenderOnTransaction: true,
        editorProps: { attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true' } },
        onUpdate: ({ editor: changed }) => { onChange(changed.getJSON() as RichNode); },
        onBlur: () => { onLeave(); },
    });
    const labels = useMemo((): Partial<RichTextEditorLabels> => ({
        boldControlLabel: t('editor.bold'), italicControlLabel: t('editor.italic'), underlineControlLabel: t('editor.underline'), strikeControlLabel: t('editor.strike'),
        h2ControlLabel: t('editor.h2'), h3ControlLabel: t('editor.h3'), bulletListControlLabel: t('editor.bulletList'), orderedListControlLabel: t('editor.orderedList'),
        blockquoteControlLabel: t('editor.quote'), codeBlockControlLabel: t('editor.code'), hrControlLabel: t('editor.rule'),
        linkControlLabel: t('editor.link'), unlinkControlLabel: t('editor.unlink'), linkEditorInputLabel: t('editor.address'), linkEditorInputPlaceholder: 'https://',
        linkEditorExternalLink: t('editor.newWindow'), linkEditorInternalLink: t('editor.sameWindow'), linkEditorSave: t('editor.saveLink'),
        undoControlLabel: t('editor.undo'), redoControlLabel: t('editor.redo'),
    }), [t]);
    return (
        <Frame editor={editor} labels={labels} className={classes['frame'] ?? ''}>
            <Frame.Toolbar role="toolbar" aria-label={t('editor.toolbar')}>
                <Frame.ControlsGroup><Frame.H2 /><Frame.H3 /></Frame.ControlsGroup>
                <Frame.ControlsGroup><Frame.Bold /><Frame.Italic /><Frame.Underline /><Frame.Strikethrough /></Frame.ControlsGroup>
                <Frame.ControlsGroup><Frame.BulletList /><Frame.OrderedList /><Frame.Blockquote /><Frame.CodeBlock /><Frame.Hr /></Frame.ControlsGroup>
                <Frame.ControlsGroup><Frame.Link /><Frame.Unlink /></Frame.ControlsGroup>
                <Frame.ControlsGroup><Frame.Undo /><Frame.Redo /></Frame.ControlsGroup>
            </Frame.Toolbar>
            <Frame.Content />
        </Frame>
    );
}
