import Button from 'antd/es/button'
import type { Declaration, FactOf } from '#contract/rules'
import { downloadFactFile } from '#contract/rules'
import { addressOf } from '../../../app/api-client.ts'
import { enterpriseFactTexts } from '../../../text/enterprises-facts.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { factWords } from '../../../ui/rules/fact-words.ts'
import type { Decision } from './decide-dialog.tsx'

const TONES = {
  declared: 'warn',
  confirmed: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
  replaced: 'neutral',
} as const satisfies Record<Declaration['state'], Tone>

export function DeclarationState({ state }: { readonly state: Declaration['state'] }) {
  const t = useText(enterpriseFactTexts)
  return <StatusMark tone={TONES[state]}>{t(`state.${state}`)}</StatusMark>
}

export function DeclaredValue({
  declaration: { value, unit },
  words,
}: {
  readonly declaration: Declaration
  readonly words?: FactOf['words'] | undefined
}) {
  const { language } = useFormat()
  return <b>{factWords(value, unit, language, words)}</b>
}

export function DeclarationFiles({ files }: { readonly files: Declaration['files'] }) {
  const format = useFormat()
  return (
    <>
      {files.map((file) => (
        <div key={file.id} className="small">
          <a href={addressOf(downloadFactFile, { params: { fileId: file.id } })} download={file.name}>
            <span lang="zh">{file.name}</span>
          </a>{' '}
          <span className="soft">{format.bytes(file.sizeBytes)}</span>
        </div>
      ))}
    </>
  )
}

export function DecisionButtons({
  can,
  onDecide,
}: {
  readonly can: Declaration['can']
  readonly onDecide: (decision: Decision) => void
}) {
  const t = useText(enterpriseFactTexts)
  return (
    <span className="decision-buttons">
      {can.map((decision) => (
        <Button
          key={decision}
          size="small"
          type={decision === 'confirm' ? 'primary' : 'default'}
          danger={decision === 'refuse'}
          onClick={() => onDecide(decision)}
        >
          {t(decision)}
        </Button>
      ))}
    </span>
  )
}
