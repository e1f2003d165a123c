import { Group, Text } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkCard } from '@/components/link-card';
import type { ContentDetail } from '@/lib/api/types';
import classes from './player.module.css';
import type { Study } from './use-study';

/** Something elsewhere: who opens it has done the lesson. */
export function LinkLesson({ lesson, study }: { lesson: ContentDetail; study: Study }) {
    const { t } = useTranslation('player');
    const [opened, setOpened] = useState(lesson.study?.progressPercent === 100);
    return (
        <>
            <LinkCard url={lesson.url} description={lesson.description} onOpen={() => {
                setOpened(true);
                study.begin();
            }} />
            <Group gap={6} mt="sm" role="status">
                {opened && <IconCircleCheckFilled size={18} aria-hidden className={classes['accent']} />}
                <Text size="sm" c="dimmed">{opened ? t('linkLesson.done') : t('linkLesson.hint')}</Text>
            </Group>
        </>
    );
}
