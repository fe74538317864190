import './charts.css'

/** Where one unit stands among all on a line from least to most; its words stand beside it. */
export function Strip({
  values,
  own,
  other,
}: {
  readonly values: readonly (number | null)[]
  readonly own: number | null
  /** A second unit, for comparison. */
  readonly other?: number | null
}) {
  const known = values.filter((value): value is number => value !== null)
  const least = Math.min(...known)
  const most = Math.max(...known)
  const x = (value: number) => `${most === least ? 50 : 2 + ((value - least) / (most - least)) * 96}%`
  return (
    <svg className="strip" aria-hidden="true">
      <line className="strip-line" x1="2%" x2="98%" y1={10} y2={10} />
      {known.map((value, index) => (
        <line key={`${index} ${value}`} className="strip-tick" x1={x(value)} x2={x(value)} y1={6} y2={14} />
      ))}
      {other === null || other === undefined ? null : (
        <rect className="strip-other" x={x(other)} y={6} width={8} height={8} transform="translate(-4 0)" />
      )}
      {own === null ? null : <circle className="strip-own" cx={x(own)} cy={10} r={5} />}
    </svg>
  )
}
