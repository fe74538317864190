/** The site that everybody reads without log-in: one frame round the public pages of several areas. They come without script. */
export {
  answerPublic,
  languageQuery,
  type PublicLanguage,
  type PublicPage,
  type PublicSection,
} from './answer-public.ts'
