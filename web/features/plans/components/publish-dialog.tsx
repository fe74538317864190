import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Radio from 'antd/es/radio'
import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { publishPlan, type DocumentSummary } from '#contract/plans'
import { call } from '../../../app/api-client.ts'
import { useText } from '../../../text/index.ts'
import { roomTexts } from '../../../text/plans.ts'
import { ErrorState } from '../../../ui/states.tsx'

const VISIBILITIES = ['organisation', 'zone', 'public'] as const

export function PublishDialog({
  document,
  versionId,
  reviewed,
  onClose,
  onPublished,
}: {
  readonly document: DocumentSummary
  readonly versionId: string
  readonly reviewed: number
  readonly onClose: () => void
  readonly onPublished: (planId: string) => void
}) {
  const t = useText(roomTexts)
  const client = useQueryClient()
  const [visibility, setVisibility] = useState(document.visibility)
  const [note, setNote] = useState('')
  const publish = useMutation({
    // Behind the decisions that are still being saved, or the server would find something unreviewed.
    scope: { id: `review-${versionId}` },
    mutationFn: () =>
      call(publishPlan, { params: { versionId }, body: { visibility, note: note.trim() || null } }),
    onSuccess: async ({ planId }) => {
      await client.invalidateQueries({ queryKey: ['plans'] })
      onPublished(planId)
    },
  })
  return (
    <Modal
      open
      title={t('publishTitle')}
      okText={t('publish')}
      cancelText={t('cancel')}
      confirmLoading={publish.isPending}
      onOk={() => publish.mutate()}
      onCancel={onClose}
    >
      <p>{t('publishLead', { n: reviewed, title: document.title })}</p>
      {publish.error ? <ErrorState error={publish.error} /> : null}
      <div className="dialog-label" id="publish-visibility">
        {t('publishVisibility')}
      </div>
      <Radio.Group
        vertical
        aria-labelledby="publish-visibility"
        value={visibility}
        options={VISIBILITIES.map((value) => ({ value, label: t(`publishVisibility.${value}`) }))}
        onChange={(event) =>
          setVisibility(VISIBILITIES.find((each) => each === event.target.value) ?? visibility)
        }
      />
      <label className="dialog-label" htmlFor="publish-note">
        {t('publishNote')}
      </label>
      <Input.TextArea
        id="publish-note"
        value={note}
        maxLength={500}
        autoSize={{ minRows: 2, maxRows: 6 }}
        placeholder={t('publishNoteHint')}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  )
}
