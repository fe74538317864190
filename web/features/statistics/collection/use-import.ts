import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { importFilings } from '#contract/statistics'
import { upload } from '../../../app/api-client.ts'
import { jobsQuery } from '../../../app/jobs.ts'
import { importsQuery } from '../shared/queries.ts'
import { keepFile } from './kept-files.ts'

interface Sending {
  readonly form: string
  readonly period: string
  readonly file: File
  readonly dryRun: boolean
  readonly submit: boolean
}

/** Sends a file and goes to the page of its job. */
export function useImport() {
  const client = useQueryClient()
  const router = useRouter()
  const [share, setShare] = useState(0)
  const sending = useMutation({
    mutationFn: ({ form, period, file, dryRun, submit }: Sending) =>
      upload(importFilings, [file], {
        params: { form, period },
        query: { dryRun: dryRun ? 'true' : 'false', submit: submit ? 'true' : 'false' },
        onProgress: setShare,
      }),
    onMutate: () => setShare(0),
    onSuccess: ({ jobId }, { file }) => {
      keepFile(jobId, file)
      void client.invalidateQueries({ queryKey: jobsQuery.queryKey })
      void client.invalidateQueries({ queryKey: importsQuery.queryKey })
      router.history.push(`/statistics/imports/${jobId}`)
    },
  })
  return { sending, share }
}
