import { Paper, SimpleGrid, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Course } from '@/lib/api/types';
import { isRichNode, richTextOf, type RichNode } from '@/lib/rich-text';
import * as rules from '@/lib/rules';
import { useAutosave } from './autosave';
import { PictureField } from './picture-field';
import type { Builder } from './use-builder';

const RichTextEditor = lazy(() => import('@/components/rich-text-editor'));

/** What was written here; the rest is as the course has it. */
interface Draft { title?: string; instructor?: string; document?: RichNode }

/** What a course says of itself; saved as it is written. */
export function CourseEditor({ course, builder }: { course: Course; builder: Builder }) {
    const { t } = useTranslation(['courses', 'common']);
    const [draft, setDraft] = useState<Draft>({});
    const [start] = useState(() => documentOf(course));
    const { note, flush } = useAutosave<Draft>(({ title, instructor, document }) => {
        builder.start({
            kind: 'details',
            values: {
                title: title?.trim() ?? course.title, instructor: instructor?.trim() ?? course.instructor,
                introduction: document ? '' : course.introduction, introductionDocument: document ?? (isRichNode(course.introductionDocument) ? course.introductionDocument : null),
            },
        });
    });
    const change = (part: Draft) => {
        const next = { ...draft, ...part };
        setDraft(next);
        if (next.title?.trim() !== '') note(next);
    };
    const title = draft.title ?? course.title;
    return (
        <Paper p="md" component="section" aria-labelledby="course-editor">
            <Title order={2} size="h3" mb="sm" id="course-editor" tabIndex={-1}>{t('panel.details')}</Title>
            <Stack gap="md">
                <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
                    <TextInput label={t('titleField')} required id="title" maxLength={255} value={title} error={rules.required(title)}
                        onChange={(event) => { change({ title: event.currentTarget.value }); }} onBlur={flush} />
                    <TextInput label={t('instructor')} id="instructor" maxLength={50} value={draft.instructor ?? course.instructor}
                        onChange={(event) => { change({ instructor: event.currentTarget.value }); }} onBlur={flush} />
                </SimpleGrid>
                <Stack gap={4} id="introduction">
                    <Text component="span" size="sm" fw={500}>{t('introduction')}</Text>
                    <Suspense fallback={<Skeleton height={240} />}>
                        <RichTextEditor start={start} label={t('introduction')} onChange={(document) => { change({ document }); }} onLeave={flush} />
                    </Suspense>
                </Stack>
                <div style={{ maxWidth: 420 }}><PictureField course={course} builder={builder} /></div>
            </Stack>
        </Paper>
    );
}

function documentOf(course: Course): RichNode | undefined {
    if (isRichNode(course.introductionDocument)) return course.introductionDocument;
    return course.introduction ? richTextOf(course.introduction) : undefined;
}
