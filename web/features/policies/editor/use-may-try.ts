import { tryPolicyDefinition } from '#contract/policies'
import { useSession } from '../../../app/session.ts'

/** Who may ask whom a definition would reach. */
export function useMayTry(): boolean {
  const { roles } = useSession()
  const { access } = tryPolicyDefinition
  return Array.isArray(access) && roles.some((role) => access.includes(role))
}
