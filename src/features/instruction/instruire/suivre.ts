import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { dansLePerimetre } from '../../service/index.ts'
import { adresse, lireFiltre } from '../liste/filtres.ts'
import { suivantDans } from '../liste/liste.ts'

/** The next dossier of the list that is walked through, with what was done in this one; the list itself when it was the last. */
export type Suite = (fait: string) => string

/** Asked before the act, which may move the dossier in its list. */
export async function suiteDe(c: Ctx<'id'>): Promise<Suite> {
  const ctx = ctxActeur(c)
  const id = param(c, 'id')
  const suivant = await dansLePerimetre(c, tx => suivantDans(tx, ctx, id))
  if (!suivant) return () => adresse(lireFiltre(new URLSearchParams(ctx.liste)))
  return fait => {
    const suite = new URLSearchParams({ fait, de: id, ...(suivant.liste ? { liste: suivant.liste } : {}) })
    return `${paths.instruction.instruire(suivant.id)}?${suite}`
  }
}
