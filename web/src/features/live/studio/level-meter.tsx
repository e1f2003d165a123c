import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './studio.module.css';

/** How loud the voice is, drawn past React: it changes with every frame of the screen. */
export function LevelMeter({ level, muted }: { level: () => number; muted: boolean }) {
    const { t } = useTranslation('studio');
    const bar = useRef<HTMLSpanElement>(null);
    const meter = useRef<HTMLDivElement>(null);
    useEffect(() => {
        let next = 0;
        let shown = 0;
        const draw = () => {
            // Rises at once and falls slowly, as meters do.
            shown = Math.max(level(), shown - 0.02);
            const percent = Math.round(shown * 100);
            if (bar.current) bar.current.style.inlineSize = `${String(percent)}%`;
            meter.current?.setAttribute('aria-valuenow', String(percent));
            next = requestAnimationFrame(draw);
        };
        draw();
        return () => { cancelAnimationFrame(next); };
    }, [level]);
    return (
        <div className={classes['level']}>
            <Text size="sm" id="studio-level">{muted ? t('devices.muted') : t('devices.level')}</Text>
            <div ref={meter} className={classes['meter']} role="meter" aria-labelledby="studio-level" aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}><span ref={bar} /></div>
        </div>
    );
}
