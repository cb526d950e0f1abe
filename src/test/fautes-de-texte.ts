/** Names that end as an infinitive does: « de le dossier » is a fault, « de le garder » is not. */
const NOMS =
  '(?:avenir|bénéficiaire|cadre|calendrier|centre|chantier|chiffre|commissaire|courrier|dernier|dossier|exemplaire|fichier|financier|formulaire|gestionnaire|guichetier|maire|membre|mémoire|ministre|nombre|notaire|ordre|papier|partenaire|premier|prestataire|registre|secrétaire|séminaire|signataire|territoire|titre|titulaire|trimestre)s?'
/** What no sentence of the guichet may hold, whoever reads it: in mails, PDFs and pages. Spaces that do not break are read as others. */
const FAUTES: readonly [string, RegExp][] = [
  // a capital begins a title or a cell, which may say the word of its column
  ['un mot deux fois', /(?<![\p{L}\d’-])(?!nous|vous)(\p{Ll}{2,}) \1(?![\p{L}\d])/u],
  // « la loi demande de les garder »: before a verb, it is a pronoun
  [
    '« de » devant « un », « le », « il »',
    new RegExp(
      String.raw`(?<!\p{L})(?:de (?:une?|ils?|elles?)|(?:de|à) les?(?! (?!${NOMS}(?!\p{L}))\p{L}+(?:er|ir|re)(?!\p{L}))|que (?:ils?|elles?))(?!\p{L})`,
      'iu',
    ),
  ],
  [
    'un pluriel après 1',
    /(?<!\d\s)(?<![\d,.\p{L}-])1 (?:dossier|pièce|point|bilan|commande|lettre|complément|règle|structure|projet|page|jour|agent|usager|membre)s(?!\p{L})/iu,
  ],
  ['un caractère invisible', /[\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad]/u],
  ['un échappement lu tel quel', /\\u[0-9a-f]{4}/u],
  ['rien sur rien', /(?<![\d,])0 sur 0(?!\d)/u],
  ['un mot du code', /(?<!\p{L})(?:undefined|NaN)(?!\p{L})|\[object|\{[a-zà-ÿ_ ]+\}/u],
]
/** What a page shows besides, in its own words and in the names that it was given. */
const FAUTES_DE_PAGE: readonly [string, RegExp][] = [
  ...FAUTES,
  ['une apostrophe droite', /\p{L}+'\p{L}+/u],
  // a postcode comes before the name of a place, with its capital
  ['un nombre sans espace', /(?<![\p{L}\d./_,-])[1-9]\d{4,}(?= (?:€|%|\p{Ll}))/u],
]

const lues = (fautes: typeof FAUTES, texte: string) => {
  const t = texte.replaceAll(/[\u00a0\u202f]/g, ' ')
  return fautes.flatMap(([quoi, motif]) => {
    const m = motif.exec(t)
    return m ? [`${quoi} : ${t.slice(Math.max(0, m.index - 20), m.index + m[0].length + 20)}`] : []
  })
}
export const fautesDe = (texte: string) => lues(FAUTES, texte)
export const fautesDePage = (texte: string) => lues(FAUTES_DE_PAGE, texte)

const CACHE = /<head>.*?<\/head>|<(script|style|textarea|pre|code)\b.*?<\/\1>/gs
const EN_LIGNE = /<\/?(?:a|abbr|b|code|em|i|mark|small|span|strong|sub|sup|time|u|svg|path|use)\b[^>]*>/g
const SIGNES: Record<string, string> = { '&#39;': "'", '&quot;': '"', '&amp;': '&', '&nbsp;': '\u00a0', '&lt;': '<', '&gt;': '>' }
/** The words of a page, a block a line. */
export const texteDePage = (html: string) =>
  html
    .replaceAll(CACHE, '\n')
    .replaceAll(EN_LIGNE, '')
    .replaceAll(/<[^>]+>/g, '\n')
    .replaceAll(/&(?:#39|quot|amp|nbsp|lt|gt);/g, s => SIGNES[s]!)
