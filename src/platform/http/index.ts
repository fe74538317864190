/** The HTTP edge: contexts, routes by contract, problem responses, OpenAPI. */
export {
  NOBODY,
  PUBLIC,
  TIMEKEEPER,
  createContext,
  type Caller,
  type Context,
  type Services,
} from './context.ts'
export { createServer, type Authenticated, type ServerOptions } from './server.ts'
export type { AnyRouteContract, RegisteredRoute, RouteInput } from './routes.ts'
export { describeApi, type ApiDocument } from './openapi.ts'
export { cleanFileName, sendAttachment } from './attachments.ts'
export { knowAttachments, receiveFiles, type ReceivedFile } from './receive-files.ts'
export { statusOf } from './problem.ts'
export { sendExport } from './send-export.ts'
export { Html, escapeHtml, html } from './html.ts'
export { PUBLIC_STYLE } from './public-style.ts'
export { sendPage } from './send-page.ts'
