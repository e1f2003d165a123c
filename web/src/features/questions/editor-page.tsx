import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { toast } from '@/components/toast';
import { useQuestion } from './api';
import { draftOf, type Draft } from './draft';
import { Editor } from './editor';

/** A new question, or one of the bank. */
export default function EditorPage() {
    const { questionId } = useParams();
    return questionId === undefined ? <NewQuestion /> : <KnownQuestion id={Number(questionId)} />;
}

function Frame({ title, children }: { title: string; children: React.ReactNode }) {
    const { t } = useTranslation('questions');
    return (
        <Page width="wide">
            <PageHeader title={title} back={{ to: '/manage/questions', label: t('title') }} />
            {children}
        </Page>
    );
}

function NewQuestion() {
    const { t } = useTranslation('questions');
    const navigate = useNavigate();
    // The next one begins with the kind, the points and the tags of the one before.
    const [before, setBefore] = useState<{ round: number; draft?: Draft }>({ round: 0 });
    const saved = (draft: Draft, another: boolean) => {
        toast(t('saved'));
        if (!another) { void navigate('/manage/questions'); return; }
        setBefore(({ round }) => ({ round: round + 1, draft }));
        window.scrollTo({ top: 0 });
    };
    return <Frame title={t('newTitle')}><Editor key={before.round} question={undefined} start={draftOf(undefined, before.draft)} onSaved={saved} /></Frame>;
}

function KnownQuestion({ id }: { id: number }) {
    const { t } = useTranslation('questions');
    const navigate = useNavigate();
    const question = useQuestion(id);
    const [round, setRound] = useState(0);
    const reload = () => { void question.refetch().then(() => { setRound((now) => now + 1); }); };
    return (
        <Frame title={t('editTitle')}>
            <QueryView query={question}>
                {(data) => (
                    <Editor key={`${data.id} ${round}`} question={data} start={draftOf(data)}
                        onSaved={() => { toast(t('saved')); void navigate(-1); }}
                        onChanged={<Group><Button size="xs" variant="default" onClick={reload}>{t('reload')}</Button></Group>} />
                )}
            </QueryView>
        </Frame>
    );
}
