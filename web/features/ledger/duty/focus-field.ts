/** Puts the cursor on what is wrong: the field itself, or the first control in it. */
export function focusField(id: string): void {
  requestAnimationFrame(() => {
    const place = document.getElementById(id)
    const control = place?.matches('input, textarea, select, button')
      ? place
      : (place?.querySelector<HTMLElement>('input, textarea, select, button') ?? place)
    control?.focus()
  })
}
