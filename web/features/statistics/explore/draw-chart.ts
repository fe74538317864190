/** The parts of ECharts that the explorer draws with; loaded only when a chart is looked at. */
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use as register } from 'echarts/core'
import type { EChartsType } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'

register([BarChart, LineChart, GridComponent, TooltipComponent, LabelLayout, CanvasRenderer])

export interface LineSeries {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** The whole, which stands apart from its parts. */
  readonly isTotal: boolean
}
export interface BarItem {
  readonly name: string
  readonly value: number
  readonly words: string
}
export type ChartDrawing =
  | {
      readonly kind: 'line'
      readonly periods: readonly string[]
      readonly series: readonly LineSeries[]
      readonly numberWords: (value: number) => string
    }
  | {
      readonly kind: 'bar'
      readonly items: readonly BarItem[]
      readonly numberWords: (value: number) => string
    }

/** Lines differ by colour, dash and shape at once, so that they can be told apart without colours. */
const COLOURS = ['--blue', '--warn', '--good', '--violet', '--bad', '--soft', '--ink', '--edge'] as const
const DASHES = ['solid', 'dashed', [2, 3], [8, 3, 2, 3], 'solid', 'dashed', [2, 3], [8, 3, 2, 3]] as const
const SHAPES = [
  'circle',
  'rect',
  'triangle',
  'diamond',
  'emptyCircle',
  'emptyRect',
  'emptyTriangle',
  'emptyDiamond',
]

/** Longer names are cut beside their lines; the table has them in full. */
const NAMES_PX = 170

/** Roughly, at the size of the labels: Chinese characters are as wide as high. */
function widthOf(text: string): number {
  let width = 4
  for (const character of text) width += /[\u2e80-\uffef]/u.test(character) ? 13.5 : 8
  return Math.ceil(width)
}

export function openChart(element: HTMLElement): EChartsType {
  return init(element, null, { renderer: 'canvas' })
}

export function drawChart(chart: EChartsType, drawing: ChartDrawing, animate: boolean): void {
  const token = tokensOf(chart.getDom())
  const shared = {
    animation: animate,
    textStyle: {
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontSize: 13,
      color: token('--ink'),
    },
    tooltip: {
      renderMode: 'richText' as const,
      confine: true,
      backgroundColor: token('--paper'),
      borderColor: token('--line'),
      textStyle: { color: token('--ink'), fontSize: 13 },
    },
  }
  const axis = {
    axisLine: { lineStyle: { color: token('--edge') } },
    axisTick: { show: false },
    axisLabel: { color: token('--soft') },
    splitLine: { lineStyle: { color: token('--line') } },
  }
  if (drawing.kind === 'line') {
    const names = Math.min(NAMES_PX, Math.max(...drawing.series.map(({ name }) => widthOf(name))))
    chart.setOption(
      {
        ...shared,
        tooltip: {
          ...shared.tooltip,
          trigger: 'axis',
          order: 'valueDesc',
          valueFormatter: (value: unknown) => (typeof value === 'number' ? drawing.numberWords(value) : '—'),
        },
        grid: {
          left: 12,
          right: names + 20,
          top: 20,
          bottom: 12,
          outerBoundsMode: 'same',
          outerBoundsContain: 'axisLabel',
        },
        xAxis: { ...axis, type: 'category', data: [...drawing.periods], boundaryGap: false },
        yAxis: {
          ...axis,
          type: 'value',
          scale: true,
          axisLine: { show: false },
          axisLabel: { ...axis.axisLabel, formatter: (value: number) => value.toLocaleString('en') },
        },
        series: drawing.series.map(({ name, values, isTotal }, index) => {
          const colour = token(isTotal ? '--ink' : (COLOURS[index % COLOURS.length] ?? '--blue'))
          return {
            type: 'line',
            name,
            data: [...values],
            symbol: SHAPES[index % SHAPES.length],
            symbolSize: 7,
            showSymbol: drawing.periods.length <= 36,
            connectNulls: false,
            lineStyle: {
              color: colour,
              width: isTotal ? 2.5 : 1.75,
              type: mutable(DASHES[index % DASHES.length]),
            },
            itemStyle: { color: colour },
            emphasis: { focus: 'series' },
            endLabel: {
              show: true,
              formatter: () => name,
              color: colour,
              width: names,
              overflow: 'truncate',
              distance: 8,
            },
            labelLayout: { moveOverlap: 'shiftY' },
          }
        }),
      },
      { notMerge: true },
    )
    return
  }
  chart.setOption(
    {
      ...shared,
      tooltip: {
        ...shared.tooltip,
        trigger: 'item',
        formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
          const item = drawing.items[dataIndex]
          return item === undefined ? '' : `${item.name}  ${item.words}`
        },
      },
      grid: {
        left: 12,
        right: 90,
        top: 4,
        bottom: 4,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: { ...axis, type: 'value', axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: {
        ...axis,
        type: 'category',
        inverse: true,
        data: drawing.items.map(({ name }) => name),
        axisLabel: { color: token('--ink'), width: 190, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 18,
          data: drawing.items.map(({ value }) => value),
          itemStyle: { color: token('--blue'), borderRadius: [0, 2, 2, 0] },
          label: {
            show: true,
            position: 'right',
            color: token('--ink'),
            formatter: ({ dataIndex }: { readonly dataIndex: number }) =>
              drawing.items[dataIndex]?.words ?? '',
          },
        },
      ],
    },
    { notMerge: true },
  )
}

function tokensOf(element: HTMLElement): (name: string) => string {
  const style = getComputedStyle(element)
  return (name) => style.getPropertyValue(name).trim()
}

function mutable(dash: (typeof DASHES)[number] | undefined): 'solid' | 'dashed' | number[] {
  return dash === undefined ? 'solid' : typeof dash === 'string' ? dash : [...dash]
}
