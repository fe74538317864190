import type { EChartsType } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { drawChart, openChart } from './draw-chart.ts'
import type { ChartDrawing } from './draw-chart.ts'

/** A chart in words for those who do not see it; the numbers stand as a table below it. */
export function ChartCanvas({
  drawing,
  height,
  label,
}: {
  readonly drawing: ChartDrawing
  readonly height: number
  readonly label: string
}) {
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  useEffect(() => {
    if (element.current === null) return
    const opened = openChart(element.current)
    chart.current = opened
    const watch = new ResizeObserver(() => opened.resize())
    watch.observe(element.current)
    return () => {
      watch.disconnect()
      opened.dispose()
      chart.current = null
    }
  }, [])
  useEffect(() => {
    if (chart.current === null) return
    chart.current.resize({ height })
    drawChart(chart.current, drawing, false)
  }, [drawing, height])
  return <div ref={element} className="explore-canvas" style={{ height }} role="img" aria-label={label} />
}
