import type { ModeleActe } from '../../cahier/index.ts'
import { USUELS } from './modeles-usuels.ts'

/** « est porté à {nouveau_montant} », « portée de {montant_avant} à {nouveau_montant} »: true of an increase alone. */
const PORTE = /(^|[\s«(])port(?:é|ée)(?= (?:de [^.;]*? )?à [^.;{]*\{nouveau_montant\})/g
/** What payments are computed with once the amount changes; a text that says none of them would let the first ones stand. */
const SUITES = ['{nouveau_taux}', '{nouvelle_avance}', '{nouveaux_acomptes}']

/**
 * The text of an amendment as it must read whatever version of the call is published: one written before these words existed is true of a decrease too, and says
 * the new rate and ceilings. A text that has these words is left as it is. Pure.
 */
export function avenantJuste(modele: ModeleActe): ModeleActe {
  const dire = (t: string) => t.replace(PORTE, '$1{porte_ou_ramene}')
  const tout = modele.articles.flatMap(a => a.texte).join(' ')
  const muet = tout.includes('{nouveau_montant}') && !SUITES.some(m => tout.includes(m))
  const suites = USUELS.avenant.articles.flatMap(a => a.texte).filter(t => SUITES.some(m => t.includes(m)))
  return {
    ...modele,
    articles: modele.articles.map(a => {
      const montant = a.texte.some(t => t.includes('{nouveau_montant}'))
      return { ...a, texte: [...a.texte.map(dire), ...(muet && montant ? suites : [])] }
    }),
  }
}
