import { sansAccents } from './mots.ts'

/** Spaces that people, spreadsheets and this site put between thousands. */
const ESPACES = /[\s\u00a0\u202f\u2009]/g
/** What this site writes after a count; never « milliers » or « k », which change it. */
const UNITES = new Set([
  'habitant',
  'agent',
  'usager',
  'personne',
  'foyer',
  'commune',
  'partenaire',
  'structure',
  'jour',
  'mois',
  'an',
  'annee',
  'heure',
])
/** No count is longer with its unit. */
const LONGUEUR_MAX = 80

const mot = (s: string) => sansAccents(s).replace(/(?<!oi)s$/, '')

/**
 * A figure as it was typed, without the spaces between its thousands nor the unit behind it: « 1 240 habitants » → « 1240 ». The unit is one that this
 * site writes, or the field's own. Whatever else was typed stays, and is then no number.
 */
export function sansUnite(saisie: string, unite = ''): string {
  if (saisie.length > LONGUEUR_MAX) return saisie
  const [, chiffres, suite = ''] = /^([^\p{L}%]*\d)\s*([\p{L}%][\p{L}\s'’]*)?$/u.exec(saisie.trim()) ?? []
  const admise = suite === '' || UNITES.has(mot(suite)) || mot(suite) === mot(unite)
  return (chiffres !== undefined && admise ? chiffres : saisie).replace(ESPACES, '')
}
