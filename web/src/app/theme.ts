import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent = Array.from({ length: 10 }, (_, shade) => `var(--ah-accent-${String(shade)})`) as unknown as MantineColorsTuple;

export const theme = createTheme({
    colors: { accent },
    primaryColor: 'accent',
    primaryShade: { light: 6, dark: 7 },
    fontFamily: "'Pretendard Variable', Pretendard, -apple-system, BlinkMacSystemFont, system-ui, 'Apple SD Gothic Neo', 'Noto Sans KR', 'Malgun Gothic', sans-serif",
    headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.3' }, h2: { fontSize: '1.125rem', lineHeight: '1.4' }, h3: { fontSize: '1rem', lineHeight: '1.4' } } },
    defaultRadius: 'md',
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
        Paper: { defaultProps: { withBorder: true, shadow: 'none' } },
        Badge: { defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 600 }, vars: () => ({ root: { '--badge-fz': '0.8125rem', '--badge-height': '1.5rem', '--badge-padding-x': '0.5rem' } }) },
        Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    },
});

/** Mantine's light badges and alerts fall short of 4.5:1 in most colours: their texts are drawn darker. */
const lightTexts = Object.fromEntries(['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'gray']
    .map((color) => [`--mantine-color-${color}-light-color`, `color-mix(in oklab, var(--mantine-color-${color}-9) 62%, black)`]));

/** Mantine's quiet colours, darkened until they reach 4.5:1 on every ground of ours. */
export const variables: CSSVariablesResolver = () => ({
    variables: {},
    light: {
        ...lightTexts,
        '--mantine-color-accent-light': 'color-mix(in oklab, var(--ah-accent) 11%, white)',
        '--mantine-color-body': 'var(--ah-surface)',
        '--mantine-color-default-border': 'var(--ah-line)',
        '--mantine-color-dimmed': '#5a6469',
        '--mantine-color-placeholder': '#6b7478',
        '--mantine-color-error': '#c02626',
        '--mantine-color-anchor': 'var(--ah-link)',
    },
    dark: {
        '--mantine-color-accent-light': 'color-mix(in oklab, var(--ah-accent) 24%, var(--ah-surface))',
        '--mantine-color-gray-light': '#343b3e',
        '--mantine-color-body': 'var(--ah-surface)',
        '--mantine-color-default': '#262b2e',
        '--mantine-color-default-hover': '#2d3336',
        '--mantine-color-default-border': 'var(--ah-line)',
        '--mantine-color-text': '#e3e6e7',
        '--mantine-color-dimmed': '#a3adb1',
        '--mantine-color-placeholder': '#8f999d',
        '--mantine-color-error': '#ff8a8a',
        '--mantine-color-anchor': 'var(--ah-link)',
    },
});
