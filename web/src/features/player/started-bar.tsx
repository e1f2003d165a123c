import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** How many lessons were opened. It says "opened", not "completed": that is another figure. */
export function StartedBar({ started, all }: { started: number; all: number }) {
    const { t } = useTranslation('player');
    const text = t('started', { started, all });
    return (
        <>
            <Text size="sm" fw={600} mb={4} className="ah-number">{text}</Text>
            <Progress.Root size="sm" aria-hidden>
                <Progress.Section value={all > 0 ? (started / all) * 100 : 0} withAria={false} />
            </Progress.Root>
        </>
    );
}
