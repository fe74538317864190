import { Page } from '../../ui/page.tsx'

export function ReadingRoomPage() {
  return <Page title="">{null}</Page>
}
