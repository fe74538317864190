/** The worker thread in which a report's findings are computed; see `runInThread`. */
import { workerData } from 'node:worker_threads'
import { answerThread } from '#platform/threads'
import { findForReport, type ReportQuestion } from './unit-report-findings.ts'

answerThread(findForReport(workerData as ReportQuestion))
