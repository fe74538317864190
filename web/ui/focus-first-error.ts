/** After a form was refused: the cursor goes to the first control that is wrong, once the errors are drawn. */
export function focusFirstError(form: HTMLElement): void {
  requestAnimationFrame(() => {
    const [first] = form.querySelectorAll<HTMLElement>('[aria-invalid="true"]')
    first?.focus()
  })
}
