// Only what our charts are made of: the whole of ECharts is three times as large.
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { AriaComponent, DatasetComponent, GridComponent, LegendComponent, TooltipComponent, TransformComponent } from 'echarts/components';
import { init, use as register, type ComposeOption, type ECharts } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import type { BarSeriesOption, LineSeriesOption, PieSeriesOption } from 'echarts/charts';
import type { AriaComponentOption, DatasetComponentOption, GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';

register([AriaComponent, BarChart, DatasetComponent, GridComponent, LabelLayout, LegendComponent, LineChart, PieChart, SVGRenderer, TooltipComponent, TransformComponent]);

export type ChartOption = ComposeOption<AriaComponentOption | BarSeriesOption | DatasetComponentOption | GridComponentOption | LegendComponentOption | LineSeriesOption | PieSeriesOption | TooltipComponentOption>;
export type { ECharts };
export { init };
