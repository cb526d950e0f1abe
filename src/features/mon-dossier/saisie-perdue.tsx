import type { Ctx } from '../../http.ts'
import { etapeDe } from '../cahier/index.ts'
import { saisieDe } from '../champs/index.ts'
import type { Champ } from '../contenu/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { lireRegles } from '../examen/index.ts'
import type { Saisie } from '../saisie/index.ts'
import { pageNeChangePlus } from './ne-change-plus.page.tsx'

/** What came too late to be saved, given back: nobody loses what they have typed, whatever the closing made of it. */
export function pageSaisiePerdue(c: Ctx, d: Dossier, code: string, { champs }: Saisie) {
  const lecture = lireRegles(d, c.var.ctx.instant)
  const etape = etapeDe(lecture.formulaire, code)
  const connus = new Map(etape ? lecture.champs(etape).map(ch => [ch.nom, ch]) : [])
  const perdus = Object.entries(champs).flatMap(([nom, saisi]) => perdu(d, nom, saisi, connus.get(nom)) ?? [])
  return pageNeChangePlus(c, d, { titre: etape?.titre ?? 'Dossier', perdus })
}

/** A field that the form sent, when it says something else than what is saved. */
function perdu(d: Dossier, nom: string, saisi: readonly string[], champ: Champ | undefined) {
  const mots = (codes: readonly string[]) => codes.map(v => champ?.options?.find(o => o.code === v)?.libelle ?? v).join('\u202f; ')
  const texte = mots(saisi).trim()
  if (texte === '' || (champ && texte === mots(saisieDe(champ, d.contenu)))) return undefined
  return { libelle: champ?.libelle ?? nom, texte }
}
