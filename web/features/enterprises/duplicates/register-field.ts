const NAMED = [
  'name',
  'nameEn',
  'status',
  'successor',
  'registrationPark',
  'operationPark',
  'registrationDistrict',
  'operationDistrict',
  'cluster',
  'address',
  'industry',
  'field',
  'sizeClass',
  'rung',
  'highTech',
  'aboveScale',
] as const
export type RegisterField = (typeof NAMED)[number]
/** Fields that hold a code of a list. */
export const CODED = {
  cluster: 'cluster',
  industry: 'industry',
  field: 'field',
  sizeClass: 'size',
  rung: 'rung',
} as const satisfies Partial<Record<RegisterField, string>>

/** size_class → sizeClass, registration_park_id → registrationPark; null: a field without a name here. */
export function registerField(given: string): RegisterField | null {
  const camel = given
    .replace(/_id$/u, '')
    .replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase())
    .replace(/Id$/u, '')
  return NAMED.find((each) => each === camel) ?? null
}
