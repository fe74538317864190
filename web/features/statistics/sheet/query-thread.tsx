import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useState } from 'react'
import type { FilingQuery, FilingSheet } from '#contract/statistics'
import { commonTexts } from '../../../text/common.ts'
import { sidePanelTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { useOpenQuery, useSayInQuery } from './use-sheet-acts.ts'

const TONES = { open: 'warn', answered: 'good', closed: 'neutral' } as const

/** One question with its answers, and what I may say next. */
export function QueryThread({ query, isPast }: { readonly query: FilingQuery; readonly isPast: boolean }) {
  const t = useText(sidePanelTexts)
  const format = useFormat()
  const [text, setText] = useState('')
  const { mutate, isPending, error } = useSayInQuery(query.id)
  const { answer, ask, close } = query.may
  const say = (closing: boolean) =>
    mutate({ text: text.trim(), close: closing }, { onSuccess: () => setText('') })
  return (
    <article className="thread">
      <StatusMark tone={TONES[query.state]}>{t(`query.${query.state}`)}</StatusMark>
      <ol>
        {query.messages.map((message) => (
          <li key={message.no} className={`thread-${message.side}`}>
            <div className="small soft">
              {message.byName}（{t(`side.${message.side}`)}）{' '}
              <time dateTime={message.at}>{format.moment(message.at)}</time>
            </div>
            <div className="thread-text">{message.text}</div>
          </li>
        ))}
      </ol>
      {!isPast && (answer || ask || close) ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() !== '' && (answer || ask)) say(false)
          }}
        >
          {answer || ask ? (
            <Input.TextArea
              rows={2}
              maxLength={1000}
              value={text}
              aria-label={t(answer ? 'answer' : 'askAgain')}
              placeholder={answer ? t('answerHint') : undefined}
              onChange={(event) => setText(event.target.value)}
            />
          ) : null}
          {error === null ? null : <ErrorState error={error} />}
          <div className="side-buttons">
            {close ? (
              <Button size="small" loading={isPending} onClick={() => say(true)}>
                {t(text.trim() === '' ? 'close' : 'closeAnd')}
              </Button>
            ) : null}
            {answer || ask ? (
              <Button
                size="small"
                type="primary"
                htmlType="submit"
                loading={isPending}
                disabled={text.trim() === ''}
              >
                {t(answer ? 'answer' : 'askAgain')}
              </Button>
            ) : null}
          </div>
        </form>
      ) : null}
    </article>
  )
}

/** A new question about a cell, or about the whole filing where `field` is null. */
export function AskForm({
  view,
  field,
  label,
  onDone,
}: {
  readonly view: FilingSheet
  readonly field: string | null
  readonly label: string
  readonly onDone: () => void
}) {
  const t = useText(sidePanelTexts)
  const common = useText(commonTexts)
  const [text, setText] = useState('')
  const { mutate, isPending, error } = useOpenQuery(view)
  return (
    <form
      className="side-explain"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') mutate({ field, text: text.trim() }, { onSuccess: onDone })
      }}
    >
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={1000}
        value={text}
        aria-label={field === null ? t('askTitleAll') : t('askTitle', { cell: label })}
        placeholder={t('askHint')}
        onChange={(event) => setText(event.target.value)}
      />
      {error === null ? null : <ErrorState error={error} />}
      <div className="side-buttons">
        <Button size="small" onClick={onDone}>
          {common('cancel')}
        </Button>
        <Button
          size="small"
          type="primary"
          htmlType="submit"
          disabled={text.trim() === ''}
          loading={isPending}
        >
          {t('askSend')}
        </Button>
      </div>
    </form>
  )
}
