/**
 * Archives: .zip files written piece by piece. The same content gives the same bytes on every machine and at every time,
 * so that an export can be compared by its digest. Reading is not needed here.
 */
export { writeZip, writeZipToBuffer, ArchiveTooLarge, type ZipEntry } from './write-zip.ts'
