/** What stands for an enterprise whose name of the day is not the caller's to see. */
export function placeholderName(creditCode: string): string {
  return creditCode
}
