/** The same day some months later (negative: earlier), or the last of that month where it has no such day. */
export function addMonths(on: string, months: number): string {
  const count = Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)) - 1 + months
  const year = Math.floor(count / 12)
  const month = (count % 12) + 1
  const days = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31
  const day = Math.min(Number(on.slice(8, 10)), days)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
