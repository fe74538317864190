/**
 * A chart as DrawingML (ISO/IEC 29500-1, 21.2), as Word and WPS have their own: drawn by the reader from cached values, and
 * editable, because the workbook with its figures is embedded and every series says which cells it has.
 */
export interface ChartSeries {
  readonly name: string
  /** By category; null: no value, drawn as a gap. */
  readonly values: readonly (number | null)[]
}

export interface Chart {
  /** bar: lying, for long names; column: standing; line: over time. */
  readonly kind: 'bar' | 'column' | 'line'
  readonly title: string
  /** At the axis of values. */
  readonly unit: string
  readonly categories: readonly string[]
  readonly series: readonly ChartSeries[]
  readonly decimals: number
}

const NAMESPACES =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
/** Told apart in grey print, too: dark, light, middle. */
const COLOURS = ['1F5AA6', '9DB8DC', '5F6B7A', 'B9770E'] as const
const EMU_PER_MM = 36_000
const WIDTH_MM = 150

/** Height that lets every category be read. */
export function chartHeightMm({ kind, categories, series }: Chart): number {
  if (kind !== 'bar') return 80
  return Math.min(210, 28 + categories.length * (series.length > 2 ? 13 : series.length > 1 ? 9 : 7))
}

/** The part word/charts/chartN.xml; `workbook` is the relationship to the embedded figures. */
export function chartXml(chart: Chart, workbook: string): string {
  const isLine = chart.kind === 'line'
  const series = chart.series.map((one, index) => seriesXml(chart, one, index)).join('')
  const plot = isLine
    ? `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${AXIS_IDS}</c:lineChart>`
    : `<c:barChart><c:barDir val="${chart.kind === 'bar' ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series}<c:gapWidth val="60"/>${AXIS_IDS}</c:barChart>`
  const legend =
    chart.series.length > 1
      ? `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${textProperties(1000)}</c:legend>`
      : ''
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace ${NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>${titleXml(chart.title, 1200)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plot}${categoryAxis(chart)}${valueAxis(chart)}</c:plotArea>${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textProperties(1000)}<c:externalData r:id="${workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`
}

/** What stands in the text: a frame that shows the part. `number` counts from 1 within the file. */
export function drawingXml(chart: Chart, number: number, relationship: string): string {
  const [width, height] = [WIDTH_MM * EMU_PER_MM, chartHeightMm(chart) * EMU_PER_MM]
  const name = escapeXml(chart.title)
  return `<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${width}" cy="${height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="${9000 + number}" name="${name}" descr="${name}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${relationship}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
}

const AXIS_IDS = '<c:axId val="111111111"/><c:axId val="222222222"/>'
const LINE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="A6ADB5"/></a:solidFill></a:ln>'

function seriesXml(chart: Chart, { name, values }: ChartSeries, index: number): string {
  const colour = COLOURS[index % COLOURS.length] ?? COLOURS[0]
  const column = String.fromCharCode(66 + index)
  const last = chart.categories.length + 1
  const points = values
    .map((value, at) => (value === null ? '' : `<c:pt idx="${at}"><c:v>${String(value)}</c:v></c:pt>`))
    .join('')
  const names = chart.categories
    .map((category, at) => `<c:pt idx="${at}"><c:v>${escapeXml(category)}</c:v></c:pt>`)
    .join('')
  const isLine = chart.kind === 'line'
  const shape = isLine
    ? `<c:spPr><a:ln w="22225"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr></c:marker>`
    : `<c:spPr><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>`
  // With two bars each, and many points, figures would lie over one another; the table has them.
  const labelled = chart.series.length === 1 && chart.categories.length <= 20
  return `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:strRef><c:f>Sheet1!$${column}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${escapeXml(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>${shape}${labelled ? labels(chart) : ''}<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$${last}</c:f><c:strCache><c:ptCount val="${chart.categories.length}"/>${names}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$${column}$2:$${column}$${last}</c:f><c:numCache><c:formatCode>${formatOf(chart.decimals)}</c:formatCode><c:ptCount val="${values.length}"/>${points}</c:numCache></c:numRef></c:val>${isLine ? '<c:smooth val="0"/>' : ''}</c:ser>`
}

function labels({ kind, decimals }: Chart): string {
  return `<c:dLbls><c:numFmt formatCode="${formatOf(decimals)}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textProperties(900)}<c:dLblPos val="${kind === 'line' ? 't' : 'outEnd'}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`
}

function categoryAxis({ kind }: Chart): string {
  const isBar = kind === 'bar'
  // A lying chart begins at the bottom; the first category belongs at the top.
  return `<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="${isBar ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/><c:axPos val="${isBar ? 'l' : 'b'}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>${LINE}</c:spPr>${textProperties(1000)}<c:crossAx val="222222222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>`
}

function valueAxis({ kind, unit, decimals, series }: Chart): string {
  const most = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => Math.abs(value ?? 0))))
  const isBar = kind === 'bar'
  // The length of a bar is read as its value, so it begins at nothing; left alone, programs begin near the least.
  const fromZero = kind !== 'line' && series.every(({ values }) => values.every((value) => (value ?? 0) >= 0))
  return `<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/>${fromZero ? '<c:min val="0"/>' : ''}</c:scaling><c:delete val="0"/><c:axPos val="${isBar ? 'b' : 'l'}"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="E3E6EA"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>${titleXml(unit, 1000)}<c:numFmt formatCode="${formatOf(most >= 10 ? 0 : decimals)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>${textProperties(900)}<c:crossAx val="111111111"/><c:crosses val="${isBar ? 'max' : 'autoZero'}"/><c:crossBetween val="between"/></c:valAx>`
}

function titleXml(text: string, size: number): string {
  if (text === '') return ''
  return `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="${size}" b="0"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="${size}" b="0">${FONT}</a:rPr><a:t>${escapeXml(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`
}

const FONT =
  '<a:solidFill><a:srgbClr val="1B1F24"/></a:solidFill><a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/>'

function textProperties(size: number): string {
  return `<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="${size}" b="0">${FONT}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`
}

function formatOf(decimals: number): string {
  return decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`
}

export function escapeXml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
