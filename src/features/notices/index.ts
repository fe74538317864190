/** Notices: what people and other systems are told of cases, in the system, by e-mail, by webhook, as a calendar. */
export { noticeRoutes } from './routes.ts'
export { addNotices, type NewNotice } from './add-notices.ts'
export { DELIVERY_QUEUE, queueDeliveries, type Happening } from './queue-deliveries.ts'
export { deliveryWorker, giveUpDelivery, resumeDeliveries, type Delivery } from './deliver-messages.ts'
export type { NoticeSettings } from './settings.ts'
export { tellOf, type SubjectNotice } from './tell-of.ts'
