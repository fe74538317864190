import type { RouteContract } from '../../../../src/features/route-contract.ts'
import { useSession } from '../../../app/session.ts'

/** Whether the reader's roles may use a route at all; of which enterprises, the server says. */
export function useMay(): (route: RouteContract) => boolean {
  const { roles } = useSession()
  return ({ access }) =>
    typeof access !== 'string' && access.some((role) => roles.some((own) => own === role))
}
