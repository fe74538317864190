import { Page } from '../../ui/page.tsx'

export function OrganisationsPage() {
  return <Page title="">{null}</Page>
}
