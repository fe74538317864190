import Input from 'antd/es/input/Input'
import { useEffect, useRef, useState } from 'react'

/** Words to look for; they count once the typing rests. Give it a new `key` when the words are cleared from outside. */
export function SearchField({
  id,
  words,
  label,
  onWords,
}: {
  readonly id: string
  readonly words: string
  readonly label: string
  readonly onWords: (words: string) => void
}) {
  const [typed, setTyped] = useState(words)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <Input
      id={id}
      type="search"
      className="search-field"
      value={typed}
      placeholder={label}
      aria-label={label}
      maxLength={100}
      onChange={(event) => {
        const next = event.target.value
        setTyped(next)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => onWords(next.trim()), 300)
      }}
    />
  )
}
