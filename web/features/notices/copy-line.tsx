import App from 'antd/es/app'
import Button from 'antd/es/button'

/** Something to be copied whole: an address or a secret. Clicking into it selects it, where copying is not allowed. */
export function CopyLine({
  label,
  value,
  words,
}: {
  readonly label: string
  readonly value: string
  readonly words: { readonly copy: string; readonly copied: string; readonly failed: string }
}) {
  const { message } = App.useApp()
  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      message.success(words.copied)
    } catch {
      // Without https, or where it is forbidden, the browser refuses; the reader can still select and copy.
      message.warning(words.failed)
    }
  }
  return (
    <div className="copy-line">
      <input readOnly aria-label={label} value={value} onFocus={(event) => event.target.select()} />
      <Button onClick={() => void copy()}>{words.copy}</Button>
    </div>
  )
}
