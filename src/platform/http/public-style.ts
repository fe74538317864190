/** The look of the public pages: paper, ink, one blue, three states; on paper without the frame. */
export const PUBLIC_STYLE = `
:root{--ink:#1b1f24;--soft:#565f6a;--line:#e3e6ea;--ground:#f5f6f8;--paper:#fff;--blue:#1f5aa6;--good:#1a7f4b;--warn:#8f5300;--bad:#b3261e}
*{box-sizing:border-box}:lang(en){--sans:system-ui,"Segoe UI","Noto Sans","PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
body{margin:0;font:15px/25px var(--sans,"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif);color:var(--ink);background:var(--ground);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
a{color:var(--blue);text-underline-offset:3px}a:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:16px;top:8px;background:var(--paper);padding:4px 12px}
header,footer,main{padding:0 max(16px,calc(50vw - 480px))}
header{background:var(--paper);border-bottom:1px solid var(--line)}
header>div{display:flex;flex-wrap:wrap;gap:4px 20px;align-items:center;min-height:56px;padding:8px 0}
header a.name{color:var(--ink);font-weight:600;text-decoration:none;margin-right:auto}
main{padding-top:28px;padding-bottom:40px}
h1{font-size:24px;line-height:36px;margin:0 0 8px;font-weight:600;text-wrap:pretty}
h2{font-size:16px;line-height:24px;margin:36px 0 12px;font-weight:600}
h3{font-size:15px;line-height:24px;margin:24px 0 8px;font-weight:600}
p{margin:0 0 12px}.soft{color:var(--soft)}.small{font-size:13px;line-height:20px}
nav.way{font-size:13px;margin-bottom:12px}nav.way a{color:var(--soft)}
section.sheet,ul.sheet{background:var(--paper);border:1px solid var(--line);border-radius:6px;margin:0;padding:0;list-style:none}
ul.sheet>li{padding:14px 20px;border-top:1px solid var(--line);display:grid;grid-template-columns:1fr 200px;gap:4px 28px}ul.sheet>li:first-child{border-top:0}
ul.sheet a.title{font-weight:600;color:var(--ink);text-decoration-color:var(--line)}ul.sheet a.title:hover{text-decoration-color:currentColor}
.facts{color:var(--soft);font-size:13px;line-height:20px;display:flex;flex-wrap:wrap;gap:0 16px}
.mark{white-space:nowrap;font-weight:600}.green{color:var(--good)}.yellow{color:var(--warn)}.red{color:var(--bad)}.grey{color:var(--soft)}
.progress{display:flex;align-items:center;gap:10px;justify-content:flex-end}
.bar{width:110px;height:6px;background:var(--line);border-radius:3px;overflow:hidden;print-color-adjust:exact;-webkit-print-color-adjust:exact}.bar i{display:block;height:100%;background:var(--blue)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:10px 28px;margin:0;padding:20px}dt{color:var(--soft)}dd{margin:0}
blockquote{margin:0;padding:18px 24px;font:16px/30px "Songti SC","Noto Serif CJK SC","Noto Serif SC","SimSun",serif;border-left:3px solid var(--blue);background:var(--paper)}
code{font:13px/20px ui-monospace,Consolas,"Noto Sans Mono CJK SC",monospace}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;background:var(--paper);border:1px solid var(--line)}
caption{text-align:left;color:var(--soft);font-size:13px;padding-bottom:6px}
th,td{text-align:left;padding:8px 16px;border-top:1px solid var(--line);vertical-align:top}th{font-weight:600}th[scope=row]{min-width:5em}.y{white-space:nowrap}td.n,th.n{text-align:right;white-space:nowrap}
table.wide td{min-width:4em}table.wide th[scope=row]{min-width:11em}
nav.pages{display:flex;gap:20px;margin-top:16px}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:13px;line-height:20px;padding-top:16px;padding-bottom:32px}
figure{margin:0 0 16px}figcaption{color:var(--soft);font-size:13px;line-height:20px}svg{display:block;width:100%;height:auto;max-width:720px}.mean{text-align:right}
@media(max-width:640px){ul.sheet>li{grid-template-columns:1fr}.progress{justify-content:flex-start}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:10px}h1{font-size:21px;line-height:31px}}
@media print{body{background:none;font-size:10.5pt;line-height:16pt}header,footer,main{padding-left:0;padding-right:0}nav,.skip{display:none!important}ul.sheet>li,blockquote,tr{break-inside:avoid}a{color:inherit;text-decoration:none}}
`
