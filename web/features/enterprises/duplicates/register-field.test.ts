import { expect, test } from 'vitest'
import { registerField } from './register-field.ts'

test('fields of the register are found by the names that the server gives them', () => {
  expect(registerField('size_class')).toBe('sizeClass')
  expect(registerField('registration_park_id')).toBe('registrationPark')
  expect(registerField('nameEn')).toBe('nameEn')
  expect(registerField('shoe_size')).toBeNull()
})
