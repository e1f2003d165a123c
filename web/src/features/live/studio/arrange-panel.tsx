import { Button, Checkbox, Group, Paper, Radio, Stack, Title } from '@mantine/core';
import { IconSwitchVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../use-store';
import { corners } from './lib/layout';
import type { StudioEngine } from './lib/studio-engine';

/** Where the camera goes beside a shared screen. */
export function ArrangePanel({ engine }: { engine: StudioEngine }) {
    const { t } = useTranslation('studio');
    const { on, layout } = useStore(engine.state);
    if (!on.camera || !on.screen) return null;
    return (
        <Paper component="section" p="md" aria-labelledby="studio-arrange">
            <Title order={2} size="h3" id="studio-arrange" mb="sm">{t('arrange.title')}</Title>
            <Stack gap="sm">
                <Group gap="md">
                    <Button variant="default" leftSection={<IconSwitchVertical size={18} aria-hidden />} onClick={() => { engine.arrange({ swapped: !layout.swapped }); }}>{t('arrange.swap')}</Button>
                    <Checkbox label={t('arrange.alone')} checked={layout.alone} onChange={(event) => { engine.arrange({ alone: event.currentTarget.checked }); }} />
                </Group>
                <Radio.Group label={t('arrange.corner')} value={layout.corner} onChange={(corner) => { engine.arrange({ corner }); }}>
                    <Group gap="md" mt={6}>{corners.map((corner) => <Radio key={corner} value={corner} label={t(`arrange.${corner}`)} disabled={layout.alone} />)}</Group>
                </Radio.Group>
            </Stack>
        </Paper>
    );
}
