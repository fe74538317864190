import { refuse } from '#domain/kernel'
import { PUBLIC, sendAttachment, type Context } from '#platform/http'
import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import type { EvaluationData } from '#domain/evaluation'
import type { ParamsOf } from '../../route-contract.ts'
import type * as contract from '../contract.ts'
import { dataAsCsv, sendPackage } from '../run-package.ts'
import { readPublicRound } from './public-round.ts'

/** What a published evaluation stands on. It never changes, so caches may keep it for an hour. */
export async function sendPublicFile(
  ctx: Context,
  { roundId, file }: ParamsOf<typeof contract.downloadPublicEvaluation>,
  reply: FastifyReply,
): Promise<unknown> {
  const open = ctx.actingAs(PUBLIC)
  const found =
    (await open.read((tx) => readPublicRound(tx, open, roundId))) ?? refuse('evaluation.not_found')
  void reply.header('access-control-allow-origin', '*').header('cache-control', 'public, max-age=3600')
  const { whole } = found.packed
  const name = `${found.scheme.code}-${found.round.period}-${file}`
  const json = (value: unknown) =>
    sendAttachment(
      reply,
      Readable.from([`${JSON.stringify(value, null, 1)}\n`], { objectMode: false }),
      name,
      'application/json; charset=utf-8',
    )
  switch (file) {
    case 'scheme.json':
      return json(whole.run.definition)
    case 'result.json':
      return json({ result: whole.run.result, uncertainty: whole.run.uncertainty })
    case 'data.csv':
      return sendAttachment(reply, dataAsCsv(whole.data as EvaluationData), name, 'text/csv; charset=utf-8')
    case 'package.zip':
      return sendPackage(reply, found.packed)
  }
}
