import { err, ok, type Result } from '../../lib/result.ts'
import { type analyser, jourDe } from '../recevabilite/index.ts'
import { dateEcrite, type Ecrite, montantEcrit, ouiNonEcrit } from './essais.rules.ts'

export type Lexique = ReturnType<typeof analyser>['lexique']
type Definition = Lexique extends Map<string, infer D> ? D : never
type Attendue = number | boolean | string

const TAUX = /^\s*(\d{1,5})(?:[.,](\d{1,4}))?\s*%\s*$/
function tauxEcrit(v: Ecrite): Result<number, string> {
  const [, entier, decimales = '0'] = TAUX.exec(String(v)) ?? []
  return entier === undefined ? err('un taux, par exemple 35 %') : ok(Number(`${entier}.${decimales}`) / 100)
}
function jourEcrit(v: Ecrite): Result<number, string> {
  const lu = dateEcrite(v)
  return lu.ok ? ok(jourDe(lu.value)) : lu
}
function codeEcrit(options: Definition['options'], v: Ecrite): Result<string, string> {
  const connus = Object.keys(options ?? {})
  return typeof v === 'string' && connus.includes(v) ? ok(v) : err(`un de ces codes : ${connus.join(', ')}`)
}

/**
 * What a test dossier expects of a name, in the unit of the rules: cents, a fraction, days since 1970, a code. Otherwise what was to be written, in words that follow
 * « on attend ».
 */
export function valeurAttendue({ genre, options }: Definition, v: Ecrite): Result<Attendue, string> {
  switch (genre) {
    case 'montant':
      return montantEcrit(v)
    case 'taux':
      return tauxEcrit(v)
    case 'date':
      return jourEcrit(v)
    case 'oui_non':
      return ouiNonEcrit(v)
    case 'nombre':
      return typeof v === 'number' ? ok(v) : err('un nombre')
    case 'texte':
      return codeEcrit(options, v)
    case 'libelle':
      return err('un nom qui a une valeur : celui-ci est un texte à afficher')
  }
}

/** Whether a name is worth what was expected of it. A share has as many decimals as it needs: to a hundred-millionth. */
export const vaut = (valeur: Attendue | undefined, attendue: Attendue) =>
  typeof valeur === 'number' && typeof attendue === 'number' ? Math.abs(valeur - attendue) < 1e-8 : valeur === attendue
