import { Alert, Button, Group, Paper, Select, Stack, Switch, Title } from '@mantine/core';
import { IconAlertTriangle, IconDeviceDesktop, IconDeviceDesktopOff, IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../use-store';
import type { Device } from './lib/capture';
import type { StudioEngine } from './lib/studio-engine';
import { LevelMeter } from './level-meter';

const icons: Record<Device, [Icon, Icon]> = {
    camera: [IconVideo, IconVideoOff],
    microphone: [IconMicrophone, IconMicrophoneOff],
    screen: [IconDeviceDesktop, IconDeviceDesktopOff],
};

/** What goes into the broadcast: camera, microphone, screen. */
export function DevicePanel({ engine }: { engine: StudioEngine }) {
    const { t } = useTranslation('studio');
    const state = useStore(engine.state);
    return (
        <Paper component="section" p="md" aria-labelledby="studio-devices">
            <Title order={2} size="h3" id="studio-devices" mb="sm">{t('devices.title')}</Title>
            <Stack gap="sm">
                <Group gap="xs">{(['camera', 'microphone', 'screen'] as const).map((device) => <Turn key={device} engine={engine} device={device} on={state.on[device]} />)}</Group>
                {state.refused && <Alert color="orange" role="alert" icon={<IconAlertTriangle aria-hidden />}>{t(`refused.${state.refused.device}.${state.refused.why}`)}</Alert>}
                <Group grow align="flex-start" preventGrowOverflow={false}>
                    <Choice label={t('devices.whichCamera')} devices={state.cameras} value={state.cameraId} choose={(id) => { engine.choose('camera', id); }} />
                    <Choice label={t('devices.whichMicrophone')} devices={state.microphones} value={state.microphoneId} choose={(id) => { engine.choose('microphone', id); }} />
                </Group>
                {state.on.microphone && (
                    <Group gap="md">
                        <Switch label={t('devices.mute')} checked={state.muted} onChange={(event) => { engine.mute(event.currentTarget.checked); }} />
                        <LevelMeter level={engine.level} muted={state.muted} />
                    </Group>
                )}
            </Stack>
        </Paper>
    );
}

function Turn({ engine, device, on }: { engine: StudioEngine; device: Device; on: boolean }) {
    const { t } = useTranslation('studio');
    const [On, Off] = icons[device];
    const Shape = on ? On : Off;
    return (
        <Button variant={on ? 'filled' : 'default'} aria-pressed={on} leftSection={<Shape size={18} aria-hidden />} onClick={() => void engine.turn(device, !on)}>{t(`devices.${device}`)}</Button>
    );
}

/** Names are known only after the browser was allowed to use one of them. */
function Choice({ label, devices, value, choose }: { label: string; devices: MediaDeviceInfo[]; value: string | null; choose: (id: string) => void }) {
    const known = devices.filter((each) => each.label !== '');
    if (known.length < 2) return null;
    return <Select label={label} allowDeselect={false} value={value} data={known.map((each) => ({ value: each.deviceId, label: each.label }))} onChange={(id) => { if (id) choose(id); }} />;
}
