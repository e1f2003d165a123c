import { Button, Skeleton, Stack } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { StateBadge } from '@/components/state-badge';
import { toast } from '@/components/toast';
import type { Course, Finding } from '@/lib/api/types';
import { useCourse } from './api';
import classes from './builder.module.css';
import { BuilderSide } from './builder-side';
import { Chapters } from './chapters';
import { CourseEditor } from './course-editor';
import { LessonEditor } from './lesson-editor';
import { ConflictView, FailedChange, SaveState } from './save-state';
import { useBuilder, type Builder } from './use-builder';
import { UploadDesk } from './upload-desk';

export default function BuilderPage() {
    const courseId = Number(useParams()['courseId']);
    return <CourseBuilder key={courseId} courseId={courseId} />;
}

function CourseBuilder({ courseId }: { courseId: number }) {
    const { t } = useTranslation(['courses', 'common']);
    const held = useCourse(courseId);
    const builder = useBuilder(courseId);
    const course = held.data?.course;
    const [undo, redo] = useShortcuts(builder);
    return (
        <Page width="wide">
            <PageHeader title={course?.title ?? t('builder.title')} back={{ to: '/manage/courses', label: t('list.title') }}
                beside={course && <StateBadge state={course.state} size="lg" />} about={t('builder.about')}
                actions={course && <><Button component={Link} to={`/manage/courses/${courseId}/exams`} variant="default" leftSection={<IconChecklist size={16} aria-hidden />}>{t('builder.exams')}</Button><SaveState builder={builder} onUndo={undo} onRedo={redo} /></>} />
            <QueryView query={held} skeleton={<div className={classes['layout']}><ListSkeleton rows={4} height={120} /><Skeleton height={420} /><Skeleton height={260} /></div>}>
                {({ course: current }) => (
                    <Stack>
                        {builder.conflict && <ConflictView conflict={builder.conflict} builder={builder} />}
                        <FailedChange builder={builder} />
                        <UploadDesk course={current} newChapter={() => builder.run({ kind: 'addChapter', title: t('desk.newChapter') })} />
                        <Columns course={current} builder={builder} />
                    </Stack>
                )}
            </QueryView>
        </Page>
    );
}

/** A lesson that was chosen. Its key stays when it is made anew, so that its editor stays, too. */
interface Chosen { id: number; key: number }

function Columns({ course, builder }: { course: Course; builder: Builder }) {
    const [chosen, setChosen] = useState<Chosen>();
    const middle = useRef<HTMLDivElement>(null);
    const find = (wanted: (id: number, replaces: number | null | undefined) => boolean) => {
        for (const chapter of course.curriculums) {
            const lesson = chapter.contents.find(({ id, replaces }) => wanted(id, replaces));
            if (lesson) return { chapter, lesson };
        }
        return undefined;
    };
    const there = chosen && (find((id) => id === chosen.id) ?? find((_, replaces) => replaces === chosen.id));
    if (chosen && there && there.lesson.id !== chosen.id) setChosen({ ...chosen, id: there.lesson.id });

    // Where the choice shows: on a phone that is further down.
    const reveal = (focusOn: string) => {
        requestAnimationFrame(() => {
            const target = middle.current?.querySelector<HTMLElement>(focusOn);
            target?.focus({ preventScroll: true });
            middle.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
        });
    };
    const choose = (id: number | undefined) => {
        setChosen(id === undefined ? undefined : { id, key: id });
        reveal(id === undefined ? '#course-editor' : '#lesson-editor');
    };
    const show = (finding: Finding) => {
        if (typeof finding.contentId === 'number') { choose(finding.contentId); return; }
        if (finding.code === 'empty_chapter' || finding.code === 'no_lesson') {
            const place = document.getElementById(finding.curriculumId ? `chapter-${finding.curriculumId}` : 'new-chapter');
            place?.scrollIntoView({ block: 'center', behavior: 'smooth' });
            place?.querySelector<HTMLElement>('input[type=text], button')?.focus({ preventScroll: true });
            return;
        }
        setChosen(undefined);
        const field = finding.pointer.slice(1);
        reveal(field === 'introduction' ? '#introduction [role=textbox]' : field === 'imageUrl' ? '#imageUrl button' : `#${field}`);
    };
    return (
        <div className={classes['layout']}>
            <Chapters course={course} builder={builder} chosen={there?.lesson.id} choose={choose} />
            <div ref={middle} className={classes['middle']}>
                {chosen && there
                    ? <LessonEditor key={`${chosen.key} ${builder.edition}`} chapterId={there.chapter.id} lesson={there.lesson} builder={builder} />
                    : <CourseEditor key={builder.edition} course={course} builder={builder} />}
            </div>
            <BuilderSide course={course} builder={builder} show={show} />
        </div>
    );
}

/** Ctrl+Z and Ctrl+Shift+Z, but where one writes: fields take their own letters back. */
function useShortcuts(builder: Builder): [() => void, () => void] {
    const { t } = useTranslation('courses');
    const { undo: back, redo: again } = builder;
    const undo = useCallback(() => {
        back().then((step) => { if (step) toast(t('save.undone', { change: t(`conflict.mine.${step.redo.kind}`) })); }, () => undefined);
    }, [back, t]);
    const redo = useCallback(() => {
        again().then((step) => { if (step) toast(t('save.redone', { change: t(`conflict.mine.${step.redo.kind}`) })); }, () => undefined);
    }, [again, t]);
    useEffect(() => {
        const hear = (event: KeyboardEvent) => {
            if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z') return;
            const at = event.target as HTMLElement | null;
            if (at?.closest('input, textarea, [contenteditable=true]')) return;
            event.preventDefault();
            if (event.shiftKey) redo();
            else undo();
        };
        window.addEventListener('keydown', hear);
        return () => { window.removeEventListener('keydown', hear); };
    }, [undo, redo]);
    return [undo, redo];
}
