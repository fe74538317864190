import { Page } from '../../ui/page.tsx'

export function MapPage() {
  return <Page title="">{null}</Page>
}
