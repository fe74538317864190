import type { ApiDocument, ApiOperation } from './openapi.ts'

/** A readable page of the API, plain HTML without script, so that it works on an isolated network. */
export function renderApiPage(document: ApiDocument): string {
  const groups = new Map<string, string[]>()
  for (const [path, operations] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags[0] ?? 'api'
      groups.set(tag, [...(groups.get(tag) ?? []), renderOperation(method, path, operation)])
    }
  const body = [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([tag, parts]) => `<section><h2>${escapeHtml(tag)}</h2>${parts.join('')}</section>`)
    .join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Duoyuan API</title>
<meta name="viewport" content="width=device-width"><style>
body{font:14px/22px "PingFang SC","Noto Sans CJK SC",system-ui,sans-serif;color:#1b1f24;background:#f5f6f8;margin:0 auto;max-width:960px;padding:24px}
h1{font-size:20px}h2{font-size:15px;margin:28px 0 8px}details{background:#fff;border:1px solid #e3e6ea;border-radius:6px;margin:0 0 6px;padding:8px 12px}
summary{cursor:pointer;display:flex;gap:12px;align-items:baseline;flex-wrap:wrap}code{font:13px/20px ui-monospace,Menlo,Consolas,monospace}
.m{font-weight:600;color:#1f5aa6;min-width:56px}.s{color:#5b6470}pre{background:#f5f6f8;padding:8px 12px;border-radius:4px;overflow:auto;font:12px/18px ui-monospace,Menlo,Consolas,monospace}
table{border-collapse:collapse}td,th{text-align:left;padding:2px 16px 2px 0;font-weight:400}th{color:#5b6470}
</style></head><body><h1>Duoyuan 多园 API</h1><p>${escapeHtml(document.info.description)}</p>
<p><a href="/api/openapi.json">openapi.json</a> (OpenAPI ${document.openapi})</p>${body}</body></html>`
}

function renderOperation(method: string, path: string, operation: ApiOperation): string {
  const parameters = (operation.parameters ?? [])
    .map(
      (p) =>
        `<tr><td><code>${escapeHtml(p.name)}</code></td><td>${p.in}</td><td>${p.required ? 'required' : 'optional'}</td><td><code>${escapeHtml(JSON.stringify(p.schema))}</code></td></tr>`,
    )
    .join('')
  const blocks = [
    `<p class="s">${escapeHtml(operation.description)}</p>`,
    parameters &&
      `<table><tr><th>parameter</th><th>in</th><th></th><th>schema</th></tr>${parameters}</table>`,
    operation.requestBody !== undefined && `<p>Request</p>${renderJson(operation.requestBody)}`,
    `<p>Answer</p>${renderJson(operation.responses)}`,
  ]
  return `<details><summary><code class="m">${method.toUpperCase()}</code><code>${escapeHtml(path)}</code><span class="s">${escapeHtml(operation.summary)}</span></summary>${blocks.filter(Boolean).join('')}</details>`
}

function renderJson(value: unknown): string {
  return `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
