/**
 * Cultivation (梯度培育与企业服务): the ladder of enterprises, the library of those who are helped upwards, stewards and service
 * packs, innovation points, and consents to share them.
 */
export * from './contract-shared.ts'
export * from './contract-ladder.ts'
export * from './contract-library.ts'
export * from './contract-services.ts'
export * from './contract-points.ts'
export * from './contract-consents.ts'
