import '../run/charts/charts.css'

/** Where the unit stands on the line from the least to the most of all, the median marked; its words stand beside it. */
export function OwnStrip({
  least,
  median,
  most,
  own,
}: {
  readonly least: number | null
  readonly median: number | null
  readonly most: number | null
  readonly own: number | null
}) {
  if (least === null || most === null) return null
  const x = (value: number) => `${most === least ? 50 : 2 + ((value - least) / (most - least)) * 96}%`
  return (
    <svg className="strip" aria-hidden="true">
      <line className="strip-line" x1="2%" x2="98%" y1={10} y2={10} />
      {[least, most].map((end) => (
        <line key={end} className="strip-tick" x1={x(end)} x2={x(end)} y1={6} y2={14} />
      ))}
      {median === null ? null : <line className="own-median" x1={x(median)} x2={x(median)} y1={3} y2={17} />}
      {own === null ? null : <circle className="strip-own" cx={x(own)} cy={10} r={5} />}
    </svg>
  )
}
