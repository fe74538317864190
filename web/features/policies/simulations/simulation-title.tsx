/** A title that somebody wrote, in whatever language; Chinese ones are marked as such. */
export function SimulationTitle({ title }: { readonly title: string }) {
  return <span lang={/\p{Script=Han}/u.test(title) ? 'zh' : 'en'}>{title}</span>
}

/** Beside others of the same policy the policy's name says nothing: what follows it. */
export function withoutPolicy(
  title: string,
  policy: { readonly zh: string; readonly en: string } | undefined,
): string {
  for (const name of policy === undefined ? [] : [policy.zh, policy.en]) {
    const rest = title.startsWith(name) ? title.slice(name.length).replace(/^[：:]\s*/u, '') : ''
    if (rest !== '') return rest
  }
  return title
}
