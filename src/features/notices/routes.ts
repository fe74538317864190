import type { RegisteredRoute } from '#platform/http'
import { serve } from '../serve-route.ts'
import * as contract from './contract.ts'
import { listNotices, markNoticesRead } from './list-notices.ts'
import { changeMySettings, readMySettings, renewCalendar } from './my-settings.ts'
import { readCalendar } from './read-calendar.ts'
import type { NoticeSettings } from './settings.ts'
import { addWebhook, changeWebhook, listWebhooks } from './webhooks.ts'

export function noticeRoutes(settings: NoticeSettings): RegisteredRoute[] {
  return [
    serve(contract.listNotices, (ctx, { query }) => listNotices(ctx, query)),
    serve(contract.markNoticesRead, (ctx, { body }) => markNoticesRead(ctx, body.ids)),
    serve(contract.readMySettings, (ctx) => readMySettings(ctx, settings)),
    serve(contract.changeMySettings, (ctx, { body }) => changeMySettings(ctx, settings, body)),
    serve(contract.renewCalendar, (ctx) => renewCalendar(ctx, settings)),
    serve(contract.readCalendar, async (ctx, { params, reply }) => {
      const calendar = await readCalendar(ctx, params.token, settings)
      return reply
        .type('text/calendar; charset=utf-8')
        .header('cache-control', 'private, no-cache')
        .header('content-disposition', 'inline; filename="duoyuan.ics"')
        .send(calendar)
    }),
    serve(contract.listWebhooks, (ctx) => listWebhooks(ctx)),
    serve(contract.addWebhook, (ctx, { body }) => addWebhook(ctx, settings, body)),
    serve(contract.changeWebhook, (ctx, { params, body }) =>
      changeWebhook(ctx, params.webhookId, body.active),
    ),
  ]
}
